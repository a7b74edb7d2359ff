package pasv.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pasv.ftp.Clients;
import pasv.ftp.FtpClient;
import pasv.ftp.RemoteFacts;
import pasv.ftp.data.DataConnection;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.ftp.wire.RemotePath;
import pasv.remote.Checksum;

/**
 * A download: one remote file becomes one local file. Looks, resumes or begins, copies, proves, publishes; tries again
 * where that can help. Used by one thread, for any number of files of one server.
 */
public final class Download {
    /** What must be proven of a file before it counts as fetched. */
    public enum Verify {
        /** The size, where the server tells it. */
        SIZE,
        /** A checksum that the server computes, where it offers one; else the size. */
        HASH,
        /** The size or a checksum, or the download fails. */
        REQUIRE
    }

    /**
     * How downloads are to go.
     *
     * @param retry when to try again
     * @param resume whether a part of an earlier run may be gone on from
     * @param clobber whether an existing target may be replaced
     * @param onlyNewer whether a target that is as new and as long as the remote file is left alone
     * @param verify what must be proven
     * @param checksum what the file must have
     * @param rate shared by all downloads of a run
     */
    public record Options(
            RetryPolicy retry,
            boolean resume,
            boolean clobber,
            boolean onlyNewer,
            Verify verify,
            Optional<Checksum> checksum,
            RateLimit rate) {

        Options withoutResume() {
            return new Options(retry, false, clobber, onlyNewer, verify, checksum, rate);
        }
    }

    private final Clients clients;
    private final Options options;
    private final TransferListener listener;
    private final ByteCopy copy;
    private Supplier<Optional<RemotePath>> following = Optional::empty;

    public Download(Clients clients, Options options, TransferListener listener) {
        this.clients = clients;
        this.options = options;
        this.listener = listener;
        this.copy = new ByteCopy(options.rate());
    }

    /**
     * Fetches one file. Its ending is told to the listener too, whatever it is.
     *
     * @return what was done; empty when the target is to be left alone
     * @throws FtpException with the last attempt's failure; the first one's is among the suppressed
     */
    public Optional<TransferResult> run(FtpUrl url, Target target) throws FtpException {
        return run(url, target, Narrator.of(listener, url, target));
    }

    /**
     * The same, for one of many files.
     *
     * @param next the file of the same server that will be fetched after this one, asked for when all bytes of this one
     *     are here
     */
    Optional<TransferResult> run(FtpUrl url, Target target, Supplier<Optional<RemotePath>> next, Narrator narrator)
            throws FtpException {
        following = next;
        return run(url, target, narrator);
    }

    /** Fetches one file of which may have been told already. */
    Optional<TransferResult> run(FtpUrl url, Target target, Narrator narrator) throws FtpException {
        if (!options.clobber()
                && target instanceof Target.ToFile file
                && Files.exists(file.path(), LinkOption.NOFOLLOW_LINKS)) {
            narrator.skipped(file.path() + " exists");
            return Optional.empty();
        }
        try {
            Optional<TransferResult> result = fetched(url, target, narrator);
            result.ifPresentOrElse(
                    narrator::finished, () -> narrator.skipped(target + " is as new as the remote file"));
            return result;
        } catch (IOException e) {
            FtpException failure = LocalTrouble.of(target.toString(), e).endedBy(clients.cancellation());
            narrator.failed(failure);
            throw failure;
        }
    }

    private Optional<TransferResult> fetched(FtpUrl url, Target target, Narrator narrator) throws IOException {
        try (Sink opened = target.open(url.toString(), options, clients.cancellation())) {
            Sink sink = switch (url.type()) {
                case IMAGE -> opened;
                case ASCII -> new AsciiSink(opened, narrator);
            };
            return attempts(url, target, sink, narrator);
        }
    }

