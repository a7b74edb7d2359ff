package pasv.ftp;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.WireListener;
import pasv.net.Cancellation;

/**
 * The session pool of one server and one user. Keeps the idle sessions of one server and one user, and opens another
 * when none is idle. Safe for use by any thread; a lent client belongs to its borrower alone.
 */
public final class Clients implements Closeable {
    /** What happens to every session as soon as it is logged in. */
    @FunctionalInterface
    public interface Opened {
        Opened NOTHING = client -> {};

        void on(FtpClient client) throws IOException;
    }

    /** The sessions that views with different cancellations share; also the lock. */
    private record Pool(
            Deque<FtpClient> idle, FtpOptions options, WireListener listener, Opened opened, Cancellation rest) {}

    /** The session that one worker of many keeps between its jobs, and whether it may go without one. */
    private static final class Seat {
        private final Predicate<FtpException> leaves;
        private @Nullable FtpClient kept;

        private Seat(Predicate<FtpException> leaves) {
            this.leaves = leaves;
        }
    }

    private final Pool pool;
    private final Cancellation cancellation;
    private final @Nullable Seat seat;

    public Clients(FtpOptions options, WireListener listener, Cancellation cancellation) {
        this(options, listener, cancellation, Opened.NOTHING);
    }

    public Clients(FtpOptions options, WireListener listener, Cancellation cancellation, Opened opened) {
        this(new Pool(new ArrayDeque<>(), options, listener, opened, cancellation), cancellation, null);
    }

    private Clients(Pool pool, Cancellation cancellation, @Nullable Seat seat) {
        this.pool = pool;
        this.cancellation = cancellation;
        this.seat = seat;
    }

    /** The same sessions, lent for a piece of work that can be ended without ending them. */
    public Clients under(Cancellation work) {
        return new Clients(pool, work, null);
    }

    /**
     * The same sessions for one worker of many: it is lent the one that it gave back last, in which the questions about
     * its next file may be under way, and nobody else is. {@link #release} gives that one back to all.
     *
     * @param leaves whether a worker that the server does not let in leaves its job to others, which it does by {@link
     *     LeftToOthers}
     */
    public Clients forWorker(Predicate<FtpException> leaves) {
        return new Clients(pool, cancellation, new Seat(leaves));
    }

    /** A session that is ready for a command: one that waits and still lives, else a new one. */
    public FtpClient borrow() throws IOException {
        FtpClient kept = kept();
        if (kept != null) {
            if (isAlive(kept)) {
                return kept;
            }
            kept.close();
        }
        for (FtpClient client = waiting(); client != null; client = waiting()) {
            if (isAlive(client)) {
                client.serve(cancellation);
                return client;
            }
            client.close();
        }
        try {
            return fresh();
        } catch (FtpException e) {
            leaveIfFull(e);
            throw e;
        }
    }

    private static boolean isAlive(FtpClient client) {
        return client.settled() && Idleness.ended(client).isEmpty();
    }

    private @Nullable FtpClient kept() {
        synchronized (pool) {
            FtpClient kept = seat == null ? null : seat.kept;
            if (seat != null) {
                seat.kept = null;
            }
            return kept;
        }
    }

    private @Nullable FtpClient waiting() {
        synchronized (pool) {
            return pool.idle().pollLast();
        }
    }

    /**
     * Ends a worker's job where the server has too many sessions and others can do it.
     *
     * @throws LeftToOthers when they can
     */
    public void leaveIfFull(FtpException e) {
        if (seat != null && seat.leaves.test(e)) {
            throw new LeftToOthers(e);
        }
    }

    /** Lends the session that a worker kept to anybody again. */
    public void release() {
        FtpClient client = kept();
        if (client != null) {
            returned(client);
        }
    }

    /** A session that has just been opened, for asking what no older session can be trusted with. */
    public FtpClient fresh() throws IOException {
        FtpClient client = FtpClient.connect(pool.options(), pool.listener(), cancellation);
        try {
            pool.opened().on(client);
            return client;
        } catch (IOException | RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /** Takes a session back; one that is out of step is closed. */
    public void giveBack(FtpClient client) {
        if (!client.isUsable()) {
            client.close();
            return;
        }
        synchronized (pool) {
            if (seat != null && seat.kept == null) {
                seat.kept = client;
                return;
            }
        }
        returned(client);
    }

    private void returned(FtpClient client) {
        // the work that it served may be cancelled later, which is no longer its business
        client.serve(pool.rest());
        synchronized (pool) {
            pool.idle().addLast(client);
        }
    }

    /** Whether a session is waiting to be lent. */
    public boolean hasIdle() {
        synchronized (pool) {
            return !pool.idle().isEmpty();
        }
    }

    /** Looks at the idle sessions, and lets go of one that its server has ended: the answer is why. */
    public Optional<FtpException> lost() {
        synchronized (pool) {
            for (FtpClient client : pool.idle()) {
                Optional<FtpException> why = Idleness.ended(client);
                if (why.isPresent()) {
                    pool.idle().remove(client);
                    client.close();
                    return why;
                }
            }
            return Optional.empty();
        }
    }

    /**
     * Says NOOP on every idle session; a borrower waits meanwhile. One that does not answer is let go of.
     *
     * @return false when the server does not know NOOP
     * @throws pasv.ftp.wire.FtpException why the first one was let go of
     */
    public boolean keepAlive(Duration limit) throws IOException {
        synchronized (pool) {
            boolean known = true;
            for (FtpClient client : List.copyOf(pool.idle())) {
                try {
                    known &= Idleness.keptAlive(client, limit);
                } catch (IOException e) {
                    pool.idle().remove(client);
                    client.close();
                    throw e;
                }
            }
            return known;
        }
    }

    public FtpOptions options() {
        return pool.options();
    }

    /** Who hears what happens on the wire. */
    public WireListener listener() {
        return pool.listener();
    }

    public Cancellation cancellation() {
        return cancellation;
    }

    @Override
    public void close() {
        synchronized (pool) {
            pool.idle().forEach(FtpClient::close);
            pool.idle().clear();
        }
    }
}
