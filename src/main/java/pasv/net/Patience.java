package pasv.net;

import java.time.Duration;

/**
 * The patience of one wait: its limit, and who is told meanwhile.
 *
 * @param limit the longest silence; when it has passed the wait ends with {@link NetException.Kind#SILENT}
 * @param tick called about once a second while nothing comes, on the waiting thread
 */
public record Patience(Duration limit, Tick tick) {
    /** Told of the silence so far; what it throws ends the wait. */
    @FunctionalInterface
    public interface Tick {
        void quiet(Duration waited, Duration limit) throws java.io.IOException;
    }

    /** Waits for the limit and tells nobody. */
    public static Patience of(Duration limit) {
        return new Patience(limit, (waited, all) -> {});
    }

    /** What is left of it after waits before; who is told hears of the whole. */
    public Patience remaining(Duration left) {
        Duration before = limit.minus(left);
        return new Patience(left, (waited, rest) -> tick.quiet(before.plus(waited), limit));
    }
}