    private Optional<TransferResult> attempts(FtpUrl url, Target target, Sink sink, Narrator narrator)
            throws IOException {
        long start = System.nanoTime();
        @Nullable FtpException first = null;
        boolean fresh = false;
        int inVain = 0;
        for (int attempt = 1; ; attempt++) {
            long before = narrator.reached();
            try {
                return attempt(url, target, sink, narrator, fresh, start);
            } catch (StartOver e) {
                if (fresh) {
                    throw new FtpException(Failure.MISMATCH, e.why(), Circumstances.in(Phase.TRANSFER), e);
                }
                if (!sink.restarts()) {
                    throw new FtpException(
                            Failure.MISMATCH,
                            e.why() + ": it would have to be begun anew, and what was written to " + sink.name()
                                    + " cannot be taken back",
                            Circumstances.in(Phase.TRANSFER),
                            e);
                }
                fresh = true;
                narrator.warned("starting over: " + e.why());
            } catch (FtpException e) {
                fresh = false;
                inVain = RetryPolicy.isWorthAnAttempt(narrator.reached() - before, narrator.size()) ? 1 : inVain + 1;
                FtpException located = narrator.located(e);
                clients.leaveIfFull(located);
                if (!RetryPolicy.helps(located, clients.options().habits())
                        || inVain > options.retry().retries()) {
                    throw ended(located, first, attempt);
                }
                first = first == null ? located : first;
                options.retry().pause(inVain, attempt + 1, located, narrator, clients.cancellation());
            }
        }
    }

    private static FtpException ended(FtpException last, @Nullable FtpException first, int attempts) {
        FtpException end = last.with(last.circumstances().withAttempts(attempts));
        if (first != null) {
            end.addSuppressed(first);
        }
        return end;
    }

    private Optional<TransferResult> attempt(
            FtpUrl url, Target target, Sink sink, Narrator narrator, boolean fresh, long start) throws IOException {
        FtpClient client = clients.borrow();
        try {
            long looked = System.nanoTime();
            // a target that may be left alone is not touched before that is known
            Runnable meanwhile = options.onlyNewer() ? () -> {} : sink::prepare;
            RemoteFacts facts = sink.provable(client.look(url.path(), meanwhile));
            if (options.onlyNewer() && target.isAsNewAs(facts)) {
                return Optional.empty();
            }
            Sink.Ready ready = ready(sink, facts, fresh);
            narrator.begins(ready.have(), facts.size());
            ready.remark().ifPresent(narrator::warned);
            long from = ready.have() - ready.overlap();
            try (DataConnection data = retrieve(client, url, from)) {
                long end = copy.run(data, sink, from, ready.have(), Long.MAX_VALUE, narrator);
                following.get().ifPresent(client::foresee);
                Proof proof = new Proof(clients, client, url, facts, narrator);
                boolean verified = proof.of(data, end, from, ready.have());
                proof.ofOneVersion(sink, end, Duration.ofNanos(System.nanoTime() - looked));
                verified |= proof.ofContent(sink, options);
                publish(sink, facts);
                Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
                return Optional.of(new TransferResult(
                        end,
                        end - from,
                        elapsed,
                        Optional.of(data.remote()),
                        clients.options().proxy(),
                        narrator.resumedFrom(),
                        verified));
            }
        } finally {
            clients.giveBack(client);
        }
    }

    /** Begins the transfer; a server that cannot begin in the middle must be started over with. */
    static DataConnection retrieve(FtpClient client, FtpUrl url, long from) throws IOException {
        try {
            return client.retrieve(url.path(), url.type(), from);
        } catch (FtpException e) {
            if (e.failure() == Failure.NO_RESTART) {
                throw new StartOver(e.getMessage());
            }
            throw e;
        }
    }

    private static Sink.Ready ready(Sink sink, RemoteFacts facts, boolean fresh) throws FtpException {
        try {
            return sink.ready(facts, fresh);
        } catch (IOException e) {
            throw LocalTrouble.of(sink.name(), e);
        }
    }

    private static void publish(Sink sink, RemoteFacts facts) throws FtpException {
        try {
            sink.publish(facts.modified());
        } catch (IOException e) {
            throw LocalTrouble.of(sink.name(), e);
        }
    }
}
