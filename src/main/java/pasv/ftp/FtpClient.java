package pasv.ftp;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import pasv.net.Cancellation;
import pasv.net.Connection;
import pasv.net.Dialer;
import pasv.net.Endpoint;
import pasv.net.NetException;
import pasv.net.Patience;

/**
 * How does one use an FTP server? One client is one control connection, used by one thread; parallel work takes more
 * clients. The {@link Cancellation} given at connect is the only thing another thread may touch.
 *
 * <pre>{@code
 * try (var ftp = FtpClient.connect(FtpOptions.to(FtpUrl.parse("ftp://10.0.0.11/a.txt")));
 *         var data = ftp.retrieve(path, 0)) {
 *     while (data.read(buffer, tick) >= 0) { … }
 *     data.complete(tick);
 * }
 * }</pre>
 */
public final class FtpClient implements Closeable {
    private static final Command FEAT = Command.of("FEAT");
    private static final Command NOOP = Command.of("NOOP");
    private static final int NOOP_OK = 200;

    private final FtpOptions options;
    private final WireListener listener;
    private volatile Cancellation cancellation;
    private final Cancellation sockets;
    private final ControlConnection control;
    private final PassiveNegotiator passive;
    private final Closeable onCancel = this::cancelled;
    private Optional<Features> features = Optional.empty();
    private Optional<TransferType> type = Optional.empty();
    private volatile @Nullable DataConnection transfer;

    private FtpClient(
            ControlConnection control,
            FtpOptions options,
            WireListener listener,
            Cancellation cancellation,
            Cancellation sockets)
            throws IOException {
        this.control = control;
        this.options = options;
        this.listener = listener;
        this.cancellation = cancellation;
        this.sockets = sockets;
        this.passive = new PassiveNegotiator(control, options, listener);
    }

    /** Connects and logs in, with nobody listening and nothing to cancel it. */
    public static FtpClient connect(FtpOptions options) throws IOException {
        return connect(options, WireListener.NONE, new Cancellation());
    }

    /**
     * Connects and logs in.
     *
     * @throws FtpException with the kind of what failed, from NAME_UNKNOWN to LOGIN_REJECTED
     */
    public static FtpClient connect(FtpOptions options, WireListener listener, Cancellation cancellation)
            throws IOException {
        Cancellation sockets = new Cancellation();
        Closeable giveUp = () -> sockets.cancel(Cancellation.Cause.ASKED);
        cancellation.register(giveUp);
        try {
            long start = System.nanoTime();
            Connection connection = dial(options, sockets);
            Duration after = Duration.ofNanos(System.nanoTime() - start);
            listener.on(new WireEvent.Connected(connection.local(), connection.remote(), after));
            ControlConnection control = new ControlConnection(connection, options, listener);
            try {
                new Login(control, options.credentials()).run();
                FtpClient client = new FtpClient(control, options, listener, cancellation, sockets);
                cancellation.register(client.onCancel);
                return client;
            } catch (IOException | RuntimeException e) {
                control.breakOff();
                control.close();
                throw e;
            }
        } finally {
            cancellation.unregister(giveUp);
        }
    }

    private static Connection dial(FtpOptions options, Cancellation sockets) throws IOException {
        Endpoint server = options.server();
        Circumstances facts = Circumstances.in(Phase.CONNECT).withPeer(server);
        try {
            return new Dialer(sockets)
                    .dial(server, options.family(), options.timeouts().connect());
        } catch (NetException e) {
            Failure failure = switch (e.kind()) {
                case NAME_UNKNOWN, NAME_SILENT -> Failure.NAME_UNKNOWN;
                case REFUSED -> Failure.CONNECT_REFUSED;
                case NO_ANSWER -> Failure.CONNECT_NO_ANSWER;
                case CANCELLED -> Failure.CANCELLED;
                default -> Failure.UNREACHABLE;
            };
            Circumstances all = e.waited().isZero() ? facts : facts.withLimit(e.waited());
            throw new FtpException(failure, e.getMessage(), all, e);
        }
    }

    /**
     * Asks size and modification time, with all that a download of this file will need besides, in one round trip where
     * the server allows it.
     */
    public RemoteFacts look(RemotePath path) throws IOException {
        List<Command> flight = new ArrayList<>();
        if (features.isEmpty()) {
            flight.add(FEAT);
        }
        type(TransferType.IMAGE).ifPresent(flight::add);
        flight.add(Command.of("SIZE", path));
        flight.add(Command.of("MDTM", path));
        if (!passive.isReady()) {
            flight.add(passive.command());
        }
        OptionalLong size = OptionalLong.empty();
        Optional<java.time.Instant> modified = Optional.empty();
        List<Reply> replies = flight(flight);
        for (int i = 0; i < replies.size(); i++) {
            Reply reply = replies.get(i);
            switch (flight.get(i).verb()) {
                case "FEAT" -> features = Optional.of(Features.of(reply));
                case "TYPE" -> typeAnswered(TransferType.IMAGE, reply);
                case "SIZE" -> size = RemoteFacts.size(reply);
                case "MDTM" -> modified = RemoteFacts.modified(reply);
                default -> passive.answered(reply);
            }
        }
        control.enter(Phase.COMMAND);
        return new RemoteFacts(size, modified);
    }

    /**
     * Sends independent commands in one write and returns their replies in order. The first time a reply cannot belong
     * to its command, the server is taken one command at a time from then on, and what is in doubt is asked again.
     */
    private List<Reply> flight(List<Command> commands) throws IOException {
        List<Reply> replies = new ArrayList<>();
        if (options.habits().pipelines()) {
            control.send(commands);
            boolean fits = true;
            for (Command command : commands) {
                Reply reply = awaited(command);
                replies.add(reply);
                fits &= Flights.fits(command, reply);
            }
            if (fits) {
                return replies;
            }
            options.habits().takesOneAtATime();
            listener.on(new WireEvent.Noted("the server muddles commands that come together: one at a time from now"));
            replies.clear();
        }
        for (Command command : commands) {
            replies.add(control.ask(command));
        }
        return replies;
    }

