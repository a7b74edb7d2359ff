package pasv.transfer;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pasv.ftp.FtpClient;
import pasv.ftp.FtpException;
import pasv.ftp.FtpOptions;
import pasv.ftp.Idleness;
import pasv.ftp.WireListener;
import pasv.net.Cancellation;

/**
 * Who has a session to lend? Keeps the idle sessions of one server and one user, and opens another when none is idle.
 * Safe for use by any thread; a lent client belongs to its borrower alone.
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
            Deque<FtpClient> idle,
            Map<Thread, FtpClient> reserved,
            FtpOptions options,
            WireListener listener,
            Opened opened,
            Cancellation rest) {}

    private final Pool pool;
    private final Cancellation cancellation;

    public Clients(FtpOptions options, WireListener listener, Cancellation cancellation) {
        this(options, listener, cancellation, Opened.NOTHING);
    }

    public Clients(FtpOptions options, WireListener listener, Cancellation cancellation, Opened opened) {
        this(new Pool(new ArrayDeque<>(), new HashMap<>(), options, listener, opened, cancellation), cancellation);
    }

    private Clients(Pool pool, Cancellation cancellation) {
        this.pool = pool;
        this.cancellation = cancellation;
    }

    /** The same sessions, lent for a piece of work that can be ended without ending them. */
    public Clients under(Cancellation work) {
        return new Clients(pool, work);
    }

    /** A session that is ready for a command: one that is reserved or idle and still lives, else a new one. */
    public FtpClient borrow() throws IOException {
        for (FtpClient client = waiting(); client != null; client = waiting()) {
            if (client.settled() && Idleness.ended(client).isEmpty()) {
                client.serve(cancellation);
                return client;
            }
            client.close();
        }
        return fresh();
    }

    private @Nullable FtpClient waiting() {
        synchronized (pool) {
            FtpClient reserved = pool.reserved().remove(Thread.currentThread());
            return reserved == null ? pool.idle().pollLast() : reserved;
        }
    }

    /** Makes sure of a session for this thread's next borrowing: nobody else is lent it meanwhile. */
    void reserve() throws IOException {
        FtpClient client = borrow();
        synchronized (pool) {
            pool.reserved().put(Thread.currentThread(), client);
        }
    }

    /** Lends to anybody again what this thread reserved and did not borrow. */
    void release() {
        @Nullable FtpClient client;
        synchronized (pool) {
            client = pool.reserved().remove(Thread.currentThread());
        }
        if (client != null) {
            giveBack(client);
        }
    }

    /** A session that has just been opened, for asking what no older session can be trusted with. */
    FtpClient fresh() throws IOException {
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
     * @throws pasv.ftp.FtpException why the first one was let go of
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
