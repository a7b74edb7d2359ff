package pasv.ftp;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pasv.net.Connection;
import pasv.net.Endpoint;
import pasv.net.NetException;
import pasv.net.Patience;

/**
 * What is a data connection? A stream of bytes that owes a final reply: reading to the end and hearing 226 are one act.
 *
 * <ol>
 *   <li>{@link #read} or {@link #write} until the end,
 *   <li>{@link #complete}, exactly once, which closes the stream and returns the final reply,
 *   <li>{@link #close}, always; without {@link #complete} before, it aborts the transfer.
 * </ol>
 */
public final class DataConnection implements Closeable {
    private static final Pattern SIZE_HINT = Pattern.compile("\\(([0-9]{1,18}) bytes?\\)");
    private static final Duration ABORT_LIMIT = Duration.ofSeconds(2);
    private static final int PEEKED = 4096;

    private final Connection connection;
    private final ControlConnection control;
    private final FtpOptions options;
    private final FtpClient client;
    private final Command command;
    private final ByteBuffer peeked = ByteBuffer.allocate(PEEKED).limit(0);
    private boolean ended;
    private boolean completed;
    private @Nullable Reply start;
    private @Nullable Reply last;

    DataConnection(Connection connection, FtpClient client, Command command) {
        this.connection = connection;
        this.client = client;
        this.control = client.control();
        this.options = client.options();
        this.command = command;
    }

    /**
     * Reads the reply that begins the transfer. Tolerates a stray 2yz before the 1yz, and a server that sends its data
     * without any 1yz at all.
     */
    void begin() throws IOException {
        control.enter(Phase.TRANSFER);
        try {
            Reply reply = control.await(
                    "reply to " + command, new Patience(options.timeouts().reply(), this::dataCame));
            if (reply.isPositive() && reply.code() != 226 && reply.code() != 250) {
                control.stillOwed(command);
                reply = control.await("reply to " + command, Patience.of(control.replyLimit()));
            }
            if (reply.isPreliminary()) {
                start = reply;
            } else if (reply.isPositive()) {
                last = reply;
            } else {
                throw refused(reply);
            }
        } catch (DataBeforeReply e) {
            control.enter(Phase.TRANSFER);
        }
    }

    /** The server sends data and says nothing: ends the wait for the 1yz. */
    private static final class DataBeforeReply extends IOException {
        private static final long serialVersionUID = 1;
    }

    private void dataCame(Duration waited, Duration limit) throws IOException {
        peeked.clear();
        int n = connection.poll(peeked);
        peeked.flip();
        if (n > 0) {
            throw new DataBeforeReply();
        }
    }

    private FtpException refused(Reply reply) {
        if (reply.code() == 425) {
            return new FtpException(
                    Failure.DATA_REJECTED,
                    "the server does not use the data connection that is open",
                    control.circumstances());
        }
        return FtpException.refused("the server refused " + command, reply, control.circumstances());
    }

    /** The {@code (N bytes)} of the 150, a hint and no proof. */
    public OptionalLong announced() {
        OptionalLong found = OptionalLong.empty();
        if (start != null) {
            Matcher hints = SIZE_HINT.matcher(start.text());
            while (hints.find()) {
                found = OptionalLong.of(Long.parseLong(hints.group(1)));
            }
        }
        return found;
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
        try {
            int n = connection.read(into, patience(tick));
            ended = n < 0;
            return n;
        } catch (NetException e) {
            throw broken(e);
        }
    }

    /** Writes all of it, waiting for at most the idle limit between two pieces that the server takes. */
    public void write(ByteBuffer from, Patience.Tick tick) throws IOException {
        try {
            connection.write(from, patience(tick));
        } catch (NetException e) {
            throw broken(e);
        }
    }

    private Patience patience(Patience.Tick tick) {
        return new Patience(options.timeouts().idle(), (waited, limit) -> {
            serverSpeaksFirst();
            tick.quiet(waited, limit);
        });
    }

