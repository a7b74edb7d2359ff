package pasv.net;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;

/**
 * The TLS of one control connection and its data connections, which share one session. Servers take a data connection
 * for ours only when it resumes the session of the control connection. Java does that when
 *
 * <ul>
 *   <li>both engines name the same peer, host and <em>control</em> port, the key of the session cache,
 *   <li>the cache belongs to this control connection alone: with a shared one, parallel sessions take each other's,
 *   <li>both identify the peer alike, inside an extended trust manager ({@link TrustCheck}),
 *   <li>TLS 1.2 goes without tickets: vsftpd gives them a life of INT_MAX seconds, which the JDK throws away.
 * </ul>
 */
public final class Tls {
    private static final String TICKETS = "jdk.tls.client.enableSessionTicketExtension";
    private static final Object PROPERTY = new Object();

    private final Endpoint server;
    /** What is spoken inside, by its ALPN name. */
    private final String application;

    private final TlsRung rung;
    private final TrustCheck check;
    private final SSLContext context;
    private final long start = System.nanoTime();
    private Optional<SSLSession> session = Optional.empty();

    /**
     * Prepares TLS for one control connection.
     *
     * @param server by the name that its certificate must bear, and the control port
     */
    public Tls(Endpoint server, TlsRung rung, Trust trust, Optional<ClientIdentity> identity) throws NetException {
        this(server, rung, trust, identity, "ftp");
    }

    /** TLS to a proxy, whose certificate is judged as a server's is. */
    static Tls toProxy(Proxy proxy) throws NetException {
        return new Tls(proxy.server(), TlsRung.NEWEST, proxy.trust(), Optional.empty(), "http/1.1");
    }

    private Tls(Endpoint server, TlsRung rung, Trust trust, Optional<ClientIdentity> identity, String application)
            throws NetException {
        this.application = application;
        String host = server.host();
        this.server = new Endpoint(host.endsWith(".") ? host.substring(0, host.length() - 1) : host, server.port());
        this.rung = rung;
        this.check = new TrustCheck(trust, this.server.host());
        try {
            this.context = context(rung);
            KeyManager[] keys = identity.isPresent() ? keys(identity.get()) : new KeyManager[0];
            context.init(keys, new TrustManager[] {check}, null);
        } catch (GeneralSecurityException | IOException e) {
            throw new NetException(
                    NetException.Kind.TLS, "TLS is not to be had in this Java: " + e.getMessage(), Duration.ZERO, e);
        }
        // A session must live as long as the control connection does; the default drops it after a day.
        context.getClientSessionContext().setSessionTimeout(0);
    }

    /** The JDK reads the property once for each context, in its constructor; TLS 1.3 does not heed it. */
    private static SSLContext context(TlsRung rung) throws GeneralSecurityException {
        synchronized (PROPERTY) {
            String before = System.getProperty(TICKETS);
            System.setProperty(TICKETS, Boolean.toString(rung.takesTickets()));
            try {
                return SSLContext.getInstance("TLS");
            } finally {
                if (before == null) {
                    System.clearProperty(TICKETS);
                } else {
                    System.setProperty(TICKETS, before);
                }
            }
        }
    }

    private static KeyManager[] keys(ClientIdentity identity) throws GeneralSecurityException, IOException {
        char[] none = new char[0];
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("client", identity.key(), none, identity.chain().toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, none);
        return factory.getKeyManagers();
    }

    /** Shakes hands on the control connection; closes it where that fails. */
    public Connection control(Connection plain, Patience patience) throws IOException {
        TlsConnection secured = shakenHands(plain, engine(rung.protocols()), TlsConnection.SMALL, patience);
        session = Optional.of(secured.session());
        return secured;
    }

    /**
     * Shakes hands on a data connection, taking up the session of the control connection; closes it where that fails.
     * To be called once the server has said that it begins: a handshake begun earlier hangs when it says no.
     */
    public Connection data(Connection plain, Patience patience) throws IOException {
        SSLSession first = session.orElseThrow(() -> new IllegalStateException("the control connection comes first"));
        // For TLS 1.3 the JDK resumes only under the very signature algorithms of the first handshake, which depend on
        // the versions offered.
        boolean newest = first.getProtocol().equals("TLSv1.3");
        SSLEngine engine = engine(newest ? rung.protocols() : new String[] {first.getProtocol()});
        TlsConnection secured = shakenHands(plain, engine, TlsConnection.LARGE, patience);
        // The ids of resumed sessions differ in TLS 1.3; the moment of creation is handed on in both versions.
        secured.resumed(secured.session().getCreationTime() == first.getCreationTime());
        return secured;
    }

    private static TlsConnection shakenHands(Connection plain, SSLEngine engine, int room, Patience patience)
            throws IOException {
        try {
            TlsConnection secured = new TlsConnection(plain, engine, room);
            secured.handshake(patience);
            return secured;
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    private SSLEngine engine(String[] protocols) {
        SSLEngine engine = context.createSSLEngine(server.host(), server.port());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(protocols);
        parameters.setCipherSuites(Arrays.stream(parameters.getCipherSuites())
                .filter(Tls::isModern)
                .toArray(String[]::new));
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        // Another protocol's server with the same certificate must not be mistaken for ours (ALPACA).
        parameters.setApplicationProtocols(new String[] {application});
        engine.setSSLParameters(parameters);
        return engine;
    }

    private static boolean isModern(String suite) {
        boolean version13 = suite.startsWith("TLS_AES_") || suite.startsWith("TLS_CHACHA20_");
        return version13 || (suite.startsWith("TLS_ECDHE_") && (suite.contains("_GCM_") || suite.contains("CHACHA20")));
    }

    /** The certificate that the server showed on the control connection. */
    public Optional<CertificateFacts> certificate() {
        return check.accepted().map(CertificateFacts::of);
    }

    /** How long ago this was prepared, just before the handshake of the control connection. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    public TlsRung rung() {
        return rung;
    }
}
