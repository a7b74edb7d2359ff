package pasv.ftp.data;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.wire.Command;
import pasv.ftp.wire.ControlConnection;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.ftp.wire.Reply;
import pasv.net.Connection;
import pasv.net.Endpoint;
import pasv.net.NetException;
import pasv.net.Outflow;
import pasv.net.Patience;
import pasv.net.TlsFacts;

/**
 * A data connection: a stream of bytes that owes a final reply. Reading to the end and hearing 226 are one act.
 *
 * <ol>
 *   <li>{@link #read} or {@link #write} until the end,
 *   <li>{@link #complete}, exactly once, which closes the stream and returns the final reply,
 *   <li>{@link #close}, always; without {@link #complete} before, it aborts the transfer.
 * </ol>
 */
public final class DataConnection implements Closeable {
    private static final Set<String> UPLOADS = Set.of("STOR", "STOU", "APPE");
    private static final Patience.Tick NOBODY = (waited, limit) -> {};
    private static final Duration ABORT_LIMIT = Duration.ofMillis(1500);
    private static final int PEEKED = 4096;
    private static final Set<String> LISTINGS = Set.of("LIST", "NLST", "MLSD");
    private static final Duration LAST_BYTES = Duration.ofSeconds(3);

    private final ControlConnection control;
    private final FtpOptions options;
    private final TransferSession session;
    private final Command command;
    private final TransferReplies replies;
    private final DataHandshake handshake;
    private final Farewell farewell;
    /** What came while nothing was to be read yet; most connections never need it. */
    private ByteBuffer peeked = ByteBuffer.allocate(0);

    private volatile Connection connection;
    private boolean ended;
    private boolean moved;
    private boolean completed;

    public DataConnection(Connection connection, TransferSession session, Command command) {
        this.connection = connection;
        this.session = session;
        this.control = session.control();
        this.options = session.options();
        this.command = command;
        this.replies = new TransferReplies(control, options, command);
        this.handshake = new DataHandshake(control, options, session.listener());
        this.farewell = new Farewell(control);
    }

    /**
     * Reads the reply that begins the transfer, and shakes hands where the session is protected. Tolerates a server that
     * sends its data in clear without any 1yz at all.
     */
    public void begin() throws IOException {
        try {
            replies.begin(control.tls().isPresent() ? NOBODY : this::dataCame);
        } catch (DataBeforeReply e) {
            control.enter(Phase.TRANSFER);
        } catch (FtpException e) {
            throw inTermsOfTls(e, false);
        }
        if (replies.last().isEmpty()) {
            connection = handshake.shaken(connection);
            if (handshake.isDoubtful(connection)) {
                awaitSign();
            }
        }
    }

    /** The server sends data and says nothing: ends the wait for the 1yz. */
    private static final class DataBeforeReply extends IOException {
        private static final long serialVersionUID = 1;
    }

    private void dataCame(Duration waited, Duration limit) throws IOException {
        peeked = ByteBuffer.allocate(PEEKED);
        int n = connection.poll(peeked);
        peeked.flip();
        if (n > 0) {
            throw new DataBeforeReply();
        }
    }

    /** Waits for the first bytes, or a second for an objection to an upload, and tells a refusal of the session. */
    private void awaitSign() throws IOException {
        peeked = ByteBuffer.allocate(PEEKED);
        try {
            int n = connection.read(peeked, sends() ? Patience.of(Duration.ofSeconds(1)) : patience(NOBODY));
            if (n < 0) {
                // vsftpd with strict_ssl_read_eof says why only when it has been answered.
                farewell.say(connection);
            }
            if (n < 0 && sends()) {
                throw new NetException(NetException.Kind.CLOSED, "closed by the server");
            }
            ended = n < 0;
        } catch (NetException e) {
            if (e.kind() != NetException.Kind.SILENT) {
                throw inTermsOfTls(broken(e), true);
            }
        } catch (FtpException e) {
            throw inTermsOfTls(e, true);
        } finally {
            peeked.flip();
        }
        if (ended) {
            proveEmpty();
        }
    }

    private void proveEmpty() throws IOException {
        try {
            replies.demand(NOBODY);
        } catch (FtpException e) {
            throw inTermsOfTls(e, true);
        }
    }

    /** A failure that is due to the TLS session, told as such: another kind of session may do. */
    private FtpException inTermsOfTls(FtpException e, boolean unresumed) {
        boolean session = replies.last()
                .map(reply -> unresumed ? DataHandshake.isRefusal(reply) : reply.code() == DataHandshake.NO_SESSION)
                .orElse(unresumed && e.failure() != Failure.CANCELLED);
        return session && control.tls().isPresent() ? handshake.refused(e) : e;
    }

    /** The {@code (N bytes)} of the 150, a hint and no proof. */
    public OptionalLong announced() {
        return replies.announced();
    }

