package pasv.ftp.data;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.ControlConnection;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Reply;
import pasv.ftp.wire.WireEvent;
import pasv.ftp.wire.WireListener;
import pasv.net.Connection;
import pasv.net.NetException;
import pasv.net.Patience;
import pasv.net.Tls;
import pasv.net.TlsFacts;

/**
 * The TLS handshake of a data connection. Servers that demand the session of the control connection say so late: in TLS
 * 1.3 after the handshake has ended well on this side. A session of its own is therefore not trusted before the server
 * has shown that it takes one.
 */
final class DataHandshake {
    /** What vsftpd (522), ProFTPD (425), and FileZilla Server (425, 450) answer to a session that is not resumed. */
    private static final Set<Integer> REFUSALS = Set.of(425, 426, 450, 522);

    /** Said for this reason alone (draft-murray-auth-ftp-ssl). */
    static final int NO_SESSION = 522;

    private static final Duration WORDS = Duration.ofSeconds(2);

    private final ControlConnection control;
    private final FtpOptions options;
    private final WireListener listener;

    DataHandshake(ControlConnection control, FtpOptions options, WireListener listener) {
        this.control = control;
        this.options = options;
        this.listener = listener;
    }

    /** Shakes hands where the session is a protected one; gives the connection back as it is where not. */
    Connection shaken(Connection plain) throws IOException {
        Optional<Tls> tls = control.tls();
        if (tls.isEmpty()) {
            return plain;
        }
        try {
            Connection secured = tls.get().data(plain, Patience.of(control.replyLimit()));
            secured.tls().ifPresent(facts -> listener.on(new WireEvent.Secured(true, facts)));
            return secured;
        } catch (NetException e) {
            throw translated(e);
        }
    }

    private FtpException translated(NetException e) {
        Circumstances facts = control.circumstances();
        return switch (e.kind()) {
            case CERTIFICATE -> new FtpException(Failure.CERTIFICATE, e.getMessage(), facts, e);
            case NOT_TLS ->
                new FtpException(
                        Failure.DATA_UNPROTECTED,
                        "the server sends data without TLS, though it agreed to protect it",
                        facts,
                        e);
            case CANCELLED -> new FtpException(Failure.CANCELLED, "cancelled", facts, e);
            case CLOSED, RESET -> lastWords().orElseGet(() -> refused(e));
            case SILENT ->
                new FtpException(
                        Failure.REPLY_TIMEOUT,
                        "no answer to the TLS handshake on the data connection",
                        facts.withLimit(e.waited()),
                        e);
            default -> lastWords().orElseGet(() -> new FtpException(Failure.TLS_FAILED, e.getMessage(), facts, e));
        };
    }

    /** What the server says on the control connection about a data connection that it closed. */
    private Optional<FtpException> lastWords() {
        try {
            Reply reply = control.await("final reply", Patience.of(WORDS));
            return isRefusal(reply) ? Optional.of(refused(new IOException(reply.toString()))) : Optional.empty();
        } catch (FtpException e) {
            return e.failure() == Failure.REPLY_TIMEOUT ? Optional.empty() : Optional.of(refused(e));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether a reply says that the TLS session of the data connection will not do. */
    static boolean isRefusal(Reply reply) {
        boolean negative = reply.isTransientFailure() || reply.isPermanentFailure();
        String text = reply.text().toLowerCase(Locale.ROOT);
        return REFUSALS.contains(reply.code()) || (negative && text.matches("(?s).*(session|reuse|resum|tls|ssl).*"));
    }

    FtpException refused(Exception cause) {
        return new FtpException(
                Failure.DATA_SESSION_REFUSED,
                "the server does not take the TLS session of the data connection",
                control.circumstances(),
                cause);
    }

    /** Whether it must still be seen that the server takes this connection. */
    boolean isDoubtful(Connection connection) {
        return isUnresumed(connection) && !options.habits().tls().takesUnresumed();
    }

    static boolean isUnresumed(Connection connection) {
        return connection.tls().filter(TlsFacts::resumed).isEmpty()
                && connection.tls().isPresent();
    }
}
