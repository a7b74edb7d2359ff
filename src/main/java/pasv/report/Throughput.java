package pasv.report;

import java.util.stream.LongStream;

/** Bytes over time in a fixed number of buckets, whose width doubles as often as the run outgrows them. */
final class Throughput {
    private static final int BUCKETS = 240;

    private final long[] bytes = new long[BUCKETS];
    private long width = 10_000_000L;

    void add(long nanos, long more) {
        while (nanos / width >= BUCKETS) {
            for (int i = 0; i < BUCKETS; i++) {
                bytes[i] = i < BUCKETS / 2 ? bytes[2 * i] + bytes[2 * i + 1] : 0;
            }
            width *= 2;
        }
        bytes[(int) Math.max(0, nanos / width)] += more;
    }

    /** Bytes a second in one bucket. */
    double rate(int bucket) {
        return bytes[bucket] * 1e9 / width;
    }

    /** All bytes. */
    long sum() {
        return LongStream.of(bytes).sum();
    }

    /** The width of a bucket in nanoseconds. */
    long width() {
        return width;
    }

    /** The last bucket that holds anything; -1 where none does. */
    int last() {
        int last = BUCKETS - 1;
        while (last >= 0 && bytes[last] == 0) {
            last--;
        }
        return last;
    }
}
