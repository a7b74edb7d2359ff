package pasv.transfer;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.net.Cancellation;

/**
 * The opening of a pipe or device, which the system holds up until somebody opens the other end: done on a thread of its
 * own, so that the wait has a limit and a cancel ends it.
 */
final class OtherEnd {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration STEP = Duration.ofMillis(20);

    private OtherEnd() {}

    /**
     * Opens it.
     *
     * @throws FtpException CANCELLED, or LOCAL_FILE when nobody opened the other end within a minute
     */
    static SeekableByteChannel open(Path path, OpenOption how, Cancellation cancellation) throws IOException {
        FutureTask<SeekableByteChannel> opening = new FutureTask<>(() -> Files.newByteChannel(path, how));
        Thread thread = new Thread(opening, "pasv-open");
        thread.setDaemon(true);
        thread.start();
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!opening.isDone()) {
            if (System.nanoTime() - end > 0) {
                throw new FtpException(
                        Failure.LOCAL_FILE,
                        "nobody opened the other end of " + path + " within " + LIMIT.toSeconds() + " s",
                        Circumstances.in(Phase.LOCAL));
            }
            if (cancellation.sleep(STEP)) {
                throw new FtpException(
                        Failure.CANCELLED,
                        "cancelled while waiting for the other end of " + path,
                        Circumstances.in(Phase.LOCAL));
            }
        }
        try {
            return opening.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
