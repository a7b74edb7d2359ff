package pasv.ftp;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pasv.ftp.data.DataConnection;
import pasv.ftp.data.PassiveNegotiator;
import pasv.ftp.data.TransferSession;
import pasv.ftp.login.ClearText;
import pasv.ftp.login.Door;
import pasv.ftp.login.SessionLadder;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Command;
import pasv.ftp.wire.ControlConnection;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.Features;
import pasv.ftp.wire.Flights;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.RemotePath;
import pasv.ftp.wire.Reply;
import pasv.ftp.wire.TransferType;
import pasv.ftp.wire.WireEvent;
import pasv.ftp.wire.WireListener;
import pasv.net.Cancellation;
import pasv.net.Connection;
import pasv.net.Endpoint;
import pasv.net.TlsFacts;
import pasv.net.TlsRung;

/**
 * An FTP client: one control connection, logged in. Used by one thread; parallel work takes more clients. The {@link
 * Cancellation} given at connect is the only thing another thread may touch.
 *
 * <pre>{@code
 * try (var ftp = FtpClient.connect(FtpOptions.to(url), WireListener.NONE, new Cancellation());
 *         var data = ftp.retrieve(path, TransferType.IMAGE, 0)) {
 *     while (data.read(buffer, tick) >= 0) { … }
 *     data.complete(tick);
 * }
 * }</pre>
 */
public final class FtpClient implements Closeable, TransferSession {
    private static final Set<String> MOVES = Set.of("CWD", "XCWD", "CDUP", "XCUP");

    private final FtpOptions options;
    private final WireListener listener;
    private volatile Cancellation cancellation;
    private final Cancellation sockets;
    private final Door door;
    private final ClearText clearText;
    private final List<Command> moves = new ArrayList<>();
    private ControlConnection control;
    private PassiveNegotiator passive;
    private final Closeable onCancel = this::cancelled;
    private final Inquiry inquiry = new Inquiry(this);
    private volatile @Nullable DataConnection transfer;
    /** Whether a data connection of this control connection has come to its end. */
    private boolean carried;

    private FtpClient(
            Door door, FtpOptions options, WireListener listener, Cancellation cancellation, Cancellation sockets)
            throws IOException {
        this.door = door;
        this.clearText = new ClearText(options, listener);
        this.control = door.open();
        this.options = options;
        this.listener = listener;
        this.cancellation = cancellation;
        this.sockets = sockets;
        this.passive = new PassiveNegotiator(control, options, listener, sockets);
    }

    /**
     * Connects and logs in.
     *
     * @throws FtpException with the kind of what failed, from NAME_UNKNOWN to LOGIN_REJECTED
     */
    public static FtpClient connect(FtpOptions options, WireListener all, Cancellation cancellation)
            throws IOException {
        WireListener listener = all.forConnection();
        Cancellation sockets = new Cancellation();
        Closeable giveUp = () -> sockets.cancel(Cancellation.Cause.ASKED);
        cancellation.register(giveUp);
        try {
            Door door = new Door(options, listener, sockets);
            FtpClient client = new FtpClient(door, options, listener, cancellation, sockets);
            cancellation.register(client.onCancel);
            return client;
        } finally {
            cancellation.unregister(giveUp);
        }
    }

    /** Asks size, modification time and all else that a download of this file needs, in one round trip where possible. */
    public RemoteFacts look(RemotePath path) throws IOException {
        return look(path, () -> {});
    }

    /** @param meanwhile what the caller can do while the answers are on their way; not run where they are here already */
    public RemoteFacts look(RemotePath path, Runnable meanwhile) throws IOException {
        return inquiry.look(path, meanwhile);
    }

    /** Asks what any transfer needs, in one round trip where possible. */
    public void prepare() throws IOException {
        inquiry.prepare();
    }

