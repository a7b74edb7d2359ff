package pasv.net;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Who are we to the server? A certificate with its chain, and its key; shown only when the server asks (RFC 4217 §2).
 *
 * @param key the private key
 * @param chain our certificate first
 */
public record ClientIdentity(PrivateKey key, List<X509Certificate> chain) {
    public ClientIdentity {
        chain = List.copyOf(chain);
    }

    /** Reads both from PEM files, which may be the same one. */
    public static ClientIdentity read(Path certificates, Path key) throws IOException {
        return new ClientIdentity(Pem.privateKey(key), Pem.certificates(certificates));
    }

    /** Whom the certificate names; never the key. */
    @Override
    public String toString() {
        return chain.get(0).getSubjectX500Principal().getName();
    }
}
