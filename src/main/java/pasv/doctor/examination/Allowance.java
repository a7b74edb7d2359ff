package pasv.doctor.examination;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import pasv.net.Cancellation;

/**
 * The time that an examination and each of its probes may take. Each probe for so long and all of them together for so
 * long, whatever the server does: at the end of either, all that the running probe has registered is closed. Time in
 * which a person types a password does not count. Safe for use by any thread.
 */
public final class Allowance implements Closeable {
    /**
     * The limits.
     *
     * @param each for one probe
     * @param all for all probes together, idling on purpose apart
     */
    public record Limits(Duration each, Duration all) {
        public static final Limits STANDARD = new Limits(Duration.ofSeconds(8), Duration.ofSeconds(45));

        /** A part of what one probe may last, for a wait within it. */
        public Duration eighths(int n) {
            return each.multipliedBy(n).dividedBy(8);
        }
    }

    private final Limits limits;
    private final Cancellation whole;
    private final Closeable onCancel = () -> current().cancel(Cancellation.Cause.ASKED);
    private Cancellation current = new Cancellation();
    private long endOfProbe;
    private long endOfAll;
    private boolean running;
    private boolean spent;
    private int pauses;
    private boolean closed;

    public Allowance(Limits limits, Cancellation whole) {
        this.limits = limits;
        this.whole = whole;
        this.endOfAll = System.nanoTime() + limits.all().toNanos();
        whole.register(onCancel);
        Thread timer = new Thread(this::watch, "pasv-doctor-time");
        timer.setDaemon(true);
        timer.start();
    }

    Limits limits() {
        return limits;
    }

    /** Begins the time of one more probe, longer by what it spends idling on purpose. */
    public synchronized void begin(Duration idling) {
        long now = System.nanoTime();
        current = new Cancellation();
        if (!idling.isZero()) {
            endOfAll = Math.max(endOfAll, now + limits.each().toNanos()) + idling.toNanos();
        }
        endOfProbe = now + limits.each().plus(idling).toNanos();
        spent = false;
        running = true;
        notifyAll();
        if (whole.cause().isPresent()) {
            current.cancel(Cancellation.Cause.ASKED);
        }
    }

    /** Ends the time of the running probe. */
    public synchronized void end() {
        running = false;
    }

    /** What the end of the running probe's time closes. */
    public synchronized Cancellation current() {
        return current;
    }

    /** Whether the running probe, or the last one, was cut off. */
    public synchronized boolean isSpent() {
        return spent;
    }

    /** Whether the time of all probes together is over. */
    public synchronized boolean isOver() {
        return System.nanoTime() - endOfAll >= 0;
    }

    /** The limit that was met, such as {@code 8 s}. */
    public synchronized String words() {
        return isOver() ? shown(limits.all()) + " for all probes together" : shown(limits.each());
    }

    private static String shown(Duration limit) {
        return limit.toMillis() % 1_000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }

    /** Something to do while the time stands still. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws java.io.IOException;
    }

    /** Does what takes a person's time and not the server's. */
    <T> T uncounted(Work<T> work) throws java.io.IOException {
        long from = System.nanoTime();
        pause(1);
        try {
            return work.run();
        } finally {
            resume(System.nanoTime() - from);
        }
    }

    private synchronized void pause(int more) {
        pauses += more;
    }

    private synchronized void resume(long lasted) {
        pauses--;
        endOfProbe += lasted;
        endOfAll += lasted;
        notifyAll();
    }

    private void watch() {
        try {
            while (awaitEnd()) {
                current().cancel(Cancellation.Cause.DEADLINE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when a probe's time is over; false when nobody is interested any more. */
    private synchronized boolean awaitEnd() throws InterruptedException {
        while (!closed) {
            boolean counts = running && !spent && pauses == 0;
            long left = Math.min(endOfProbe - System.nanoTime(), endOfAll - System.nanoTime());
            if (counts && left <= 0) {
                spent = true;
                return true;
            }
            wait(counts ? TimeUnit.NANOSECONDS.toMillis(left) + 1 : 0);
        }
        return false;
    }

    @Override
    public void close() {
        whole.unregister(onCancel);
        synchronized (this) {
            closed = true;
            notifyAll();
        }
    }
}
