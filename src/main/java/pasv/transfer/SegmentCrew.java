package pasv.transfer;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import pasv.ftp.DataConnection;
import pasv.ftp.Failure;
import pasv.ftp.FtpClient;
import pasv.ftp.FtpException;
import pasv.ftp.FtpUrl;
import pasv.ftp.RemoteFacts;
import pasv.net.Endpoint;

/**
 * Who fetches which segment, and what is here so far? Several threads with a session each take segments from one queue.
 * A server that lets no more sessions in makes the crew smaller, as long as one works.
 */
final class SegmentCrew {
    private final Clients clients;
    private final Download.Options options;
    private final FtpUrl url;
    private final PartialFile part;
    private final RemoteFacts facts;
    private final List<Range> before;
    private final Deque<Range> queue;
    private final Narrator narrator;
    private final List<SegmentSink> finished = new ArrayList<>();
    private final List<Worker> workers = new ArrayList<>();
    /** Reaches zero when all workers have ended or one has failed. */
    private final CountDownLatch over = new CountDownLatch(1);

    private List<Range> done;
    private int running;
    private long moved;
    private Optional<Endpoint> peer = Optional.empty();
    private @Nullable IOException failure;

    SegmentCrew(
            Clients clients,
            Download.Options options,
            FtpUrl url,
            PartialFile part,
            RemoteFacts facts,
            List<Range> before,
            Deque<Range> queue,
            Narrator narrator) {
        this.clients = clients;
        this.options = options;
        this.url = url;
        this.part = part;
        this.facts = facts;
        this.before = before;
        this.done = before;
        this.queue = queue;
        this.narrator = narrator;
    }

    /** Fetches all segments; the caller's thread keeps the journal. */
    void run(int size, Duration journalEvery) throws IOException {
        synchronized (this) {
            narrator.begins(before.stream().mapToLong(Range::length).sum(), facts.size());
            for (int i = 0; i < size; i++) {
                Worker worker = new Worker();
                workers.add(worker);
                running++;
                worker.setDaemon(true);
                worker.start();
            }
        }
        try {
            while (waitWhileRunning(journalEvery)) {
                part.journal(facts, done());
            }
        } catch (IOException e) {
            stop(e);
            throw e;
        }
        IOException why = failure;
        if (why != null) {
            throw why instanceof FtpException e ? narrator.located(e) : why;
        }
        if (!SegmentPlan.missing(done(), facts.size().orElse(0)).isEmpty()) {
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

    /** Which bytes are here, merged. */
    synchronized List<Range> done() {
        List<Range> all = new ArrayList<>(done);
        for (Worker worker : workers) {
            worker.progress().ifPresent(all::add);
        }
        return SegmentPlan.merged(all, facts.size().orElse(0));
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
                part.forget();
                throw new StartOver("two segments do not fit together");
            }
        }
    }

    /** The next segment; with none the worker counts as gone, so that no other leaves one to it. */
    private synchronized Optional<Range> take() {
        Optional<Range> next = failure == null ? Optional.ofNullable(queue.poll()) : Optional.empty();
        if (next.isEmpty()) {
            gone();
        }
        return next;
    }

    private synchronized void came(int bytes) {
        moved += bytes;
        if (failure == null) {
            narrator.reached(narrator.reached() + bytes);
        }
    }

    private synchronized void finished(SegmentSink sink, Range segment, Endpoint from) {
        finished.add(sink);
        keep(segment);
        peer = Optional.of(from);
    }

    private synchronized void keep(Range here) {
        List<Range> all = new ArrayList<>(done);
        all.add(here);
        done = all;
    }

    /** A worker that is not let in leaves its segment to the others, unless it is the last. */
    private synchronized boolean leaves(FtpException e, Range left) {
        boolean tooMany = e.failure() == Failure.SERVER_FULL && running > 1;
        if (tooMany) {
            queue.addFirst(left);
            gone();
            narrator.warned("the server lets no more sessions in: going on with " + running);
        }
        return tooMany;
    }

    private synchronized void stop(IOException why) {
        failure = failure == null ? why : failure;
        over.countDown();
    }

    private synchronized void broke(IOException why) {
        stop(why);
        gone();
    }

    private void gone() {
        running--;
        if (running == 0) {
            over.countDown();
        }
    }

    /** One session's thread. */
    private final class Worker extends Thread implements ByteCopy.Watcher {
        private final ByteCopy copy = new ByteCopy(options.rate());
        private volatile @Nullable SegmentSink sink;
        private volatile long start;
        private long seen;
        private long segmentEnd;

        Worker() {
            super("pasv-segment");
        }

        Optional<Range> progress() {
            SegmentSink current = sink;
            return current == null || current.position() <= start
                    ? Optional.empty()
                    : Optional.of(new Range(start, current.position()));
        }

        @Override
        public void run() {
            try {
                for (Optional<Range> next = take(); next.isPresent(); next = take()) {
                    if (!fetched(next.get())) {
                        break;
                    }
                }
            } catch (IOException e) {
                broke(e);
            } catch (RuntimeException | Error e) {
                broke(new IOException(e));
            }
        }

        private boolean fetched(Range segment) throws IOException {
            long here = segment.start();
            int inVain = 0;
            for (int attempt = 1; ; attempt++) {
                SegmentSink target = new SegmentSink(part.segments(), part.name(), here, segment.end());
                start = here;
                sink = target;
                try {
                    Endpoint from = attempt(target, segment, here);
                    sink = null;
                    finished(target, segment, from);
                    return true;
                } catch (FtpException e) {
                    boolean progress = target.position() > here;
                    here = target.position();
                    keep(new Range(segment.start(), here));
                    if (leaves(e, new Range(here, segment.end()))) {
                        sink = null;
                        return false;
                    }
                    inVain = progress ? 1 : inVain + 1;
                    if (!e.failure().retryable() || inVain > options.retry().retries()) {
                        throw e.with(e.circumstances().withAttempts(attempt));
                    }
                    Duration pause = options.retry().pause(inVain);
                    narrator.retrying(attempt + 1, e, pause);
                    if (clients.cancellation().sleep(pause)) {
                        throw new FtpException(Failure.CANCELLED, "cancelled", e.circumstances(), e);
                    }
                }
            }
        }

        /** Fetches from {@code here} to a little beyond the segment's end, comparing first what was here before. */
        private Endpoint attempt(SegmentSink target, Range segment, long here) throws IOException {
            FtpClient client = clients.borrow();
            try {
                long from = here - SegmentPlan.overlap(before, segment, here);
                long size = facts.size().orElse(0);
                boolean last = segment.end() == size;
                seen = here;
                segmentEnd = segment.end();
                try (DataConnection data = Download.retrieve(client, url, from)) {
                    long until = last ? Long.MAX_VALUE : Math.min(size, segment.end() + PartialFile.OVERLAP);
                    long end = copy.run(data, target, from, here, until, this);
                    if (end > size || (end == here && here > from && end < Math.min(until, size))) {
                        throw new StartOver("the server did not begin where it was asked to");
                    }
                    if (end < Math.min(until, size)) {
                        throw new FtpException(
                                Failure.INCOMPLETE, "the data of a segment ended early", client.circumstances());
                    }
                    if (last) {
                        data.complete(narrator::waiting);
                    }
                    return data.remote();
                }
            } finally {
                clients.giveBack(client);
            }
        }

        @Override
        public void reached(long position) {
            long own = Math.min(position, segmentEnd);
            if (own > seen) {
                came((int) (own - seen));
                seen = own;
            }
        }

        @Override
        public void stalled(Duration waited, Duration limit) {
            narrator.stalled(waited, limit);
        }
    }
}
