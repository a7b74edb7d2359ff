package pasv.ftp.login;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.options.Security;
import pasv.ftp.options.TlsMode;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Command;
import pasv.ftp.wire.ControlConnection;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.Flights;
import pasv.ftp.wire.ForeignProtocol;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.ftp.wire.Reply;
import pasv.ftp.wire.WireEvent;
import pasv.ftp.wire.WireListener;
import pasv.net.NetException;
import pasv.net.Tls;

/**
 * The protection of a session by TLS (RFC 4217). {@code AUTH TLS}, handshake, and after the login {@code PBSZ 0} and
 * {@code PROT P}; or the handshake first of all. Where TLS is asked for, nothing that a server says leads to a session
 * without it.
 */
final class Protection {
    private static final Command AUTH = Command.of("AUTH", "TLS");
    private static final Command PBSZ = Command.of("PBSZ", "0");
    private static final Command PROT = Command.of("PROT", "P");
    private static final int AUTH_OK = 234;
    /** Some servers say yes to AUTH TLS as RFC 2228 has it for a mechanism that exchanges data. */
    private static final int AUTH_GOES_ON = 334;

    private static final int SHORT_OF_RESOURCES = 431;

    private final ControlConnection control;
    private final FtpOptions options;
    private final WireListener listener;

    Protection(ControlConnection control, FtpOptions options, WireListener listener) {
        this.control = control;
        this.options = options;
        this.listener = listener;
    }

    /** Implicit TLS shakes hands before the server says a word. */
    void beforeGreeting() throws IOException {
        if (mode() == TlsMode.IMPLICIT) {
            handshake();
        }
    }

    /** Explicit TLS asks for the handshake once greeted, whatever the greeting was (a 230 does not skip it). */
    void afterGreeting() throws IOException {
        if (mode() != TlsMode.EXPLICIT) {
            return;
        }
        control.enter(Phase.TLS);
        Reply reply = control.ask(AUTH);
        if (reply.code() == SHORT_OF_RESOURCES) {
            reply = control.ask(AUTH);
        }
        if (reply.code() != AUTH_OK && reply.code() != AUTH_GOES_ON) {
            throw new FtpException(
                    Failure.TLS_FAILED,
                    "the server refuses TLS, and without it nothing is sent",
                    control.circumstances());
        }
        handshake();
    }

    private void handshake() throws IOException {
        control.enter(Phase.TLS);
        Security security = options.security();
        Tls tls = new Tls(
                options.server(),
                options.habits().tls().rung().orElse(security.newest()),
                security.trust(),
                security.identity());
        try {
            if (mode() == TlsMode.IMPLICIT) {
                control.secure(tls);
            } else {
                control.upgrade(tls);
            }
        } catch (NetException e) {
            throw translated(e);
        }
        options.habits().seenWithTls();
        if (security.trust().unchecked()) {
            listener.on(new WireEvent.Warned("the certificate of "
                    + options.server().host() + " is not checked: anyone in between can read and change everything"));
        }
    }

    private FtpException translated(NetException e) {
        Circumstances facts = control.circumstances();
        return switch (e.kind()) {
            case NOT_TLS ->
                ForeignProtocol.isKnown(e.getMessage())
                        ? new FtpException(
                                Failure.NOT_UNDERSTOOD,
                                ForeignProtocol.describe(e.getMessage().getBytes(StandardCharsets.UTF_8)),
                                facts,
                                e)
                        : new FtpException(Failure.TLS_FAILED, notTls(e.getMessage()), facts, e);
            case CLOSED, RESET ->
                new FtpException(
                        Failure.TLS_FAILED, "the TLS handshake was cut off (" + e.getMessage() + ")", facts, e);
            default -> FtpException.onControl(e, "answer to the TLS handshake", facts);
        };
    }

    private String notTls(String seen) {
        return mode() == TlsMode.IMPLICIT
                ? "this port speaks without TLS at first (" + seen + "); use "
                        + FtpUrl.base(TlsMode.EXPLICIT, options.server())
                : "plain text came where the TLS handshake was due (" + seen + "): somebody may be in between";
    }

    /** Demands that data connections are protected too. */
    void afterLogin() throws IOException {
        if (mode() == TlsMode.OFF) {
            return;
        }
        Reply reply = new Flights(control, options.habits(), listener)
                .ask(List.of(PBSZ, PROT))
                .get(1);
        // "200 Fallback to Clear" is a refusal that looks like consent.
        boolean fallsBack = reply.text().toLowerCase(Locale.ROOT).matches("(?s).*fall(ing|s)?[ -]?back.*");
        if (!reply.isPositive() || fallsBack) {
            throw new FtpException(
                    Failure.DATA_UNPROTECTED, "the server does not protect data connections", control.circumstances());
        }
    }

    private TlsMode mode() {
        return options.security().mode();
    }
}
