package pasv.transfer;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Reply;
import pasv.ftp.wire.ServerHabits;
import pasv.net.Cancellation;

/**
 * The retry policy: when it is worth trying again. Exponential back-off from 1 s to 30 s with jitter, so that many
 * clients do not come back together; the count begins anew whenever an attempt brought a mebibyte or an eighth of the
 * file.
 *
 * @param retries attempts after the first without progress, 0 or more
 */
public record RetryPolicy(int retries) {
    private static final long FIRST_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = 30_000;
    private static final long WORTH_BYTES = 1 << 20;
    private static final long WORTH_SHARE = 8;

    /**
     * Whether another attempt can help. A passive port that refuses is an exception where others have worked; a 425 is
     * the server's trouble of the moment unless it speaks of this side's address; a 5yz in the middle of a transfer is
     * meant for good.
     */
    static boolean helps(FtpException e, ServerHabits habits) {
        boolean forGood = e.failure() == Failure.TRANSFER_ABORTED
                && e.reply().filter(Reply::isPermanentFailure).isPresent();
        boolean exception = e.failure() == Failure.DATA_CONNECT_REFUSED && habits.opensPorts();
        boolean moment = e.failure() == Failure.DATA_REJECTED && !speaksOfAddress(e);
        return exception || moment || (e.failure().retryable() && !forGood);
    }

    /** Whether it means a smaller number of sessions where others of ours are open: the server does not always say why. */
    static boolean wantsFewerSessions(FtpException e) {
        return e.failure() == Failure.SERVER_FULL || e.failure() == Failure.TURNED_AWAY;
    }

    private static boolean speaksOfAddress(FtpException e) {
        String text = e.reply().map(Reply::text).orElse("").toLowerCase(Locale.ROOT);
        return text.matches("(?s).*(\\bip\\b|address|not the same|security|session|reuse).*");
    }

    /**
     * Whether an attempt brought so much that the count of those in vain begins anew: a server that cuts every transfer
     * after a little must not be asked for ever.
     *
     * @param came bytes that this attempt added
     * @param size of the whole file, where it is known
     */
    static boolean isWorthAnAttempt(long came, OptionalLong size) {
        return came >= WORTH_BYTES || (came > 0 && size.isPresent() && came >= size.getAsLong() / WORTH_SHARE);
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
