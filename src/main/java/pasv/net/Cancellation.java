package pasv.net;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The cancellation of work that other threads wait in. A cancel is a close: what is registered here is closed, and
 * whoever reads from it wakes up with {@link NetException.Kind#CANCELLED}. Safe for use by any thread.
 */
public final class Cancellation {

    /** Why the work was ended. */
    public enum Cause {
        /** A person or a signal asked for it. */
        ASKED,
        /** The deadline of the whole job has passed. */
        DEADLINE
    }

    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private volatile Optional<Cause> cause = Optional.empty();
    private final CountDownLatch done = new CountDownLatch(1);

    /** Ends the work: closes all that is registered now or later. Only the first cause counts. */
    public void cancel(Cause why) {
        synchronized (this) {
            if (cause.isPresent()) {
                return;
            }
            cause = Optional.of(why);
        }
        done.countDown();
        open.forEach(Cancellation::closeQuietly);
    }

    /** Sets the deadline of the whole job; a daemon thread cancels when it has passed. */
    public void cancelAfter(Duration limit) {
        Thread timer = new Thread(
                () -> {
                    if (!sleep(limit)) {
                        cancel(Cause.DEADLINE);
                    }
                },
                "pasv-deadline");
        timer.setDaemon(true);
        timer.start();
    }

    /** The cause, once cancelled. */
    public Optional<Cause> cause() {
        return cause;
    }

    /** Waits for the duration or until cancelled, whichever comes first; true when cancelled. */
    public boolean sleep(Duration duration) {
        try {
            return done.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cancel(Cause.ASKED);
            return true;
        }
    }

    /** Registers what a cancel must close; closed at once if that has happened already. */
    public void register(Closeable closeable) {
        open.add(closeable);
        if (cause().isPresent()) {
            closeQuietly(closeable);
        }
    }

    /** Forgets what was closed in the ordinary way. */
    public void unregister(Closeable closeable) {
        open.remove(closeable);
    }

    /** Throws when cancelled. */
    public void check() throws NetException {
        if (cause().isPresent()) {
            throw cancelled();
        }
    }

    NetException cancelled() {
        return new NetException(NetException.Kind.CANCELLED, "cancelled");
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            NetLog.debug("close on cancel", e);
        }
    }
}
