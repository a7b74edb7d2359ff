package pasv.ui;

import java.time.Duration;
import java.util.Locale;

/** The words for bytes, rates and durations. Exact where proof counts, three digits where a glance counts. */
public final class Quantity {
    /** How much of a limit counts as a moment: a fiftieth. */
    private static final long MOMENTS = 50;

    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Quantity() {}

    /** All digits, grouped: {@code 314,572,800}. */
    public static String exact(long bytes) {
        StringBuilder digits = new StringBuilder(Long.toString(bytes));
        for (int at = digits.length() - 3; at > (bytes < 0 ? 1 : 0); at -= 3) {
            digits.insert(at, ',');
        }
        return digits.toString();
    }

    /** About three digits with a binary unit: {@code 300 MiB}, {@code 1.50 GiB}. */
    public static String human(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        String format = unit == 0 || value >= 99.95 ? "%.0f %s" : value >= 9.995 ? "%.1f %s" : "%.2f %s";
        return String.format(Locale.ROOT, format, value, UNITS[unit]);
    }

    /** Bytes a second, as {@code 714 MiB/s}. */
    public static String rate(long bytesPerSecond) {
        return human(bytesPerSecond) + "/s";
    }

    /** A limit as it is written on the command line: {@code 500 ms}, {@code 10 s}, also what a moment has left of it. */
    public static String limit(Duration duration) {
        long seconds = Math.round(duration.toMillis() / 1000.0);
        boolean whole = Math.abs(duration.toMillis() - seconds * 1000) * MOMENTS <= duration.toMillis();
        return whole ? seconds + " s" : duration.toMillis() + " ms";
    }

    /** A measured time: {@code 0.42 s}, {@code 75 s}. */
    public static String seconds(Duration duration) {
        double seconds = duration.toNanos() / 1e9;
        return String.format(Locale.ROOT, seconds < 99.95 ? "%.2f s" : "%.0f s", seconds);
    }

    /** Time to go: {@code 0:05}, {@code 1:02:03}. */
    public static String clock(long seconds) {
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
