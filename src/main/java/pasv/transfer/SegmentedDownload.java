package pasv.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import pasv.ftp.Clients;
import pasv.ftp.FtpClient;
import pasv.ftp.RemoteFacts;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.ftp.wire.TransferType;

/**
 * A segmented download: one file over several sessions at once. It is cut into segments; each session fetches one after
 * the other into its place in one part, reads a little beyond its end, and that must be what the neighbour fetched
 * there. Where the server has no REST, or no size, or the file is small, one session does it.
 */
public final class SegmentedDownload {
    private static final Duration JOURNAL_EVERY = Duration.ofMillis(500);

    private final Clients clients;
    private final Download.Options options;
    private final TransferListener listener;
    private final int sessions;

    /** @param sessions how many at the most, 2 or more; 0 for a number that fits the size */
    public SegmentedDownload(Clients clients, Download.Options options, TransferListener listener, int sessions) {
        this.clients = clients;
        this.options = options;
        this.listener = listener;
        this.sessions = sessions;
    }

    /** Fetches one file, as {@link Download#run} does. */
    public Optional<TransferResult> run(FtpUrl url, Target target) throws FtpException {
        return run(url, target, Narrator.of(listener, url, target));
    }

    /** Fetches one file of which may have been told already. */
    Optional<TransferResult> run(FtpUrl url, Target target, Narrator narrator) throws FtpException {
        Download single = new Download(clients, options, listener);
        boolean exists = target instanceof Target.ToFile file && Files.exists(file.path(), LinkOption.NOFOLLOW_LINKS);
        if (!target.isRegular() || url.type() != TransferType.IMAGE || (exists && !options.clobber())) {
            return single.run(url, target, narrator);
        }
        try {
            Optional<RemoteFacts> facts = worthwhile(url, target);
            if (facts.isPresent()) {
                TransferResult result = fetched(url, target, facts.get(), narrator);
                narrator.finished(result);
                return Optional.of(result);
            }
        } catch (StartOver e) {
            narrator.warned("starting over with one session: " + e.why());
            return new Download(clients, options.withoutResume(), listener).run(url, target, narrator);
        } catch (IOException e) {
            FtpException failure = LocalTrouble.of(target.toString(), e).endedBy(clients.cancellation());
            narrator.failed(failure);
            throw failure;
        }
        return single.run(url, target, narrator);
    }

    /** What the server says of the file, where several sessions can fetch it and are worth it; one session asks again. */
    private Optional<RemoteFacts> worthwhile(FtpUrl url, Target target) throws IOException {
        try {
            return looked(url, target);
        } catch (FtpException e) {
            if (e.failure().retryable()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<RemoteFacts> looked(FtpUrl url, Target target) throws IOException {
        FtpClient client = clients.borrow();
        try {
            RemoteFacts facts = client.look(url.path());
            boolean restarts =
                    client.features().isUnknown() || client.features().has("REST");
            boolean newEnough = options.onlyNewer() && target.isAsNewAs(facts);
            return restarts && !newEnough && facts.size().orElse(0) >= 2 * SegmentPlan.SMALLEST
                    ? Optional.of(facts)
                    : Optional.empty();
        } finally {
            clients.giveBack(client);
        }
    }

    private TransferResult fetched(FtpUrl url, Target target, RemoteFacts facts, Narrator narrator) throws IOException {
        long start = System.nanoTime();
        long size = facts.size().orElse(0);
        try (PartialFile part = target.openPart(url.toString(), options)) {
            PartialFile.Found found = part.segmented(facts);
            List<Range> done = withoutAll(found.ranges(), size);
            narrator.begins(done.stream().mapToLong(Range::length).sum(), facts.size());
            found.remark().ifPresent(narrator::warned);
            SegmentJob job = new SegmentJob(clients, options, url, part, facts, done, narrator);
            SegmentCrew crew = fetched(job);
            boolean proven = unchanged(job);
            part.publish(facts.modified());
            Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
            return new TransferResult(
                    size,
                    crew.moved(),
                    elapsed,
                    crew.peer(),
                    clients.options().proxy(),
                    narrator.resumedFrom(),
                    proven);
        }
    }

    private SegmentCrew fetched(SegmentJob job) throws IOException {
        long size = job.size();
        int count = sessions == 0 ? (int) Math.max(2, Math.min(4, size / (16 * SegmentPlan.SMALLEST))) : sessions;
        Deque<Range> plan = new ArrayDeque<>(SegmentPlan.of(job.before(), size, count));
        SegmentCrew crew = new SegmentCrew(job, plan);
        try {
            crew.run(Math.min(count, plan.size()), JOURNAL_EVERY);
            crew.compareNeighbours();
            return crew;
        } catch (StartOver e) {
            job.part().forget();
            throw e;
        } catch (IOException | RuntimeException e) {
            keep(job, crew.claimed(), e);
            throw e;
        }
    }

    /** A part that holds everything was never proven: its end is fetched again. */
    private static List<Range> withoutAll(List<Range> done, long size) {
        if (!SegmentPlan.missing(done, size).isEmpty()) {
            return done;
        }
        return List.of(new Range(0, size - Math.min(size, PartialFile.OVERLAP)));
    }

    /** Leaves a journal that tells the truth; a part without a byte of the file is left empty, and so removed. */
    private static void keep(SegmentJob job, List<Range> here, Exception why) {
        try {
            if (here.isEmpty()) {
                job.part().forget();
            } else {
                job.part().journal(job.facts(), here);
            }
        } catch (IOException e) {
            // the journal that is there claims less, and that is true as well
            why.addSuppressed(e);
        }
    }

    /** Whether the remote file is still the one that was cut into segments; asked again where the question is lost. */
    private boolean unchanged(SegmentJob job) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                checked(job);
                return true;
            } catch (FtpException e) {
                FtpException located = job.narrator().located(e);
                if (!e.failure().retryable()) {
                    throw located;
                }
                if (attempt > options.retry().retries()) {
                    keep(job, List.of(new Range(0, job.size())), located);
                    throw located;
                }
                options.retry().pause(attempt, attempt + 1, located, job.narrator(), clients.cancellation());
            }
        }
    }

    private void checked(SegmentJob job) throws IOException {
        FtpClient client = clients.borrow();
        try {
            RemoteFacts now = client.look(job.url().path());
            if (!now.equals(job.facts())) {
                job.part().forget();
                throw new FtpException(
                        Failure.MISMATCH,
                        "the remote file changed while it was fetched",
                        Circumstances.in(Phase.TRANSFER));
            }
            new Proof(clients, client, job.url(), job.facts(), job.narrator()).ofContent(job.part(), options);
        } finally {
            clients.giveBack(client);
        }
    }
}
