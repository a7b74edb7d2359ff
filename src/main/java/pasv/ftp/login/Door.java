package pasv.ftp.login;

import java.io.IOException;
import java.time.Duration;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.ControlConnection;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.ftp.wire.WireEvent;
import pasv.ftp.wire.WireListener;
import pasv.net.Cancellation;
import pasv.net.Connection;
import pasv.net.Dialer;
import pasv.net.Endpoint;
import pasv.net.NetException;

/** The way in: connects, protects and logs in. The same way is gone again when a session must be replaced. */
public final class Door {
    private final FtpOptions options;
    private final WireListener listener;
    private final Cancellation sockets;

    public Door(FtpOptions options, WireListener listener, Cancellation sockets) {
        this.options = options;
        this.listener = listener;
        this.sockets = sockets;
    }

    /** What is done behind the door. */
    @FunctionalInterface
    private interface Entrance {
        void enter(Login login) throws IOException;
    }

    /** A control connection that is logged in. */
    public ControlConnection open() throws IOException {
        return entered(Login::run);
    }

    /** A control connection on which nobody has logged in: protected where that is asked for, and not more. */
    ControlConnection look() throws IOException {
        return entered(Login::protect);
    }

    /** Where a kind of TLS session that was kept or climbed to is not even shaken hands on, all kinds are tried once. */
    private ControlConnection entered(Entrance entrance) throws IOException {
        try {
            return enteredOnce(entrance);
        } catch (FtpException e) {
            boolean handshake = e.failure() == Failure.TLS_FAILED
                    && e.circumstances().phase() == Phase.TLS
                    && options.habits().forgetRung();
            if (!handshake) {
                throw e;
            }
            listener.on(new WireEvent.Noted(
                    "the kind of TLS session that was kept for this server is not taken: trying all kinds"));
            return enteredOnce(entrance);
        }
    }

    private ControlConnection enteredOnce(Entrance entrance) throws IOException {
        new ClearText(options, listener).refuse();
        long start = System.nanoTime();
        options.proxy().ifPresent(proxy -> listener.on(new WireEvent.Noted("through " + proxy)));
        Connection connection = dial();
        Duration after = Duration.ofNanos(System.nanoTime() - start);
        listener.on(new WireEvent.Connected(connection.local(), connection.remote(), options.proxy(), after));
        ControlConnection control = new ControlConnection(
                connection, options.fallback(), options.timeouts().reply(), options.habits(), listener);
        try {
            entrance.enter(new Login(control, options, listener, sockets));
            return control;
        } catch (IOException | RuntimeException e) {
            control.breakOff();
            control.close();
            throw e;
        }
    }

    private Connection dial() throws IOException {
        Endpoint server = options.server();
        Circumstances facts = Circumstances.in(Phase.CONNECT).withPeer(server);
        try {
            return new Dialer(sockets, options.proxy())
                    .dial(server, options.family(), options.timeouts().connect());
        } catch (NetException e) {
            Failure failure = switch (e.kind()) {
                case NAME_UNKNOWN -> Failure.NAME_UNKNOWN;
                case NAME_SILENT -> Failure.NAME_SILENT;
                case NAME_SERVER_FAILED -> Failure.NAME_SERVER_FAILED;
                case REFUSED -> Failure.CONNECT_REFUSED;
                case NO_ANSWER -> Failure.CONNECT_NO_ANSWER;
                case CANCELLED -> Failure.CANCELLED;
                case PROXY_REFUSED -> Failure.PROXY_REFUSED;
                // a server that is just going down or coming up
                case RESET -> Failure.CONTROL_LOST;
                default -> Failure.UNREACHABLE;
            };
            Circumstances all = e.waited().isZero() ? facts : facts.withLimit(e.waited());
            throw new FtpException(failure, e.getMessage(), all, e);
        }
    }
}
