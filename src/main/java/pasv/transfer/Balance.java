package pasv.transfer;

/**
 * The share of bytes in the time of what was moved: where it is small, sessions wait for round trips, and another one
 * helps. Safe for use by any thread.
 */
final class Balance {
    private long moving;
    private long all;

    /** Takes an item into account that has ended. */
    synchronized void add(Narrator item) {
        moving += item.nanosMoving();
        all += item.nanos();
    }

    /** Whether less than half of the time was spent on bytes. */
    synchronized boolean isOfRoundTrips() {
        return moving <= all / 2;
    }
}
