package pasv.transfer;

import java.time.Duration;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.net.Cancellation;

/**
 * The rate limit of a whole run. Bytes are paid for after they came, by waiting: all transfers of a run share one
 * account, and small pieces keep the flow smooth. Safe for use by any thread.
 */
public final class RateLimit {
    private static final int PIECES_A_SECOND = 20;
    private static final int SMALLEST_PIECE = 1024;

    private final long bytesPerSecond;
    private final Cancellation cancellation;
    private long paidUntil = System.nanoTime();

    /** @param bytesPerSecond 0 for no limit */
    public RateLimit(long bytesPerSecond, Cancellation cancellation) {
        this.bytesPerSecond = bytesPerSecond;
        this.cancellation = cancellation;
    }

    /** The most bytes to move in one piece, so that no piece waits for long. */
    int piece(int most) {
        return bytesPerSecond == 0
                ? most
                : (int) Math.min(most, Math.max(SMALLEST_PIECE, bytesPerSecond / PIECES_A_SECOND));
    }

    /** Waits until these bytes, which have been moved, fit the rate. */
    void moved(long bytes) throws FtpException {
        if (bytesPerSecond == 0) {
            return;
        }
        long wait;
        synchronized (this) {
            long now = System.nanoTime();
            paidUntil = Math.max(paidUntil, now) + (long) (bytes * 1e9 / bytesPerSecond);
            wait = paidUntil - now;
        }
        if (cancellation.sleep(Duration.ofNanos(wait))) {
            throw new FtpException(Failure.CANCELLED, "cancelled", Circumstances.in(Phase.TRANSFER));
        }
    }
}
