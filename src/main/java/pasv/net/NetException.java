package pasv.net;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A trouble below FTP. One kind of trouble with a socket, told apart where the fact is known. */
public final class NetException extends IOException {
    private static final long serialVersionUID = 1;

    /** The kinds of trouble that a connection can meet. */
    public enum Kind {
        /** The name has no address, or none of the wanted family. */
        NAME_UNKNOWN,
        /** No name server answered, or not within the connect limit. */
        NAME_SILENT,
        /** The name server answered that it cannot tell: SERVFAIL, REFUSED. */
        NAME_SERVER_FAILED,
        /** RST in answer to the SYN: the host is there, the port is closed. */
        REFUSED,
        /** No answer to the SYN within the limit: dropped by a firewall, or no such host. */
        NO_ANSWER,
        /** ICMP says that the way is administratively prohibited or that there is no such host. */
        PROHIBITED,
        /** This machine has no route to the network. */
        UNREACHABLE,
        /** Nothing came (or could be sent) for the limit. */
        SILENT,
        /** The peer closed where more was due. */
        CLOSED,
        /** The connection was torn down: RST, broken pipe. */
        RESET,
        /** The TLS handshake or record layer failed. */
        TLS,
        /** Plain text came where TLS was due. */
        NOT_TLS,
        /** The certificate is not the one, or not one to trust. */
        CERTIFICATE,
        /** A certificate or key file holds nothing that can be used. */
        UNUSABLE_FILE,
        /** A proxy does not let the connection through, or not this user. */
        PROXY_REFUSED,
        /** {@link Cancellation} ended the waiting. */
        CANCELLED;

        /** In words, behind the name of a connection. */
        public String words() {
            return switch (this) {
                case NO_ANSWER -> "no answer";
                case REFUSED -> "refused";
                case PROHIBITED -> "prohibited on the way (ICMP)";
                case UNREACHABLE -> "no way there";
                case PROXY_REFUSED -> "refused by the proxy";
                default -> name().toLowerCase(Locale.ROOT).replace('_', ' ');
            };
        }
    }

    private final Kind kind;
    private final Duration waited;

    public NetException(Kind kind, String message) {
        this(kind, message, Duration.ZERO, null);
    }

    public NetException(Kind kind, String message, Duration waited, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.waited = waited;
    }

    public Kind kind() {
        return kind;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /** How long was waited before this was known; zero where no limit was involved. */
    public Duration waited() {
        return waited;
    }
}
