package pasv.transfer;

import java.time.Duration;
import java.util.Optional;
import pasv.net.Endpoint;
import pasv.net.Proxy;

/**
 * The result of a transfer that ended well.
 *
 * @param bytes the size of the whole file
 * @param moved the bytes that crossed the network for it in the last attempt
 * @param elapsed from the first command of the job to the end
 * @param peer the server's side of the data connection; empty where none was needed
 * @param through the proxy that the bytes went through; empty for the direct way
 * @param resumedFrom the bytes that were here before the job, 0 for a fresh one
 * @param verified whether the size was proven
 */
public record TransferResult(
        long bytes,
        long moved,
        Duration elapsed,
        Optional<Endpoint> peer,
        Optional<Proxy> through,
        long resumedFrom,
        boolean verified) {

    /** Bytes a second over the whole job. */
    public long rate() {
        long nanos = Math.max(1, elapsed.toNanos());
        return (long) (moved * 1e9 / nanos);
    }
}