    /** A reply that waits on the control connection explains a stall better than our own limit. */
    private void serverSpeaksFirst() throws IOException {
        if (last == null && control.hasReply()) {
            Reply reply = control.await("final reply", Patience.of(control.replyLimit()));
            if (reply.isPreliminary()) {
                start = reply;
            } else {
                last = reply;
            }
            if (last != null && !last.isPositive()) {
                throw aborted(last);
            }
        }
    }

    private FtpException broken(NetException e) {
        Circumstances facts = control.circumstances();
        if (client.isCancelled()) {
            return new FtpException(Failure.CANCELLED, "cancelled", facts, e);
        }
        if (e.kind() == NetException.Kind.SILENT) {
            return new FtpException(
                    Failure.IDLE_TIMEOUT, "the data connection is silent", facts.withLimit(e.waited()), e);
        }
        Optional<FtpException> words = lastWords();
        return words.orElseGet(() -> new FtpException(
                Failure.DATA_RESET, "the data connection broke (" + e.getMessage() + ")", control.circumstances(), e));
    }

    /** Why the server broke the data connection, where it says so on the control connection. */
    private Optional<FtpException> lastWords() {
        try {
            Reply reply = control.await("final reply", Patience.of(ABORT_LIMIT));
            last = reply;
            return reply.isTransientFailure() || reply.isPermanentFailure()
                    ? Optional.of(aborted(reply))
                    : Optional.empty();
        } catch (FtpException e) {
            return e.failure() == Failure.REPLY_TIMEOUT ? Optional.empty() : Optional.of(e);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private FtpException aborted(Reply reply) {
        boolean rejected = reply.code() == 425;
        return new FtpException(
                rejected ? Failure.DATA_REJECTED : Failure.TRANSFER_ABORTED,
                rejected ? "the server could not use the data connection" : "the server broke the transfer off",
                control.circumstances());
    }

    /**
     * Closes the stream and waits for the final reply, for at most the finish limit.
     *
     * @param tick told once a second while waiting
     * @throws FtpException TRANSFER_ABORTED when the reply is negative, FINISH_TIMEOUT or CONTROL_LOST when none comes
     */
    public Reply complete(Patience.Tick tick) throws IOException {
        if (sends()) {
            endOutput(tick);
        }
        completed = true;
        connection.close();
        client.transferEnded();
        control.enter(Phase.FINISH);
        Reply reply = last;
        if (reply == null) {
            reply = finalReply(tick);
        }
        if (!reply.isPositive()) {
            throw aborted(reply);
        }
        control.enter(Phase.COMMAND);
        return reply;
    }

    private boolean sends() {
        return command.verb().equals("STOR") || command.verb().equals("APPE");
    }

    private void endOutput(Patience.Tick tick) throws IOException {
        try {
            connection.endOutput(patience(tick));
        } catch (NetException e) {
            throw broken(e);
        }
    }

    private Reply finalReply(Patience.Tick tick) throws IOException {
        Patience patience = new Patience(options.timeouts().finish(), tick);
        try {
            Reply reply = control.await("final reply", patience);
            return reply.isPreliminary() ? control.await("final reply", patience) : reply;
        } catch (FtpException e) {
            if (e.failure() == Failure.REPLY_TIMEOUT) {
                throw new FtpException(Failure.FINISH_TIMEOUT, "no final reply", e.circumstances(), e);
            }
            throw e;
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

    /** Whether the whole stream has been read. */
    public boolean hasEnded() {
        return ended;
    }

    /** Closes the bytes at once, from any thread; the owner wakes up and closes the rest. */
    void cut() {
        connection.close();
    }

    /** Aborts what was not completed: closes the data connection, says ABOR, and hears the server out for 2 s. */
    @Override
    public void close() {
        if (completed) {
            return;
        }
        completed = true;
        connection.close();
        client.transferEnded();
        if (control.state() == ControlConnection.State.TRANSFERRING
                || control.state() == ControlConnection.State.AWAITING) {
            client.abortTransfer(ABORT_LIMIT);
        }
    }
}
