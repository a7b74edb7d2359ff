package pasv.transfer;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pasv.ftp.Clients;
import pasv.ftp.FtpClient;
import pasv.ftp.data.DataConnection;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.Command;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.RemotePath;
import pasv.ftp.wire.ServerHabits;
import pasv.ftp.wire.ServerTrait;
import pasv.ftp.wire.TransferType;
import pasv.remote.Directories;
import pasv.remote.RemoteFiles;

/**
 * An upload: one local file becomes one remote file. Sent under a temporary name, proven by its size there, renamed,
 * dated; tried again where that can help. What arrived is never deleted, whatever failed: a lost 226 says nothing about
 * the file. Used by one thread, for any number of files of one server.
 */
public final class Upload {
    /**
     * How uploads are to go.
     *
     * @param retry when to try again
     * @param atomic whether to send under a temporary name, {@code .NAME.part}, and rename
     * @param resume whether what an earlier run left there may be gone on from
     * @param verify what must be proven
     * @param rate shared by all uploads of a run
     */
    public record Options(RetryPolicy retry, boolean atomic, boolean resume, Download.Verify verify, RateLimit rate) {}

    /** RFC 959: a syntax error in the argument. */
    private static final int NO_NAME = 501;

    private final Clients clients;
    private final Options options;
    private final TransferListener listener;
    private final ByteCopy copy;

    public Upload(Clients clients, Options options, TransferListener listener) {
        this.clients = clients;
        this.options = options;
        this.listener = listener;
        this.copy = new ByteCopy(options.rate());
    }

    /**
     * Sends one file. Its ending is told to the listener too, whatever it is.
     *
     * @throws FtpException with the last attempt's failure; the first one's is among the suppressed
     */
    public TransferResult run(Source source, FtpUrl url) throws FtpException {
        return run(source, url, narrator(listener, source.name(), url));
    }

    static Narrator narrator(TransferListener listener, String file, FtpUrl url) {
        String name = url.path().name().text();
        return new Narrator(listener, new TransferEvent.Job(url.toString(), file, name));
    }

    /** The same, told by a narrator that may have begun already. */
    TransferResult run(Source source, FtpUrl url, Narrator narrator) throws FtpException {
        ServerHabits habits = clients.options().habits();
        boolean aside = options.atomic()
                && !habits.has(ServerTrait.OWN_NAMES_ONLY)
                && !habits.has(ServerTrait.NO_RENAME)
                && !habits.has(ServerTrait.TAKES_FILES);
        try {
            RemotePath place = aside ? temporary(url.path(), habits) : url.path();
            UploadJob job = new UploadJob(url, source, narrator, place, options.resume());
            TransferResult result = attempts(job);
            narrator.finished(result);
            return result;
        } catch (IOException e) {
            FtpException failure = LocalTrouble.reading(source.name(), e).endedBy(clients.cancellation());
            narrator.failed(failure);
            throw failure;
        }
    }

    /**
     * {@code .NAME.part} beside the target, or {@code NAME.pasv-part} where there must be no leading dot: the same in
     * every run, so that a later one can go on from it.
     */
    private static RemotePath temporary(RemotePath path, ServerHabits habits) {
        return habits.has(ServerTrait.NO_DOT) ? visible(path) : beside(path, "." + PartName.of(nameOf(path)));
    }

    private static RemotePath visible(RemotePath path) {
        return beside(path, PartName.visible(nameOf(path)));
    }

    /** {@code .NAME.pasv-old} beside the target: where a file stands aside until its successor has its name. */
    static RemotePath aside(RemotePath path, ServerHabits habits) {
        return beside(path, (habits.has(ServerTrait.NO_DOT) ? "" : ".") + PartName.aside(nameOf(path)));
    }

    private static RemotePath beside(RemotePath path, String name) {
        return path.sibling(name);
    }

    private static String nameOf(RemotePath path) {
        return path.name().text();
    }

    private TransferResult attempts(UploadJob job) throws IOException {
        @Nullable FtpException first = null;
        int inVain = 0;
        for (int attempt = 1; ; attempt++) {
            long before = job.narrator.reached();
            try {
                return attempt(job);
            } catch (Visible e) {
                job.narrator.warned(e.getMessage());
                job.place = visible(job.url.path());
                job.mayResume = options.resume();
            } catch (UploadName.Direct e) {
                job.narrator.warned(e.getMessage());
                job.left = e.leavesPart() ? Optional.of(job.place) : Optional.empty();
                job.lesson = e.lesson();
                job.place = job.url.path();
                job.mayResume = false;
            } catch (FtpException e) {
                inVain = RetryPolicy.isWorthAnAttempt(job.narrator.reached() - before, job.narrator.size())
                        ? 1
                        : inVain + 1;
                FtpException located = job.narrator.located(named(e, job));
                boolean again = job.source.rewinds()
                        && RetryPolicy.helps(located, clients.options().habits())
                        && inVain <= options.retry().retries();
                if (!again) {
                    throw ended(job.left.isPresent() ? left(located, job.left.get()) : located, first, attempt);
                }
                first = first == null ? located : first;
                options.retry().pause(inVain, attempt + 1, located, job.narrator, clients.cancellation());
            }
        }
    }

