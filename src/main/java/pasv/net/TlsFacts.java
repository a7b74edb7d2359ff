package pasv.net;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * The facts of a TLS handshake.
 *
 * @param protocol such as {@code TLSv1.3}
 * @param cipher the suite's IANA name
 * @param resumed whether the session of an earlier connection was taken up
 * @param chain the certificates that the server showed when the session began, its own first
 */
public record TlsFacts(String protocol, String cipher, boolean resumed, List<X509Certificate> chain) {

    static TlsFacts of(SSLSession session, boolean resumed) {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            for (Certificate certificate : session.getPeerCertificates()) {
                chain.add((X509Certificate) certificate);
            }
        } catch (SSLPeerUnverifiedException e) {
            // a cipher suite without certificates, which is not offered
            chain.clear();
        }
        return new TlsFacts(session.getProtocol(), session.getCipherSuite(), resumed, List.copyOf(chain));
    }
}