    /** Names the file that is going to be looked at next: what it needs is asked while a final reply is still due. */
    public void foresee(RemotePath next) {
        inquiry.foresee(next);
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

    /** Begins a transfer by any command, LIST for one; on a session of another kind where the server refuses this TLS. */
    public DataConnection begun(Command command, TransferType as, long offset) throws IOException {
        inquiry.settle();
        SessionLadder ladder = new SessionLadder(options, listener);
        boolean refused = false;
        for (int steps = 0; ; steps++) {
            try {
                ready(command, as, offset);
                return opened(command);
            } catch (FtpException e) {
                if (e.failure() == Failure.DATA_CONNECT_REFUSED && !isUsable() && !refused) {
                    // the command left together with the connect: only a new session can try the other passive command
                    refused = true;
                    listener.on(new WireEvent.Noted(e.getMessage() + ", connecting anew"));
                } else if (e.failure() == Failure.DATA_SESSION_REFUSED && steps < TlsRung.values().length) {
                    ladder.step(control, carried, e);
                } else {
                    throw e;
                }
                reopen();
            }
        }
    }

    /** Logs in anew and goes where the old session was. */
    void reopen() throws IOException {
        passive.close();
        control.breakOff();
        control.close();
        inquiry.forgetType();
        carried = false;
        control = door.open();
        passive = new PassiveNegotiator(control, options, listener, sockets);
        for (Command move : moves) {
            control.demand(move);
        }
    }

    private void ready(Command command, TransferType as, long offset) throws IOException {
        inquiry.bringInForce(as);
        if (offset > 0) {
            passive.prepare(command);
            Reply reply = control.ask(Command.of("REST", Long.toString(offset)));
            if (!reply.isIntermediate()) {
                throw new FtpException(
                        Failure.NO_RESTART, "the server cannot begin in the middle", control.circumstances());
            }
        }
    }

    private DataConnection opened(Command command) throws IOException {
        Connection connection = passive.open(List.of(command));
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
        inquiry.settle();
        Reply reply = control.ask(command);
        if (reply.isPositive() && MOVES.contains(command.verb())) {
            if (command.toString().startsWith("CWD /")) {
                // where one is now no longer depends on the way
                moves.clear();
            }
            moves.add(command);
        }
        return reply;
    }

    /** Sends commands that do not change the working directory in one flight, and returns their replies in order. */
    public List<Reply> quoteTogether(List<Command> commands) throws IOException {
        inquiry.settle();
        return new Flights(control, options.habits(), listener).ask(commands);
    }

    /** What the server offers, asked for once. */
    public Features features() throws IOException {
        return inquiry.features();
    }

    void tellOfClearText(Features found) throws IOException {
        clearText.afterFeatures(found, remote().host());
    }

    /** Puts the session under another cancellation: it may serve many pieces of work, one after the other. */
    public void serve(Cancellation work) {
        cancellation.unregister(onCancel);
        cancellation = work;
        work.register(onCancel);
    }

    /** Marks the session as not to be used again, as after a change of its working directory. */
    public void spoil() {
        control.breakOff();
    }

    /** Whether another command can be sent. */
    public boolean isUsable() {
        return control.state() == ControlConnection.State.READY || inquiry.isUnderWay();
    }

    /** Hears out what was asked ahead of its turn; whether another command can be sent then. */
    public boolean settled() {
        try {
            inquiry.settle();
        } catch (IOException e) {
            listener.on(new WireEvent.Noted("the session is given up: " + e.getMessage()));
            control.breakOff();
        }
        return isUsable();
    }

    /** The server's control endpoint, numeric. */
    public Endpoint remote() {
        return control.remote();
    }

    /** The facts of the moment, for failures that are found by counting. */
    public Circumstances circumstances() {
        return control.circumstances();
    }

    /** What was agreed on in the TLS handshake; empty for a session in clear. */
    public Optional<TlsFacts> tls() {
        return control.connection().tls();
    }

    @Override
    public WireListener listener() {
        return listener;
    }

    @Override
    public FtpOptions options() {
        return options;
    }

    PassiveNegotiator passive() {
        return passive;
    }

    @Override
    public ControlConnection control() {
        return control;
    }

    @Override
    public boolean isCancelled() {
        return cancellation.cause().isPresent();
    }

    @Override
    public void transferEnded() {
        transfer = null;
    }

    @Override
    public void transferProven() {
        carried = true;
        control.tls().ifPresent(tls -> options.habits().rungWorks(tls.rung()));
    }

    /** All data is here, the final reply is not: the time to ask for what comes next. */
    @Override
    public void dataEnded() throws IOException {
        inquiry.ahead();
    }

    /** Closes every socket at once, without a goodbye, from any thread: whoever waits wakes up. */
    public void cut() {
        sockets.cancel(Cancellation.Cause.ASKED);
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
        passive.close();
        control.close();
    }
}
