package pasv.transfer;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import pasv.ftp.Clients;
import pasv.ftp.FtpClient;
import pasv.ftp.data.DataConnection;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.net.Endpoint;

/** A worker that fetches segments over one session. */
final class SegmentWorker extends Thread implements ByteCopy.Watcher {
    private final SegmentJob job;
    private final Clients clients;
    private final SegmentCrew crew;
    private final ByteCopy copy;
    private volatile @Nullable SegmentSink sink;
    private volatile long start;
    private long seen;
    private long segmentEnd;

    SegmentWorker(SegmentJob job, Clients clients, SegmentCrew crew) {
        super("pasv-segment");
        setDaemon(true);
        this.job = job;
        this.clients = clients;
        this.crew = crew;
        this.copy = new ByteCopy(job.options().rate());
    }

    /** What has come of the segment that is under way. */
    Optional<Range> progress() {
        SegmentSink current = sink;
        return current == null || current.position() <= start
                ? Optional.empty()
                : Optional.of(new Range(start, current.position()));
    }

    @Override
    public void run() {
        try {
            for (Optional<Range> next = crew.take(); next.isPresent(); next = crew.take()) {
                if (!fetched(next.get())) {
                    break;
                }
            }
        } catch (IOException e) {
            crew.broke(e);
        } catch (RuntimeException | Error e) {
            crew.broke(new IOException(e));
        }
    }

    private boolean fetched(Range segment) throws IOException {
        RetryPolicy retry = job.options().retry();
        long here = segment.start();
        int inVain = 0;
        for (int attempt = 1; ; attempt++) {
            SegmentSink target =
                    new SegmentSink(job.part().segments(), job.part().name(), here, segment.end());
            start = here;
            sink = target;
            try {
                Endpoint from = attempt(target, segment, here);
                sink = null;
                crew.finished(target, segment, from);
                return true;
            } catch (FtpException e) {
                boolean progress = RetryPolicy.isWorthAnAttempt(
                        target.position() - here, OptionalLong.of(segment.end() - segment.start()));
                here = target.position();
                crew.keep(new Range(segment.start(), here));
                if (crew.leaves(e, new Range(here, segment.end()))) {
                    sink = null;
                    return false;
                }
                inVain = progress ? 1 : inVain + 1;
                if (!RetryPolicy.helps(e, clients.options().habits()) || inVain > retry.retries()) {
                    throw e.with(e.circumstances().withAttempts(attempt));
                }
                retry.pause(inVain, attempt + 1, e, job.narrator(), clients.cancellation());
            }
        }
    }

    /** Fetches from {@code here} to a little beyond the segment's end, comparing first what was here before. */
    private Endpoint attempt(SegmentSink target, Range segment, long here) throws IOException {
        FtpClient client = clients.borrow();
        try {
            long from = here - SegmentPlan.overlap(job.before(), segment, here);
            long size = job.size();
            boolean last = segment.end() == size;
            seen = here;
            segmentEnd = segment.end();
            try (DataConnection data = Download.retrieve(client, job.url(), from)) {
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
                    data.complete(job.narrator()::waiting);
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
            crew.came((int) (own - seen));
            seen = own;
        }
    }

    @Override
    public void stalled(Duration waited, Duration limit) {
        job.narrator().stalled(waited, limit);
    }
}
