package pasv.ftp.options;

import java.util.Optional;

/**
 * The moment at which TLS begins. Said by the scheme of a URL; never guessed, and never given up for what a server
 * says.
 */
public enum TlsMode {
    OFF("ftp", 21),
    /** After {@code AUTH TLS} on the ordinary port (RFC 4217). */
    EXPLICIT("ftpes", 21),
    /** Before the greeting, on a port of its own. */
    IMPLICIT("ftps", 990);

    private final String scheme;
    private final int port;

    TlsMode(String scheme, int port) {
        this.scheme = scheme;
        this.port = port;
    }

    public String scheme() {
        return scheme;
    }

    /** The port where a URL names none. */
    public int port() {
        return port;
    }

    static Optional<TlsMode> ofScheme(String scheme) {
        for (TlsMode mode : values()) {
            if (mode.scheme.equals(scheme)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
