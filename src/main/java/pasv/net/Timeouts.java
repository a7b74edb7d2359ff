package pasv.net;

import java.time.Duration;

/**
 * The timeouts: how long each kind of waiting may last. All limits are finite and more than zero.
 *
 * @param connect one TCP connect, name lookup included, of the control and of the data connection
 * @param reply from a command to its whole reply
 * @param idle the longest silence on a data connection while a transfer runs
 * @param finish from the end of the data to the final reply
 */
public record Timeouts(Duration connect, Duration reply, Duration idle, Duration finish) {
    public static final Timeouts DEFAULT = new Timeouts(
            Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(60));

    public Timeouts {
        for (Duration limit : new Duration[] {connect, reply, idle, finish}) {
            if (limit.isNegative() || limit.isZero()) {
                throw new IllegalArgumentException("a limit must be more than zero");
            }
        }
    }
}
