package pasv.net;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The trust check of one control connection and its data connections. The first certificate is judged by {@link Trust},
 * every later one must be that very certificate, so that nobody takes a data port over (RFC 2577 §8). All decisions
 * stand here, inside an extended trust manager: with any other arrangement the JDK refuses to resume sessions that lack
 * the Extended Master Secret.
 */
final class TrustCheck extends X509ExtendedTrustManager {
    private final Trust trust;
    private final String host;
    private Optional<X509Certificate> accepted = Optional.empty();
    private @Nullable X509ExtendedTrustManager authorities;

    TrustCheck(Trust trust, String host) {
        this.trust = trust;
        this.host = host;
    }

    /** The certificate is not accepted; the message is a whole clause for people. */
    static final class Untrusted extends CertificateException {
        private static final long serialVersionUID = 1;

        Untrusted(String message) {
            super(message);
        }
    }

    /** The certificate that the control connection showed. */
    Optional<X509Certificate> accepted() {
        return accepted;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        if (accepted.isPresent()) {
            if (!accepted.get().equals(chain[0])) {
                throw new Untrusted("the data connection shows another certificate than the control connection: "
                        + named(CertificateFacts.of(chain[0])));
            }
            return;
        }
        if (!trust.unchecked()) {
            judge(chain, authType, engine);
        }
        accepted = Optional.of(chain[0]);
    }

    private void judge(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
        CertificateFacts facts = CertificateFacts.of(chain[0]);
        if (trust.pin().isPresent()) {
            Pin pin = trust.pin().get();
            if (!pin.sha256().equals(facts.sha256())) {
                throw new Untrusted(
                        pin.origin() == Pin.Origin.REMEMBERED
                                ? "the certificate of " + host + " has changed: " + named(facts) + ", trusted was "
                                        + pin
                                : "the certificate of " + host + " is not the pinned one: " + named(facts));
            }
            return;
        }
        try {
            authorities().checkServerTrusted(chain, authType, engine);
            // The JDK asks no date of a certificate that is itself among the authorities.
            chain[0].checkValidity();
        } catch (CertificateException e) {
            throw new Untrusted("the certificate of " + host + " " + trouble(facts, e, chain.length) + " (sha256:"
                    + facts.sha256() + ")");
        }
    }

    private String trouble(CertificateFacts facts, CertificateException reason, int sent) {
        List<String> all = new ArrayList<>(facts.troubles(host, Instant.now()));
        if (facts.selfSigned()) {
            all.add("is self-signed");
        } else if (isUnknownIssuer(reason)) {
            all.add("is issued by " + facts.issuer() + ", which is not trusted here"
                    + (sent == 1 ? " and whose own certificate the server does not send" : ""));
        }
        return all.isEmpty() ? "is not accepted: " + reason.getMessage() : String.join(" and ", all);
    }

    private static boolean isUnknownIssuer(CertificateException reason) {
        for (Throwable cause = reason; cause != null; cause = cause.getCause()) {
            if (cause instanceof java.security.cert.CertPathBuilderException) {
                return true;
            }
        }
        return false;
    }

    private static String named(CertificateFacts facts) {
        return facts.subject() + ", sha256:" + facts.sha256();
    }

    /** Read when first needed: the installation's store takes longer to load than a handshake. */
    private X509ExtendedTrustManager authorities() throws CertificateException {
        X509ExtendedTrustManager loaded = authorities;
        if (loaded == null) {
            try {
                loaded = load(trust.authorities());
            } catch (GeneralSecurityException | IOException e) {
                throw new CertificateException("the trusted authorities cannot be loaded: " + e.getMessage(), e);
            }
            authorities = loaded;
        }
        return loaded;
    }

    private static X509ExtendedTrustManager load(List<X509Certificate> given)
            throws GeneralSecurityException, IOException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        if (given.isEmpty()) {
            factory.init((KeyStore) null);
        } else {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int i = 0; i < given.size(); i++) {
                store.setCertificateEntry("authority-" + i, given.get(i));
            }
            factory.init(store);
        }
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager found) {
                return found;
            }
        }
        throw new GeneralSecurityException("this Java installation offers no X.509 trust manager");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("only engines are used here");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("only engines are used here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("no server runs here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("no server runs here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("no server runs here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
