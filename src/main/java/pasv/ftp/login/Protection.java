package pasv.ftp.login;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
import pasv.net.Connection;
import pasv.net.NetException;
import pasv.net.Patience;
import pasv.net.Tls;
import pasv.net.TlsRung;
import pasv.net.Trust;

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
    private static final Duration SOON = Duration.ofSeconds(5);
    /** Implicit FTPS, HTTP and HTTPS. */
    private static final Set<Integer> MUTE_PORTS = Set.of(TlsMode.IMPLICIT.port(), 80, 443, 8080, 8443);

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

    /** How long to wait for the greeting: on ports of protocols that wait to be spoken to its absence soon means something. */
    Duration greetingLimit() {
        boolean suspicious = mode() != TlsMode.IMPLICIT
                && MUTE_PORTS.contains(options.server().port());
        Duration limit = control.replyLimit();
        return suspicious && SOON.compareTo(limit) < 0 ? SOON : limit;
    }

    /** No greeting came: a server of another protocol waits for us to speak first, and answers when we do. */
    FtpException noGreeting(FtpException silence) throws IOException {
        if (mode() == TlsMode.IMPLICIT || control.hasReply()) {
            return silence;
        }
        Answer answer = answerToTls();
        return switch (answer) {
            case GREETS ->
                new FtpException(
                        Failure.TLS_FAILED,
                        "this port wants TLS from the first byte; use "
                                + FtpUrl.base(TlsMode.IMPLICIT, options.server()),
                        control.circumstances(),
                        silence);
            case SHAKES_HANDS ->
                new FtpException(
                        Failure.NOT_UNDERSTOOD,
                        "this port speaks TLS from the first byte and no FTP in it: an HTTPS server, for one",
                        control.circumstances(),
                        silence);
            case HTTP ->
                new FtpException(
                        Failure.NOT_UNDERSTOOD,
                        "this looks like an HTTP server: it says nothing until it is asked",
                        control.circumstances(),
                        silence);
            case NONE -> silence;
        };
    }

    /** What a server that was silent does when TLS is begun. */
    private enum Answer {
        NONE,
        /** The handshake ends, and a greeting of FTP follows. */
        GREETS,
        SHAKES_HANDS,
        /** It complains of the handshake as a web server does. */
        HTTP
    }

    private Duration probeLimit() {
        return SOON.compareTo(control.replyLimit()) < 0 ? SOON : control.replyLimit();
    }

    private Answer answerToTls() {
        try (Connection protectedOne = new Tls(
                        control.remote(), TlsRung.NEWEST, Trust.SYSTEM.withoutCheck(), Optional.empty())
                .control(control.connection(), Patience.of(probeLimit()))) {
            ByteBuffer greeting = ByteBuffer.allocate(3);
            try {
                protectedOne.read(greeting, Patience.of(probeLimit()));
            } catch (NetException e) {
                return Answer.SHAKES_HANDS;
            }
            return greeting.position() > 0 && Character.isDigit((char) greeting.get(0))
                    ? Answer.GREETS
                    : Answer.SHAKES_HANDS;
        } catch (NetException e) {
            boolean http =
                    e.kind() == NetException.Kind.NOT_TLS && e.getMessage().startsWith("HTTP/");
            // an alert is an answer too: the server speaks TLS, and wants a name or certificate that we did not show
            return http ? Answer.HTTP : e.kind() == NetException.Kind.TLS ? Answer.GREETS : Answer.NONE;
        } catch (IOException e) {
            return Answer.NONE;
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
