package pasv.transfer;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import pasv.ftp.Failure;
import pasv.ftp.FtpException;
import pasv.ftp.Reply;
import pasv.ftp.ServerHabits;
import pasv.net.Cancellation;

/**
 * When is it worth trying again? Exponential back-off from 1 s to 30 s with jitter, so that many clients do not come
 * back together; the count begins anew whenever an attempt made progress.
 *
 * @param retries attempts after the first without progress, 0 or more
 */
public record RetryPolicy(int retries) {
    private static final long FIRST_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = 30_000;

    /**
     * Whether another attempt can help. A passive port that refuses is an exception where others have worked; a 5yz in the
     * middle of a transfer is meant for good.
     */
    static boolean helps(FtpException e, ServerHabits habits) {
        boolean forGood = e.failure() == Failure.TRANSFER_ABORTED
                && e.reply().filter(Reply::isPermanentFailure).isPresent();
        boolean exception = e.failure() == Failure.DATA_CONNECT_REFUSED && habits.opensPorts();
        return exception || (e.failure().retryable() && !forGood);
    }

    /** Tells of the next attempt and waits for it; a cancel ends the waiting with CANCELLED. */
    void pause(int inVain, int attempt, FtpException reason, Narrator narrator, Cancellation cancellation)
            throws FtpException {
        Duration pause = pause(inVain);
        narrator.retrying(attempt, reason, pause);
        if (cancellation.sleep(pause)) {
            throw new FtpException(Failure.CANCELLED, "cancelled", reason.circumstances(), reason);
        }
    }

    /** The pause before the {@code n}th retry in a row, counted from 1: half of it fixed, half drawn. */
    public Duration pause(int n) {
        long full = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(n - 1, 10));
        return Duration.ofMillis(full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1));
    }
}