    /**
     * Reads what has come, waiting for at most the idle limit.
     *
     * @param tick told once a second while nothing comes
     * @return the number of bytes; -1 at the end
     */
    public int read(ByteBuffer into, Patience.Tick tick) throws IOException {
        if (peeked.hasRemaining()) {
            int n = Math.min(peeked.remaining(), into.remaining());
            into.put(into.position(), peeked, peeked.position(), n);
            into.position(into.position() + n);
            peeked.position(peeked.position() + n);
            return n;
        }
        if (ended) {
            return -1;
        }
        boolean over =
                !moved && LISTINGS.contains(command.verb()) && replies.last().isPresent();
        try {
            int n = connection.read(into, over ? soon() : patience(tick));
            moved |= n > 0;
            ended = n < 0;
            return n;
        } catch (NetException e) {
            if (over && e.kind() != NetException.Kind.CANCELLED) {
                // the listing of an empty directory can end before a data connection was ever used
                ended = true;
                return -1;
            }
            throw broken(e);
        }
    }

    /** What a server that has said its last word may still have sent. */
    private Patience soon() {
        Duration idle = options.timeouts().idle();
        return Patience.of(idle.compareTo(LAST_BYTES) < 0 ? idle : LAST_BYTES);
    }

    /** Writes all of it, waiting for at most the idle limit between two pieces that the server takes. */
    public void write(ByteBuffer from, Patience.Tick tick) throws IOException {
        try {
            connection.write(from, patience(tick));
        } catch (NetException e) {
            throw broken(e);
        }
    }

    /**
     * Writes straight from a source that can do so, where the connection is in clear; the same limit holds.
     *
     * @return the number of bytes; 0 when nothing is left; -1 where they have to pass through {@link #write}
     * @throws IOException no FtpException, when the source cannot be read
     */
    public long writeFrom(Outflow from, Patience.Tick tick) throws IOException {
        try {
            return connection.writeFrom(from, patience(tick));
        } catch (NetException e) {
            throw broken(e);
        }
    }

    private Patience patience(Patience.Tick tick) {
        return new Patience(options.timeouts().idle(), (waited, limit) -> {
            replies.hear();
            tick.quiet(waited, limit);
        });
    }

    private FtpException broken(NetException e) {
        if (session.isCancelled()) {
            return new FtpException(Failure.CANCELLED, "cancelled", control.circumstances(), e);
        }
        return replies.broken(e);
    }

    /**
     * Closes the stream and waits for the final reply, for at most the finish limit.
     *
     * @param tick told once a second while waiting
     * @throws FtpException TRANSFER_ABORTED when the reply is negative, FINISH_TIMEOUT or CONTROL_LOST when none comes
     */
    public Reply complete(Patience.Tick tick) throws IOException {
        if (sends()) {
            endUpload(tick);
        } else {
            farewell.say(connection);
        }
        completed = true;
        // an upload in clear is closed behind the reply: what the server sent meanwhile must not turn the end into a
        // reset
        boolean later = sends() && connection.tls().isEmpty();
        if (!later) {
            connection.close();
        }
        session.transferEnded();
        boolean unresumed = DataHandshake.isUnresumed(connection);
        try {
            session.dataEnded();
            Reply reply = replies.demand(tick);
            if (unresumed) {
                options.habits().takesUnresumed(true);
            }
            session.transferProven();
            return reply;
        } catch (FtpException e) {
            if (unresumed) {
                options.habits().takesUnresumed(false);
            }
            throw e;
        } finally {
            if (later) {
                farewell.drained(connection);
                connection.close();
            }
            control.enter(Phase.COMMAND);
        }
    }

    private boolean sends() {
        return UPLOADS.contains(command.verb());
    }

    private void endUpload(Patience.Tick tick) throws IOException {
        try {
            farewell.afterUpload(connection, patience(tick));
        } catch (NetException e) {
            throw broken(e);
        }
    }

    /** This side of the connection. */
    public Endpoint local() {
        return connection.local();
    }

    /** The server's side of the connection. */
    public Endpoint remote() {
        return connection.remote();
    }

    /** Protocol, cipher and resumption; empty for a connection in clear. */
    public Optional<TlsFacts> tls() {
        return connection.tls();
    }

    /** Whether the whole stream has been read. */
    public boolean hasEnded() {
        return ended;
    }

    /**
     * Whether the stream ended in TLS without the server's close_notify: anyone on the way can have cut it, and no final
     * reply proves the contrary. Only the size can.
     */
    public boolean mayBeCut() {
        return ended && connection.tls().isPresent() && !connection.endedCleanly();
    }

    /** Closes the bytes at once, from any thread; the owner wakes up and closes the rest. */
    public void cut() {
        connection.close();
    }

    /** Aborts what was not completed: closes the data connection, says ABOR, and hears the server out for a moment. */
    @Override
    public void close() {
        if (completed) {
            return;
        }
        completed = true;
        if (!session.isCancelled()) {
            farewell.say(connection);
        }
        connection.close();
        session.transferEnded();
        if (control.state() == ControlConnection.State.TRANSFERRING
                || control.state() == ControlConnection.State.AWAITING) {
            new Abort(control, session.listener()).run(ABORT_LIMIT);
        }
    }
}
