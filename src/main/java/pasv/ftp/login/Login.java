package pasv.ftp.login;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import pasv.ftp.options.Credentials;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.options.TlsMode;
import pasv.ftp.wire.Command;
import pasv.ftp.wire.ControlConnection;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.ForeignProtocol;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.ftp.wire.Reply;
import pasv.ftp.wire.WireEvent;
import pasv.ftp.wire.WireListener;
import pasv.net.Cancellation;

/** The login: from the greeting to a logged-in user. Greeting (RFC 959 §5.4), USER, PASS, ACCT. */
final class Login {
    private static final int SOON = 120;
    private static final int LOGGED_IN = 230;
    private static final int WANTS_PASSWORD = 331;
    private static final int WANTS_ACCOUNT = 332;
    /** In a domain that belongs to nobody (RFC 2606). */
    private static final String ADDRESS = "anonymous@example.org";

    private final ControlConnection control;
    private final Credentials credentials;
    private final Protection protection;
    private final ClearText clearText;
    private final TlsMode mode;
    private final WireListener listener;
    private final MutePort mutePort;

    /** @param sockets closes what is opened on the way */
    Login(ControlConnection control, FtpOptions options, WireListener listener, Cancellation sockets) {
        this.control = control;
        this.credentials = options.credentials();
        this.protection = new Protection(control, options, listener);
        this.clearText = new ClearText(options, listener);
        this.mode = options.security().mode();
        this.listener = listener;
        this.mutePort = new MutePort(control, options.server(), sockets, options.proxy());
    }

    void run() throws IOException {
        Reply greeting = protect();
        control.enter(Phase.LOGIN);
        clearText.beforeLogin();
        // What was said before the handshake of explicit TLS proves nothing.
        if (greeting.code() != LOGGED_IN || mode == TlsMode.EXPLICIT) {
            user();
        }
        protection.afterLogin();
        control.enter(Phase.COMMAND);
    }

    /** Hears the greeting and shakes hands; nobody has logged in yet. */
    Reply protect() throws IOException {
        protection.beforeGreeting();
        control.enter(Phase.GREETING);
        Reply greeting = greeting();
        protection.afterGreeting();
        return greeting;
    }

    private Reply greeting() throws IOException {
        Reply reply = first();
        if (reply.code() == SOON) {
            reply = control.greeting(control.replyLimit());
        }
        if (reply.isPositive() && ForeignProtocol.isMail(reply.lines().get(0))) {
            throw new FtpException(
                    Failure.NOT_UNDERSTOOD, "this looks like a mail server: " + reply, control.circumstances());
        }
        if (reply.isPositive()) {
            return reply;
        }
        Failure kind = reply.saysTooMany()
                ? Failure.SERVER_FULL
                : reply.isTransientFailure() ? Failure.LOGIN_DEFERRED : Failure.LOGIN_REJECTED;
        if (!reply.isTransientFailure() && !reply.isPermanentFailure()) {
            kind = Failure.NOT_UNDERSTOOD;
        }
        throw new FtpException(kind, "the server greets with a refusal", control.circumstances());
    }

    private Reply first() throws IOException {
        if (mode == TlsMode.IMPLICIT) {
            return control.greeting(control.replyLimit());
        }
        try {
            return control.greeting(control.replyLimit(), mutePort);
        } catch (FtpException e) {
            throw e.failure() == Failure.REPLY_TIMEOUT ? mutePort.afterAll(e) : e;
        }
    }

    private void user() throws IOException {
        Reply reply = control.ask(Command.of("USER", credentials.user()));
        if (reply.code() == WANTS_PASSWORD) {
            reply = control.ask(pass(reply));
        }
        if (reply.isPermanentFailure() && credentials.equals(Credentials.ANONYMOUS) && wantsAddress(reply)) {
            reply = withAddress();
        }
        if (reply.code() == WANTS_ACCOUNT) {
            reply = control.ask(Command.of("ACCT", account()));
        }
        if (!reply.isPositive()) {
            throw rejected(reply);
        }
    }

    private static boolean wantsAddress(Reply reply) {
        return reply.text().toLowerCase(Locale.ROOT).matches("(?s).*\\be-?mail\\b.*");
    }

    /** Some servers let anonymous in with something that looks like an address only; a real one is nobody's business. */
    private Reply withAddress() throws IOException {
        listener.on(new WireEvent.Warned(
                "the server wants an e-mail address as the password of anonymous: it gets " + ADDRESS));
        Reply reply = control.ask(Command.of("USER", credentials.user()));
        return reply.code() == WANTS_PASSWORD ? control.ask(Command.of("PASS", ADDRESS)) : reply;
    }

    private Command pass(Reply question) throws IOException {
        char[] password = credentials
                .password()
                .get(question.text())
                .orElseThrow(() -> new FtpException(
                        Failure.NO_PASSWORD,
                        "the server wants a password for " + credentials.user() + " and there is none",
                        control.circumstances()));
        String text = new String(password);
        Arrays.fill(password, '\0');
        return secret("PASS", text);
    }

    private String account() throws FtpException {
        return credentials
                .account()
                .orElseThrow(() -> new FtpException(
                        Failure.LOGIN_REJECTED, "the server wants an account", control.circumstances()));
    }

    private Command secret(String verb, String value) throws FtpException {
        try {
            return Command.of(verb, value);
        } catch (IllegalArgumentException e) {
            throw new FtpException(
                    Failure.USAGE, "the password must not hold CR, LF or NUL", control.circumstances(), e);
        }
    }

    private FtpException rejected(Reply reply) {
        String text = reply.text().toLowerCase(Locale.ROOT);
        Optional<Failure> special = Optional.empty();
        if (text.matches("(?s).*\\b(encryption|tls|ssl|cleartext|secure)\\b.*")) {
            special = Optional.of(Failure.TLS_REQUIRED);
        } else if (reply.saysTooMany()) {
            special = Optional.of(Failure.SERVER_FULL);
        }
        Failure kind = special.orElse(reply.isTransientFailure() ? Failure.LOGIN_DEFERRED : Failure.LOGIN_REJECTED);
        String what = switch (kind) {
            case TLS_REQUIRED -> "the server takes no password without TLS";
            case SERVER_FULL -> "the server takes no session now";
            default -> "the server rejected the login of " + credentials.user();
        };
        return new FtpException(kind, what, control.circumstances());
    }
}
