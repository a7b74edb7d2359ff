package pasv.transfer;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import pasv.ftp.wire.FtpException;
import pasv.net.Cancellation;
import pasv.net.Endpoint;

/**
 * The crew of a segmented download, and the state of its segments. Several workers with a session each take them from
 * one queue. A server that lets no more sessions in makes the crew smaller, as long as one works; the first failure
 * that cannot be mended ends the work of all.
 */
final class SegmentCrew {
    /** A worker that is told to end says ABOR and hears the server out for two seconds. */
    private static final Duration LEAVING = Duration.ofSeconds(10);

    private final SegmentJob job;
    private final Deque<Range> queue;
    private final Cancellation work = new Cancellation();
    private final List<SegmentSink> finished = new ArrayList<>();
    private final List<SegmentWorker> workers = new ArrayList<>();
    /** Reaches zero when all workers have ended or one has failed. */
    private final CountDownLatch over = new CountDownLatch(1);

    private List<Range> done;
    private int running;
    private long moved;
    private Optional<Endpoint> peer = Optional.empty();
    private @Nullable IOException failure;

    SegmentCrew(SegmentJob job, Deque<Range> queue) {
        this.job = job;
        this.done = job.before();
        this.queue = queue;
    }

    /** Fetches all segments; the caller's thread keeps the journal. No worker is left when it returns. */
    void run(int size, Duration journalEvery) throws IOException {
        Cancellation whole = job.clients().cancellation();
        Closeable end = () -> work.cancel(whole.cause().orElse(Cancellation.Cause.ASKED));
        synchronized (this) {
            for (int i = 0; i < size; i++) {
                SegmentWorker worker = new SegmentWorker(job, job.clients().under(work), this);
                workers.add(worker);
                running++;
                worker.start();
            }
        }
        whole.register(end);
        try {
            while (waitWhileRunning(journalEvery)) {
                job.part().journal(job.facts(), claimed());
            }
        } catch (IOException e) {
            stop(e);
            throw e;
        } finally {
            whole.unregister(end);
            dismiss();
        }
        IOException why = failure;
        if (why != null) {
            throw why instanceof FtpException e ? job.narrator().located(e) : why;
        }
        if (!SegmentPlan.missing(done(), job.size()).isEmpty()) {
            throw new IllegalStateException("all sessions ended and segments are missing");
        }
    }

    /** Waits for the limit or the end of the work; whether it goes on. */
    private boolean waitWhileRunning(Duration limit) {
        try {
            return !over.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop(new IOException("interrupted", e));
            return false;
        }
    }

    /** After a failure: ends what the others do, so that nobody writes to the part any more. */
    private void dismiss() {
        if (failure == null) {
            return;
        }
        work.cancel(Cancellation.Cause.ASKED);
        long until = System.nanoTime() + LEAVING.toNanos();
        for (SegmentWorker worker : workers) {
            try {
                worker.join(Math.max(1, (until - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Which bytes are here, merged. */
    synchronized List<Range> done() {
        List<Range> all = new ArrayList<>(done);
        for (SegmentWorker worker : workers) {
            worker.progress().ifPresent(all::add);
        }
        return SegmentPlan.merged(all, job.size());
    }

    /**
     * Which bytes a later run may rely on. The ends of segments are left out until they have been compared with their
     * neighbours: fetched once more, they show whether all of a segment came from where it should.
     */
    synchronized List<Range> claimed() {
        List<Range> doubtful = new ArrayList<>();
        for (SegmentSink sink : finished) {
            if (sink.end() < job.size()) {
                doubtful.add(new Range(Math.max(0, sink.end() - PartialFile.OVERLAP), sink.end()));
            }
        }
        return SegmentPlan.without(done(), doubtful, job.size());
    }

    synchronized long moved() {
        return moved;
    }

    synchronized Optional<Endpoint> peer() {
        return peer;
    }

    /** Throws where two segments do not fit together: the file changed, or the server miscounts. */
    synchronized void compareNeighbours() throws IOException {
        for (SegmentSink sink : finished) {
            if (!sink.meetsNeighbour()) {
                throw new StartOver("two segments do not fit together");
            }
        }
    }

    /** The next segment; with none the worker counts as gone, so that no other leaves one to it. */
    synchronized Optional<Range> take() {
        Optional<Range> next = failure == null ? Optional.ofNullable(queue.poll()) : Optional.empty();
        if (next.isEmpty()) {
            gone();
        }
        return next;
    }

    synchronized void came(int bytes) {
        moved += bytes;
        if (failure == null) {
            job.narrator().reached(job.narrator().reached() + bytes);
        }
    }

    synchronized void finished(SegmentSink sink, Range segment, Endpoint from) {
        finished.add(sink);
        keep(segment);
        peer = Optional.of(from);
    }

    /** Notes bytes that are here, whatever becomes of the rest of their segment. */
    synchronized void keep(Range here) {
        List<Range> all = new ArrayList<>(done);
        all.add(here);
        done = all;
    }

    /** A worker that is not let in leaves its segment to the others, unless it is the last. */
    synchronized boolean leaves(FtpException e, Range left) {
        boolean tooMany = RetryPolicy.wantsFewerSessions(e) && running > 1;
        if (tooMany) {
            queue.addFirst(left);
            gone();
            job.narrator().warned("the server lets no more sessions in: going on with " + running);
        }
        return tooMany;
    }

    private synchronized void stop(IOException why) {
        failure = failure == null ? why : failure;
        over.countDown();
    }

    synchronized void broke(IOException why) {
        stop(why);
        gone();
    }

    private void gone() {
        running--;
        if (running == 0) {
            over.countDown();
        }
    }
}
