package pasv.transfer;

import java.time.Duration;
import java.util.OptionalLong;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.FtpException;

/**
 * The narrator of one job. Keeps the promises of {@link TransferEvent}: one beginning, one ending, and how far it came.
 */
final class Narrator implements ByteCopy.Watcher {
    private final TransferListener listener;
    private final TransferEvent.Job job;
    /** Whether Started was emitted: also before anything is known of the file, when the first attempt fails early. */
    private boolean begun;

    private boolean looked;
    private long reached;
    private long resumedFrom;
    private OptionalLong size = OptionalLong.empty();
    private long began;
    private long firstMoved;
    private long lastMoved;

    Narrator(TransferListener listener, TransferEvent.Job job) {
        this.listener = listener;
        this.job = job;
    }

    static Narrator of(TransferListener listener, FtpUrl url, Target target) {
        return of(listener, url, target, url.path().name().text());
    }

    /** @param name what the file is called in messages */
    static Narrator of(TransferListener listener, FtpUrl url, Target target, String name) {
        return new Narrator(listener, new TransferEvent.Job(url.toString(), target.toString(), name));
    }

    /** An attempt begins with {@code have} bytes here; only the first is an event. */
    void begins(long have, OptionalLong expected) {
        reached = have;
        size = expected;
        // what was started over was not resumed
        resumedFrom = looked ? Math.min(resumedFrom, have) : have;
        looked = true;
        began = System.nanoTime();
        firstMoved = 0;
        lastMoved = 0;
        start();
    }

    private void start() {
        if (!begun) {
            begun = true;
            listener.on(new TransferEvent.Started(job, size, reached));
        }
    }

    @Override
    public void reached(long bytes) {
        reached = bytes;
        lastMoved = System.nanoTime();
        firstMoved = firstMoved == 0 ? lastMoved : firstMoved;
        listener.on(new TransferEvent.Progressed(job, bytes, size));
    }

    @Override
    public void stalled(Duration waited, Duration limit) {
        listener.on(new TransferEvent.Stalled(job, waited, limit));
    }

    void waiting(Duration waited, Duration limit) {
        listener.on(new TransferEvent.Waiting(job, waited, limit));
    }

    void warned(String text) {
        start();
        listener.on(new TransferEvent.Warned(job, text));
    }

    void retrying(int attempt, FtpException reason, Duration delay) {
        start();
        listener.on(new TransferEvent.Retrying(job, attempt, reason, delay));
    }

    void skipped(String reason) {
        start();
        listener.on(new TransferEvent.Skipped(job, reason));
    }

    void finished(TransferResult result) {
        listener.on(new TransferEvent.Finished(job, result));
    }

    void failed(FtpException reason) {
        start();
        listener.on(new TransferEvent.Failed(job, reason));
    }

    /** Nanoseconds since the last attempt began, once it was known what to move. */
    long nanos() {
        return looked ? System.nanoTime() - began : 0;
    }

    /** Nanoseconds of it from the first bytes to the last. */
    long nanosMoving() {
        return lastMoved - firstMoved;
    }

    /** The bytes that are here. */
    long reached() {
        return reached;
    }

    /** The size of the whole, where it is known. */
    OptionalLong size() {
        return size;
    }

    long resumedFrom() {
        return resumedFrom;
    }

    /** The failure with how far the job had come. */
    FtpException located(FtpException e) {
        return looked ? e.with(e.circumstances().withExtent(new Circumstances.Extent(reached, size))) : e;
    }
}