    /** A cancel names the upload, whatever was said last: ABOR, or nothing while the rate was waited for. */
    private static FtpException named(FtpException e, UploadJob job) {
        return e.failure() == Failure.CANCELLED
                ? e.with(e.circumstances().withCommand(Command.of("STOR", job.place)))
                : e;
    }

    /** Sent under its own name in vain: what was sent before is still there, whole. */
    private static FtpException left(FtpException e, RemotePath left) {
        return new FtpException(
                e.failure(),
                "all bytes are on the server as " + left.text() + ", but " + e.getMessage(),
                e.circumstances(),
                e);
    }

    /** The server takes no name with a leading dot, as far as one refusal tells. */
    private static final class Visible extends IOException {
        private static final long serialVersionUID = 1;

        Visible(String why) {
            super(why);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    private static FtpException ended(FtpException last, @Nullable FtpException first, int attempts) {
        FtpException end = last.with(last.circumstances().withAttempts(attempts));
        if (first != null) {
            end.addSuppressed(first);
        }
        return end;
    }

    private TransferResult attempt(UploadJob job) throws IOException {
        FtpClient client = clients.borrow();
        try {
            long from = job.mayResume ? new UploadResume(client, job.narrator).from(job.source, job.place) : 0;
            job.narrator.begins(from, job.size);
            Optional<pasv.net.Endpoint> peer = Optional.empty();
            long end = from;
            UploadProof.Outcome outcome = UploadProof.Outcome.PROVEN;
            UploadProof proof = new UploadProof(clients, client, job.narrator);
            if (from == 0 || job.size.orElse(0) != from) {
                try (DataConnection data = begun(client, job, from)) {
                    // what is there under this name now is of this very run; before, it can be of any file
                    job.mayResume = true;
                    peer = Optional.of(data.remote());
                    end = copy.send(job.source, data, from, job.narrator);
                    outcome = proof.of(data, job.place, end, job.url.type());
                }
            }
            job.checkUnchanged(end);
            boolean verified = outcome == UploadProof.Outcome.PROVEN;
            if (outcome != UploadProof.Outcome.TAKEN) {
                verified = proof.ofContent(job, options.verify(), verified);
                if (job.place.equals(visible(job.url.path()))) {
                    clients.options().habits().note(ServerTrait.NO_DOT);
                }
                new UploadName(clients, client, job, outcome == UploadProof.Outcome.PROVEN).publish();
            } else if (options.verify() == Download.Verify.REQUIRE) {
                throw new FtpException(
                        Failure.UNVERIFIED,
                        "the server took the file, and nothing proves that it is whole",
                        client.circumstances());
            }
            Duration elapsed = Duration.ofNanos(System.nanoTime() - job.start);
            return new TransferResult(
                    end, end - from, elapsed, peer, clients.options().proxy(), job.narrator.resumedFrom(), verified);
        } finally {
            clients.giveBack(client);
        }
    }

    /**
     * Where the temporary name is refused, one without a leading dot may be allowed, and where that is refused too, the
     * name itself: servers filter names.
     */
    private static DataConnection begun(FtpClient client, UploadJob job, long from) throws IOException {
        TransferType type = job.url.type();
        try {
            if (from > 0) {
                return appended(client, job.place, type, from);
            }
            if (type == TransferType.IMAGE) {
                client.prepare();
            }
            return client.store(job.place, type, 0);
        } catch (FtpException e) {
            if (e.failure() == Failure.REFUSED && client.isUsable()) {
                demandDirectory(client, job.place.parent(), e);
            }
            if (e.failure() != Failure.REFUSED || job.isDirect()) {
                throw e;
            }
            String why = "the server does not take " + job.place.text() + " ("
                    + e.reply().map(Object::toString).orElse("") + "): sending ";
            // a name that is no name at all there (501, MVS) becomes none by another ending
            boolean ofNames = e.reply().filter(reply -> reply.code() != NO_NAME).isPresent();
            if (ofNames && !job.place.equals(visible(job.url.path()))) {
                throw new Visible(why + "as " + visible(job.url.path()).text());
            }
            throw new UploadName.Direct(why + "under the name itself", false, Optional.of(ServerTrait.OWN_NAMES_ONLY));
        }
    }

    /** Where the refusal is that of a directory that is not there, says so. */
    private static void demandDirectory(FtpClient client, RemotePath directory, FtpException refusal)
            throws IOException {
        if (!directory.isEmpty() && !directory.name().isEmpty() && !new Directories(client).canEnter(directory)) {
            throw new FtpException(
                    Failure.REFUSED,
                    "there is no directory " + directory.text() + " on the server, or no way into it",
                    refusal.circumstances(),
                    refusal);
        }
    }

    /** APPE goes on exactly at the end; REST is for servers that have no APPE. */
    private static DataConnection appended(FtpClient client, RemotePath place, TransferType type, long from)
            throws IOException {
        try {
            return new RemoteFiles(client).append(place, type);
        } catch (FtpException e) {
            if (e.failure() != Failure.REFUSED || !client.isUsable()) {
                throw e;
            }
            return client.store(place, type, from);
        }
    }
}
