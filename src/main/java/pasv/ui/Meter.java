package pasv.ui;

import java.util.OptionalLong;

/**
 * The meter of one transfer: its rate now, and the time that is left. The current rate over the last seconds, from the
 * times at which bytes were reported; monotonic time, so that a clock set back does no harm.
 */
final class Meter {
    private static final int SLOTS = 32;
    private static final long SLOT_NANOS = 100_000_000L;

    private final long[] times = new long[SLOTS];
    private final long[] bytes = new long[SLOTS];
    private int count;

    void reached(long nanos, long total) {
        int last = (count - 1) % SLOTS;
        if (count > 0 && nanos - times[last] < SLOT_NANOS) {
            return;
        }
        times[count % SLOTS] = nanos;
        bytes[count % SLOTS] = total;
        count++;
    }

    /** Bytes a second over the window that ends now. */
    long rate(long nanos, long total) {
        if (count == 0) {
            return 0;
        }
        int oldest = count <= SLOTS ? 0 : count % SLOTS;
        long span = Math.max(1_000_000, nanos - times[oldest]);
        return (long) (Math.max(0, total - bytes[oldest]) * 1e9 / span);
    }

    OptionalLong secondsLeft(long nanos, long total, OptionalLong size) {
        long rate = rate(nanos, total);
        return size.isPresent() && rate > 0
                ? OptionalLong.of((Math.max(0, size.getAsLong() - total) + rate - 1) / rate)
                : OptionalLong.empty();
    }
}
