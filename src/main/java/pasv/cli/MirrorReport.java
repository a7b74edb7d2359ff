package pasv.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.ftp.wire.RemotePath;
import pasv.net.Cancellation;
import pasv.transfer.Download;
import pasv.transfer.RateLimit;
import pasv.transfer.Source;
import pasv.transfer.Target;
import pasv.transfer.TransferListener;
import pasv.transfer.Upload;
import pasv.transfer.mirror.Plan;
import pasv.transfer.mirror.Report;
import pasv.transfer.mirror.Step;
import pasv.transfer.mirror.Tally;
import pasv.ui.JsonLines;
import pasv.ui.Quantity;
import pasv.ui.Visible;

/** What a mirror run says, and the exit code that it comes to. */
final class MirrorReport implements Report {
    private static final long REDRAW = Duration.ofMillis(100).toNanos();

    private final Session session;
    private final boolean dryRun;
    private final long began = System.nanoTime();
    private Tally tally = new Tally();
    private boolean up;
    private int firstFailure;
    private boolean braked;
    private long drawn;
    private boolean line;

    MirrorReport(Session session, boolean dryRun) {
        this.session = session;
        this.dryRun = dryRun;
    }

    void of(Tally counts, boolean sends) {
        this.tally = counts;
        this.up = sends;
    }

    @Override
    public synchronized void planned(Step step) {
        if (session.json()) {
            new JsonLines(session.console()).line("planned", json -> {
                json.writeStringField("action", Plan.word(step.action()));
                json.writeStringField("path", step.path());
                json.writeStringField("why", Plan.word(step.why()));
                if (step.bytes().isPresent()) {
                    json.writeNumberField("bytes", step.bytes().getAsLong());
                }
            });
        } else if (dryRun) {
            erase();
            String size = step.bytes().isPresent()
                    ? ", " + Quantity.exact(step.bytes().getAsLong())
                    : "";
            session.console()
                    .result(Plan.word(step.action()) + " " + Visible.line(step.path()) + " (" + Plan.word(step.why())
                            + size + ")");
        }
    }

    @Override
    public synchronized void failed(String where, IOException why) {
        erase();
        FtpException known = why instanceof FtpException failure
                ? failure
                : new FtpException(
                        Failure.LOCAL_FILE, String.valueOf(why.getMessage()), Circumstances.in(Phase.LOCAL), why);
        int code = PlacesVerb.told(session, where, known);
        if (firstFailure == 0) {
            firstFailure = code;
        }
    }

    @Override
    public synchronized void left(String where, String why) {
        erase();
        session.console().say("pasv: warning: " + Visible.line(where) + ": " + Visible.line(why));
    }

    @Override
    public synchronized void unproven(String where, String why) {
        erase();
        braked = true;
        session.console().say("pasv: nothing is deleted in " + Visible.line(where) + ": " + Visible.line(why));
    }

    @Override
    public synchronized void deleted(Step step) {
        if (session.json()) {
            new JsonLines(session.console()).line("deleted", json -> json.writeStringField("path", step.path()));
        } else {
            session.console().say("deleted " + Visible.line(step.path()));
        }
    }

    @Override
    public synchronized void looked() {
        long now = System.nanoTime();
        if (session.console().canDraw() && !session.json() && now - drawn > REDRAW) {
            drawn = now;
            line = true;
            session.console()
                    .err()
                    .print("\r\033[Klooking: " + counted(tally.directories.sum(), "directory", "directories") + ", "
                            + counted(tally.looked.sum(), "entry", "entries"));
            session.console().err().flush();
        }
    }

    private void erase() {
        if (line) {
            line = false;
            session.console().err().print("\r\033[K");
            session.console().err().flush();
        }
    }

    /** The plan in one sentence. */
    synchronized void plan() {
        erase();
        if (session.json()) {
            return;
        }
        session.console()
                .say(number(tally.fresh.sum()) + " new, " + number(tally.changed.sum()) + " changed, "
                        + Quantity.human(tally.bytesPlanned.sum()) + (up ? " to send, " : " to fetch, ")
                        + number(tally.toDelete.sum()) + " to delete, " + number(tally.unchanged.sum())
                        + " as they are");
    }

    /** Nothing was deleted. */
    synchronized void notDeleted(String why, boolean brake) {
        braked |= brake;
        session.console().say("pasv: nothing is deleted: " + why);
    }

    synchronized void summary() {
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        if (session.json()) {
            new JsonLines(session.console()).line("summary", json -> {
                json.writeNumberField("fetched", up ? 0 : tally.transferred.sum());
                json.writeNumberField("sent", up ? tally.transferred.sum() : 0);
                json.writeNumberField("unchanged", tally.unchanged.sum());
                json.writeNumberField("deleted", tally.deleted.sum());
                json.writeNumberField("skipped", tally.skipped.sum());
                json.writeNumberField("failed", tally.failed.sum());
                json.writeNumberField("bytes", tally.bytes.sum());
                json.writeNumberField("seconds", took.toMillis() / 1000.0);
            });
            return;
        }
        session.console()
                .say((up ? "sent " : "fetched ") + number(tally.transferred.sum()) + " ("
                        + Quantity.human(tally.bytes.sum()) + "), unchanged " + number(tally.unchanged.sum())
                        + ", deleted "
                        + number(tally.deleted.sum()) + ", skipped " + number(tally.skipped.sum()) + ", failed "
                        + number(tally.failed.sum()) + ", " + Quantity.seconds(took));
    }

    /** 12 where some of it failed, 13 where a brake stopped deletions and all else is done. */
    synchronized int code() {
        if (tally.failed.sum() > 0) {
            boolean some = tally.transferred.sum() + tally.unchanged.sum() > 0;
            return some || firstFailure == 0 ? ExitCode.SOME_FAILED : firstFailure;
        }
        return braked && !dryRun ? ExitCode.BRAKED : ExitCode.OK;
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String counted(long count, String one, String many) {
        return number(count) + " " + (count == 1 ? one : many);
    }

    /** Fetches a file of the target's root, where it is there. */
    static void fetch(Remote remote, String name, Path into, Session session) throws IOException {
        Download.Options how = new Download.Options(
                session.retry(),
                false,
                true,
                false,
                Download.Verify.SIZE,
                Optional.empty(),
                new RateLimit(0, session.cancellation()));
        try {
            new Download(remote.clients(), how, TransferListener.NONE).run(in(remote, name), new Target.ToFile(into));
        } catch (FtpException e) {
            if (e.failure() != Failure.REFUSED) {
                throw e;
            }
            // none yet
            Files.write(into, new byte[0]);
        }
    }

    /** Sends a file to the target's root. */
    static void send(Remote remote, Path file, String name, Upload.Options how, Cancellation cancellation)
            throws IOException {
        try (@Nullable Source source = Source.ofFile(file, cancellation)) {
            new Upload(remote.clients(), how, TransferListener.NONE).run(source, in(remote, name));
        }
    }

    private static FtpUrl in(Remote remote, String name) {
        return remote.url().withPath(remote.path().resolve(RemotePath.of(name)));
    }
}
