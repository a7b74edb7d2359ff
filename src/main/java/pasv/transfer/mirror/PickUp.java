package pasv.transfer.mirror;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import pasv.ftp.Clients;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.listing.entry.EntryKind;
import pasv.transfer.Job;
import pasv.transfer.PartName;

/**
 * The picking up of files, each exactly once, whatever ends the run and whenever. A file is transferred under a hidden
 * name and proven; the manifest says so, on the disk; then it gets its name, then the source file goes. Whoever comes after a
 * kill finds in the manifest that the file is here: if the hidden name is still there it gets its name now, if not it had
 * it already and may have been taken away; the source file goes, and nothing is transferred twice.
 */
final class PickUp {
    private static final int ROUND = 64;

    private final Mirror mirror;
    private final Manifest manifest;
    private final Then then;
    /** What is on the other side under its hidden name, with the version that was asked for. */
    private final Map<String, Step> arrived = new ConcurrentHashMap<>();

    private final Map<String, Step> waiting = new ConcurrentHashMap<>();

    PickUp(Mirror mirror, Manifest manifest) {
        this.mirror = mirror;
        this.manifest = manifest;
        this.then = mirror.options().then();
    }

    /** The hidden name of a file of the target. */
    private static String hidden(String path) {
        int slash = path.lastIndexOf('/') + 1;
        return path.substring(0, slash) + PartName.picked(path.substring(slash));
    }

    /** Does a plan, some files at a time: the first are given over before the last are transferred. */
    void all(Plan.Reader steps) throws IOException {
        boolean more = true;
        while (more && mirror.clients().cancellation().cause().isEmpty()) {
            List<Job> jobs = new ArrayList<>();
            more = next(steps, jobs);
            mirror.crew(this::ended).run(jobs);
            List<Job> endings = new ArrayList<>();
            for (Step step : arrived.values()) {
                endings.add(ending(step));
            }
            arrived.clear();
            mirror.crew(this::finished).run(endings);
        }
        mirror.clients().cancellation().check();
    }

    private boolean next(Plan.Reader steps, List<Job> jobs) throws IOException {
        for (int i = 0; i < ROUND; i++) {
            Optional<Step> next = steps.next();
            if (next.isEmpty()) {
                return false;
            }
            Step step = next.get();
            try {
                switch (step.action()) {
                    case MAKE_DIRECTORY -> mirror.target().makeDirectory(mirror.clients(), step.path());
                    case PICK_UP -> arrived.put(step.path(), step);
                    default -> jobs.add(mirror.job(step, hidden(step.path())));
                }
                if (step.action() == Step.Action.FETCH || step.action() == Step.Action.SEND) {
                    waiting.put(step.path(), step);
                }
            } catch (FtpException e) {
                if (e.failure() == Failure.CANCELLED) {
                    throw e;
                }
                mirror.failed(step.path(), e);
            }
        }
        return true;
    }

    private void ended(Job job, Optional<FtpException> failure) {
        String path = job instanceof Job.Get get ? get.name() : ((Job.Put) job).file();
        Step step = waiting.remove(path);
        if (failure.isPresent()) {
            mirror.failed(path, failure.get());
        } else if (step != null) {
            mirror.tally().transferred.increment();
            mirror.tally().bytes.add(step.bytes().orElse(0));
            arrived.put(path, step);
        }
    }

    private void finished(Job job, Optional<FtpException> failure) {
        failure.ifPresent(
                why -> mirror.failed(((Job.Branch) job).url().path().name().text(), why));
    }

    private Job ending(Step step) {
        return new Job.Branch(mirror.clients(), mirror.url(), session -> {
            try {
                end(session, step);
            } catch (FtpException e) {
                if (e.failure() == Failure.CANCELLED) {
                    throw e;
                }
                mirror.failed(step.path(), e);
            }
            return List.of();
        });
    }

    private void end(Clients session, Step step) throws IOException {
        String path = step.path();
        String hidden = hidden(path);
        if (step.action() == Step.Action.PICK_UP) {
            if (manifest.of(path).isPresent() && mirror.target().exists(session, hidden)) {
                mirror.target().move(session, hidden, path, false);
            }
        } else {
            TreeEntry asked = new TreeEntry(
                    path.substring(path.lastIndexOf('/') + 1), EntryKind.FILE, OptionalLong.empty(), Optional.empty());
            TreeEntry now = mirror.source().closer(session, path, asked);
            if (!isStill(step, now, mirror.target().closer(session, hidden, asked))) {
                mirror.target().delete(session, hidden);
                mirror.tally().skipped.increment();
                mirror.report()
                        .left(mirror.source().shown(path), "changed while it was transferred: left for the next run");
                return;
            }
            Version source = Version.of(now);
            manifest.remember(path, new Remembered(source, source, Optional.empty()));
            manifest.force();
            mirror.target().move(session, hidden, path, false);
        }
        takeAway(session, path);
        manifest.forget(path);
    }

    /**
     * Whether the source is what was transferred, as finely as that is told: a fetched file has the time that the server
     * told when it was fetched, and one that was sent is compared with what the plan saw here.
     */
    private static boolean isStill(Step step, TreeEntry now, TreeEntry copy) {
        boolean size =
                copy.size().isEmpty() || now.size().isEmpty() || copy.size().equals(now.size());
        if (!size || now.modified().isEmpty()) {
            return size;
        }
        if (step.action() == Step.Action.SEND) {
            // this machine tells parts of a second
            return step.modified().equals(now.modified().map(Timestamp::instant));
        }
        return copy.modified().isEmpty()
                || copy.modified().get().match(now.modified().get()) == Timestamp.Match.SAME;
    }

    /** The source file goes, and what it was moved to before is not replaced. */
    private void takeAway(Clients session, String path) throws IOException {
        if (then.move().isEmpty()) {
            mirror.source().delete(session, path);
            return;
        }
        String to = then.move().get() + "/" + path;
        if (mirror.source().exists(session, to)) {
            to += "." + Instant.now().toString().replace(":", "");
        }
        mirror.source().move(session, path, to, true);
    }
}