    private Reply awaited(Command command) throws IOException {
        try {
            return control.await("reply to " + command, Patience.of(control.replyLimit()));
        } catch (FtpException e) {
            if (e.failure() == Failure.REPLY_TIMEOUT) {
                options.habits().takesOneAtATime();
            }
            throw e;
        }
    }

    /** The command that brings the type in force, unless it is. */
    private Optional<Command> type(TransferType wanted) {
        return type.filter(wanted::equals).isPresent() ? Optional.empty() : Optional.of(wanted.command());
    }

    private void typeAnswered(TransferType wanted, Reply reply) throws FtpException {
        if (!reply.isPositive()) {
            throw FtpException.refused("the server refused " + wanted.command(), reply, control.circumstances());
        }
        type = Optional.of(wanted);
    }

    /**
     * Begins a download.
     *
     * @param offset where in the file to begin, in bytes, as from REST (RFC 3659 §5); 0 for the whole file
     * @throws FtpException REFUSED when the server will not; DATA_… when the data connection cannot be opened
     */
    public DataConnection retrieve(RemotePath path, TransferType as, long offset) throws IOException {
        return begun(Command.of("RETR", path), as, offset);
    }

    /**
     * Begins an upload.
     *
     * @param offset where in the remote file to begin, in bytes, as from REST; 0 writes the whole file anew
     */
    public DataConnection store(RemotePath path, TransferType as, long offset) throws IOException {
        return begun(Command.of("STOR", path), as, offset);
    }

    /** Begins any transfer, listings among them. */
    DataConnection begun(Command command, TransferType as, long offset) throws IOException {
        ready(as, offset);
        return opened(command);
    }

    private void ready(TransferType as, long offset) throws IOException {
        Optional<Command> typing = type(as);
        if (typing.isPresent()) {
            typeAnswered(as, control.ask(typing.get()));
        }
        if (offset > 0) {
            passive.prepare();
            Reply reply = control.ask(Command.of("REST", Long.toString(offset)));
            if (!reply.isIntermediate()) {
                throw new FtpException(
                        Failure.NO_RESTART, "the server cannot begin in the middle", control.circumstances());
            }
        }
    }

    private DataConnection opened(Command command) throws IOException {
        Connection connection = passive.open(List.of(command), sockets);
        DataConnection data = new DataConnection(connection, this, command);
        transfer = data;
        if (isCancelled()) {
            data.cut();
        }
        try {
            data.begin();
            return data;
        } catch (IOException | RuntimeException e) {
            data.close();
            throw e;
        }
    }

    /** Sends any command and returns its reply. */
    public Reply quote(Command command) throws IOException {
        return control.ask(command);
    }

    /** What the server offers, asked for once. */
    public Features features() throws IOException {
        if (features.isEmpty()) {
            features = Optional.of(Features.of(control.ask(FEAT)));
        }
        return features.get();
    }

    /** Puts the session under another cancellation: it may serve many pieces of work, one after the other. */
    public void serve(Cancellation work) {
        cancellation.unregister(onCancel);
        cancellation = work;
        work.register(onCancel);
    }

    /** Why an idle session is over, as after a 421 that nobody asked for; empty while it lives. Never waits. */
    public Optional<FtpException> lost() {
        return control.lost();
    }

    /** Keeps an idle session alive; false when the server does not know NOOP. */
    public boolean keepAlive(Duration limit) throws IOException {
        control.send(List.of(NOOP));
        return !control.await("reply to NOOP", Patience.of(limit)).isPermanentFailure();
    }

    /** Marks the session as not to be used again, as after a change of its working directory. */
    public void spoil() {
        control.breakOff();
    }

    /** Whether another command can be sent. */
    public boolean isUsable() {
        return control.state() == ControlConnection.State.READY;
    }

    /** The server's control endpoint, numeric. */
    public Endpoint remote() {
        return control.remote();
    }

    /** The facts of the moment, for failures that are found by counting. */
    public Circumstances circumstances() {
        return control.circumstances();
    }

    FtpOptions options() {
        return options;
    }

    ControlConnection control() {
        return control;
    }

    boolean isCancelled() {
        return cancellation.cause().isPresent();
    }

    void transferEnded() {
        transfer = null;
    }

    /**
     * Says ABOR after a transfer was left, and hears the server out: NOOP marks the end of what was owed, since servers
     * differ in how many replies an abort brings. What is not in step after the limit is not used again.
     */
    void abortTransfer(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            control.interrupt(Command.of("ABOR"), Command.of("NOOP"));
            while (true) {
                Duration left = Duration.ofNanos(end - System.nanoTime());
                if (left.isNegative() || left.isZero()) {
                    break;
                }
                Reply reply = control.greeting(Patience.of(left));
                if (reply.code() == NOOP_OK) {
                    control.backInStep();
                    return;
                }
            }
        } catch (IOException e) {
            listener.on(new WireEvent.Noted("the server did not answer the abort: " + e.getMessage()));
        }
        control.breakOff();
    }

    /** On cancel: a running transfer is cut so that it can say ABOR; any other wait ends with its socket. */
    private void cancelled() {
        DataConnection running = transfer;
        if (running != null) {
            running.cut();
        } else {
            sockets.cancel(Cancellation.Cause.ASKED);
        }
    }

    /** Says QUIT and closes; does not wait for the answer. */
    @Override
    public void close() {
        cancellation.unregister(onCancel);
        control.close();
    }
}
