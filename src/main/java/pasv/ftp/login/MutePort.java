package pasv.ftp.login;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.options.TlsMode;
import pasv.ftp.wire.ControlConnection;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.ForeignProtocol;
import pasv.ftp.wire.FtpException;
import pasv.net.Cancellation;
import pasv.net.Connection;
import pasv.net.Dialer;
import pasv.net.Endpoint;
import pasv.net.NetException;
import pasv.net.Patience;
import pasv.net.Proxy;
import pasv.net.Tls;
import pasv.net.TlsRung;
import pasv.net.Trust;

/**
 * The port that waits to be asked. A server that does not greet may be a slow one, or speak a protocol in which the
 * client begins: TLS, HTTP. That is asked on connections of its own, once, while the wait for the greeting goes on.
 */
final class MutePort implements Patience.Tick {
    /** Implicit FTPS, HTTP and HTTPS, on which silence means something at once. */
    private static final Set<Integer> USUAL = Set.of(TlsMode.IMPLICIT.port(), 80, 443, 8000, 8080, 8443);

    private static final Duration AT_ONCE = Duration.ofMillis(900);
    private static final Duration SOON = Duration.ofSeconds(3);
    private static final Duration EACH = Duration.ofMillis(1500);
    private static final Duration SHORTLY = Duration.ofMillis(300);
    private static final byte[] QUESTION = "HEAD / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ControlConnection control;
    private final Endpoint server;
    private final Cancellation sockets;
    private final Optional<Proxy> proxy;
    private final Duration patience;
    private boolean asked;

    MutePort(ControlConnection control, Endpoint server, Cancellation sockets, Optional<Proxy> proxy) {
        this.control = control;
        this.server = server;
        this.sockets = sockets;
        this.proxy = proxy;
        this.patience = USUAL.contains(server.port()) ? AT_ONCE : SOON;
    }

    /** Asks when it was silent for long enough. */
    @Override
    public void quiet(Duration waited, Duration limit) throws FtpException {
        if (asked || waited.compareTo(patience) < 0) {
            return;
        }
        asked = true;
        Optional<FtpException> other = other();
        if (other.isPresent()) {
            throw other.get();
        }
    }

    /** Asks on the control connection itself, when its time is over: some servers take one connection at a time. */
    FtpException afterAll(FtpException silence) throws IOException {
        if (control.hasReply()) {
            return silence;
        }
        try {
            return underTls(control.connection()).orElse(silence);
        } catch (IOException e) {
            return silence;
        }
    }

    private Optional<FtpException> other() {
        try (Connection plain = dialled();
                Connection open = dialled()) {
            plain.write(ByteBuffer.wrap(QUESTION), Patience.of(EACH));
            Optional<FtpException> said = underTls(open);
            return said.isPresent() ? said : inClear(plain);
        } catch (IOException e) {
            return Optional.empty(); // no second connection here: the wait goes on as if nothing had been asked
        }
    }

    private Connection dialled() throws IOException {
        return new Dialer(sockets, proxy).dial(control.remote(), Dialer.Family.ANY, EACH);
    }

    private Optional<FtpException> underTls(Connection open) throws IOException {
        Tls tls = new Tls(server, TlsRung.NEWEST, Trust.SYSTEM.withoutCheck(), Optional.empty());
        try (Connection protectedOne = tls.control(open, Patience.of(EACH))) {
            return Optional.of(greets(protectedOne) ? wantsTls() : noFtp());
        } catch (NetException e) {
            return switch (e.kind()) {
                // an alert is an answer too: the server speaks TLS, and wants a name or certificate that we did not
                // show
                case TLS -> Optional.of(wantsTls());
                case NOT_TLS -> foreign(e.getMessage());
                default -> Optional.empty();
            };
        }
    }

    private static boolean greets(Connection protectedOne) throws IOException {
        ByteBuffer greeting = ByteBuffer.allocate(3);
        try {
            protectedOne.read(greeting, Patience.of(EACH));
        } catch (NetException e) {
            return false;
        }
        return greeting.position() > 0 && Character.isDigit((char) greeting.get(0));
    }

    /** Some web servers say nothing to what is no HTTP, so they are asked in HTTP too. */
    private Optional<FtpException> inClear(Connection plain) throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(64);
        try {
            plain.read(answer, Patience.of(SHORTLY));
        } catch (NetException e) {
            return Optional.empty();
        }
        return foreign(new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1));
    }

    private Optional<FtpException> foreign(String said) {
        String line = said.lines().findFirst().orElse("").strip();
        return ForeignProtocol.isWeb(line)
                ? Optional.of(failure(
                        Failure.NOT_UNDERSTOOD,
                        "this looks like an HTTP server: it says nothing until it is asked, and then " + line))
                : Optional.empty();
    }

    private FtpException wantsTls() {
        return failure(
                Failure.TLS_FAILED,
                "this port wants TLS from the first byte; use " + FtpUrl.base(TlsMode.IMPLICIT, server));
    }

    private FtpException noFtp() {
        return failure(
                Failure.NOT_UNDERSTOOD,
                "this port speaks TLS from the first byte and no FTP in it: an HTTPS server, for one");
    }

    private FtpException failure(Failure kind, String what) {
        return new FtpException(kind, what, control.circumstances());
    }
}
