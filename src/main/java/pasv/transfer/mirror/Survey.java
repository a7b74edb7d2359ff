package pasv.transfer.mirror;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import pasv.ftp.Clients;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.listing.entry.EntryKind;
import pasv.remote.RemoteTree;
import pasv.transfer.Job;

/**
 * The survey of two trees: each directory that both have, or the source alone, is a branch; what is to be done is written
 * down, and nothing is changed.
 */
final class Survey {
    /** What ends the listing of one directory, and not the session with it. */
    private static final Set<Failure> LISTING = EnumSet.of(
            Failure.REFUSED,
            Failure.REFUSED_FOR_NOW,
            Failure.TRANSFER_ABORTED,
            Failure.INCOMPLETE,
            Failure.NOT_UNDERSTOOD,
            Failure.HOSTILE,
            Failure.LOCAL_FILE);

    /** A directory of the source. */
    private record Place(String path, List<String> above, boolean inTarget) {}

    private final Mirror.Options options;
    private final Clients clients;
    private final FtpUrl url;
    private final Side source;
    private final Side target;
    private final Optional<Manifest> manifest;
    private final Report report;
    private final Tally tally;
    private final Plan.Writer steps;
    private final Plan.Writer removals;
    private final Instant began;
    /** Where pick-up was under way when an earlier run ended, and which of it this listing has shown to be still there. */
    private final List<String> underWay;

    private final Set<String> shown = ConcurrentHashMap.newKeySet();
    private final Set<String> listed = ConcurrentHashMap.newKeySet();

    Survey(Mirror mirror, Plan.Writer steps, Plan.Writer removals) throws IOException {
        this.options = mirror.options();
        this.clients = mirror.clients();
        this.url = mirror.url();
        this.source = mirror.source();
        this.target = mirror.target();
        this.manifest = mirror.manifest();
        this.report = mirror.report();
        this.tally = mirror.tally();
        this.steps = steps;
        this.removals = removals;
        this.began = Instant.now();
        this.underWay = options.then().picksUp() ? manifest.orElseThrow().paths() : List.of();
    }

    /** The branch that all others come of. */
    Job root(boolean inTarget) {
        return branch(new Place("", List.of(), inTarget));
    }

    /**
     * Forgets what was under way and whose source has gone since: it was given over. Another file that gets its name one day
     * must not be taken for it.
     */
    void forgetGone() throws IOException {
        for (String path : underWay) {
            int slash = path.lastIndexOf('/');
            if (!shown.contains(path) && listed.contains(slash < 0 ? "" : path.substring(0, slash))) {
                manifest.orElseThrow().forget(path);
            }
        }
    }

    private Job branch(Place place) {
        return new Job.Branch(clients, url, session -> compared(session, place));
    }

    private List<Job> compared(Clients session, Place place) throws IOException {
        if (place.above().size() > RemoteTree.DEEPEST) {
            failed(place.path(), refused("it lies deeper than " + RemoteTree.DEEPEST + " directories"));
            return List.of();
        }
        List<Job> below = new ArrayList<>();
        try {
            Listed from = source.list(session, place.path(), this::failed);
            if (from.count() == 0 && place.path().isEmpty() && !source.isThere(session)) {
                // some servers list what is not there as an empty directory
                throw new FtpException(
                        options.up() ? Failure.LOCAL_FILE : Failure.REFUSED,
                        "there is no directory " + source.shown(""),
                        Circumstances.in(Phase.COMMAND));
            }
            Listed to = place.inTarget()
                    ? target.list(session, place.path(), this::failed)
                    : new Listed(List.<TreeEntry>of().iterator(), 0, Optional.empty());
            tally.directories.increment();
            if (!underWay.isEmpty() && from.doubt().isEmpty()) {
                listed.add(place.path());
            }
            tally.looked.add(from.count());
            tally.held.add(to.count());
            report.looked();
            boolean[] told = {false};
            Difference difference = new Difference(from.entries(), to.entries());
            while (difference.hasNext()) {
                Difference.Pair pair = difference.next();
                String path = RemoteSide.below(place.path(), pair.name());
                if (pair.source().isPresent()) {
                    present(session, place, path, pair, below);
                } else if (options.delete() && pair.target().isPresent()) {
                    gone(session, place, path, pair.target().get(), from.doubt(), told);
                }
            }
        } catch (FtpException e) {
            boolean listing = LISTING.contains(e.failure()) && (!place.path().isEmpty() || options.delete());
            if (!listing || (place.path().isEmpty() && !source.isThere(session))) {
                throw e;
            }
            if (options.delete()) {
                unproven(place.path(), e.getMessage());
            } else {
                failed(place.path(), e);
            }
        }
        return below;
    }

    /** A name that the source has. */
    private void present(Clients session, Place place, String path, Difference.Pair pair, List<Job> below)
            throws IOException {
        TreeEntry entry = pair.source().orElseThrow();
        if (!options.filters().holds(place.above(), entry)) {
            return;
        }
        if (entry.kind() == EntryKind.LINK) {
            Optional<TreeEntry> led = options.follows() ? source.followed(session, path, entry) : Optional.empty();
            if (led.isEmpty() || led.get().isDirectory()) {
                String why = !options.follows()
                        ? "a link, not followed"
                        : led.isEmpty() ? "a link that leads nowhere" : "a link to a directory, not gone into";
                left(path, why);
                return;
            }
            entry = led.get();
        }
        if (entry.kind() == EntryKind.OTHER || entry.kind() == EntryKind.UNKNOWN) {
            left(path, "neither file nor directory");
            return;
        }
        if (pair.target().isPresent() && pair.target().get().kind() == EntryKind.LINK) {
            left(path, "a link in the target, which is not written through");
            return;
        }
        if (entry.isDirectory()) {
            directory(session, place, path, pair.target(), below);
        } else {
            file(session, place, path, entry, pair.target());
        }
    }

    private void directory(Clients session, Place place, String path, Optional<TreeEntry> there, List<Job> below)
            throws IOException {
        if (there.isPresent() && !there.get().isDirectory()) {
            inTheWay(session, place, path, there.get());
            return;
        }
        if (there.isEmpty()) {
            if (options.comparison().ofMissing() == Comparison.Verdict.LEFT_ALONE) {
                return;
            }
            plan(new Step(Step.Action.MAKE_DIRECTORY, path, Step.Why.NEW, OptionalLong.empty(), Optional.empty()));
        }
        List<String> above = new ArrayList<>(place.above());
        above.add(path.substring(path.lastIndexOf('/') + 1));
        below.add(branch(new Place(path, List.copyOf(above), there.isPresent())));
    }

    private void file(Clients session, Place place, String path, TreeEntry entry, Optional<TreeEntry> there)
            throws IOException {
        try {
            if (unsettled(session, path, entry)) {
                left(
                        path,
                        "changed within the last "
                                + options.settled().orElse(Duration.ZERO).toSeconds() + " s");
                return;
            }
            if (there.isPresent() && there.get().isDirectory()) {
                inTheWay(session, place, path, there.get());
                return;
            }
            if (options.then().picksUp() && isPickedUp(session, path, entry)) {
                shown.add(path);
                plan(new Step(Step.Action.PICK_UP, path, Step.Why.NEW, entry.size(), Optional.empty()));
                return;
            }
            Found found = there.isPresent()
                    ? difference(session, path, entry, there.get())
                    : options.comparison().ofMissing() == Comparison.Verdict.NEW ? Found.of(Step.Why.NEW) : Found.LEFT;
            if (found.same() && options.then().picksUp()) {
                // nothing but a proven copy lets the source go: size and time of what is there are no proof
                tally.unchanged.decrement();
                found = Found.of(Step.Why.CONTENT);
            }
            Optional<Step.Why> why = found.why();
            if (why.isPresent()) {
                (why.get() == Step.Why.NEW ? tally.fresh : tally.changed).increment();
                tally.toTransfer.increment();
                tally.bytesPlanned.add(entry.size().orElse(0));
                plan(new Step(
                        options.up() ? Step.Action.SEND : Step.Action.FETCH,
                        path,
                        why.get(),
                        entry.size(),
                        entry.modified().map(Timestamp::instant)));
            }
        } catch (FtpException e) {
            if (e.failure() == Failure.CANCELLED) {
                throw e;
            }
            failed(path, e);
        }
    }

    /** Whether an earlier run has a proven copy of this very file, and was killed before the file was gone. */
    private boolean isPickedUp(Clients session, String path, TreeEntry entry) throws IOException {
        Optional<Remembered> known = manifest.isPresent() ? manifest.get().of(path) : Optional.empty();
        return known.isPresent()
                && (known.get().source().isStill(entry)
                        || known.get().source().isStill(source.closer(session, path, entry)));
    }

    /** A coarse time may be as late as its minute or day is long: then MDTM tells. */
    private boolean unsettled(Clients session, String path, TreeEntry entry) throws IOException {
        if (options.settled().isEmpty() || !isLate(entry)) {
            return false;
        }
        return isLate(source.closer(session, path, entry));
    }

    private boolean isLate(TreeEntry entry) {
        Instant since = began.minus(options.settled().orElseThrow());
        return entry.modified()
                .filter(time -> !time.zoneKnown()
                        || time.instant().plus(time.precision()).isAfter(since))
                .isPresent();
    }

    /**
     * What a comparison found.
     *
     * @param same whether both sides have the same version
     * @param why the file is to be transferred; empty where it is not
     */
    private record Found(boolean same, Optional<Step.Why> why) {
        static final Found SAME = new Found(true, Optional.empty());
        static final Found LEFT = new Found(false, Optional.empty());

        static Found of(Step.Why why) {
            return new Found(false, Optional.of(why));
        }
    }

    /** Compares a file that both sides have. */
    private Found difference(Clients session, String path, TreeEntry from, TreeEntry to) throws IOException {
        Optional<Remembered> known = manifest.isPresent() ? manifest.get().of(path) : Optional.empty();
        boolean contents = options.comparison().by() == Comparison.By.HASH;
        if (known.isPresent() && options.comparison().which() != Comparison.Which.MISSING) {
            boolean asSent = isStill(known.get().target(), to);
            if (asSent && known.get().source().isStill(from)) {
                return unchanged();
            }
            if (asSent && contents && known.get().sha256().isPresent()) {
                Optional<String> now = source.sha256(session, path);
                if (now.equals(known.get().sha256())) {
                    manifest.get().remember(path, new Remembered(Version.of(from), Version.of(to), now));
                    return unchanged();
                }
                return Found.of(sizesDiffer(from, to) ? Step.Why.SIZE : Step.Why.CONTENT);
            }
            if (!asSent && options.up() && !options.overwriteForeign()) {
                Found found = byRule(session, path, from, to);
                if (found.why().isPresent()) {
                    failed(
                            path,
                            refused("it was changed on the server by others since it was sent;"
                                    + " --overwrite-foreign sends it all the same"));
                }
                return found.same() ? found : Found.LEFT;
            }
        }
        return byRule(session, path, from, to);
    }

    /** A copy whose time the server has not been asked for yet is known by its size. */
    private static boolean isStill(Version remembered, TreeEntry now) {
        if (remembered.modified().isEmpty()) {
            return remembered.size().equals(now.size());
        }
        return remembered.isStill(now);
    }

    private Found byRule(Clients session, String path, TreeEntry from, TreeEntry to) throws IOException {
        TreeEntry here = from;
        TreeEntry there = to;
        Comparison.Verdict verdict = options.comparison().of(here, there, false);
        if (verdict == Comparison.Verdict.LOOK_CLOSER) {
            here = source.closer(session, path, from);
            there = target.closer(session, path, to);
            verdict = options.comparison().of(here, there, true);
        }
        return switch (verdict) {
            case UNCHANGED -> unchanged();
            case COMPARE_CONTENT -> byContent(session, path, here, there);
            case NEW, CHANGED, LOOK_CLOSER, IN_THE_WAY ->
                Found.of(sizesDiffer(here, there) ? Step.Why.SIZE : Step.Why.TIME);
            case LEFT_ALONE -> {
                tally.skipped.increment();
                yield Found.LEFT;
            }
        };
    }

    private Found byContent(Clients session, String path, TreeEntry from, TreeEntry to) throws IOException {
        Optional<String> there = target.sha256(session, path);
        Optional<String> here = there.isPresent() ? source.sha256(session, path) : Optional.empty();
        if (here.isEmpty() || !here.equals(there)) {
            return Found.of(Step.Why.CONTENT);
        }
        if (manifest.isPresent()) {
            manifest.get().remember(path, new Remembered(Version.of(from), Version.of(to), here));
        }
        return unchanged();
    }

    private static boolean sizesDiffer(TreeEntry from, TreeEntry to) {
        return from.size().isPresent() && to.size().isPresent() && !from.size().equals(to.size());
    }

    private Found unchanged() {
        tally.unchanged.increment();
        return Found.SAME;
    }

    /** A name that the source lacks. */
    private void gone(
            Clients session, Place place, String path, TreeEntry entry, Optional<String> doubt, boolean[] told)
            throws IOException {
        if (!options.filters().holds(place.above(), entry)) {
            return;
        }
        if (doubt.isPresent()) {
            if (!told[0]) {
                told[0] = true;
                unproven(place.path(), doubt.get());
            }
            return;
        }
        doom(session, place.above(), path, entry, Step.Why.GONE);
    }

    private void inTheWay(Clients session, Place place, String path, TreeEntry there) throws IOException {
        if (!options.delete()) {
            failed(
                    path,
                    refused(
                            there.isDirectory()
                                    ? "a directory stands in the target where a file should: --delete takes it away"
                                    : "a file stands in the target where a directory should: --delete takes it away"));
            return;
        }
        tally.inTheWay.increment();
        doom(session, place.above(), path, there, Step.Why.IN_THE_WAY);
    }

    /** Writes down that it goes, after what it holds; returns whether all of it does. */
    private boolean doom(Clients session, List<String> above, String path, TreeEntry entry, Step.Why why)
            throws IOException {
        if (!options.filters().holds(above, entry) || above.size() > RemoteTree.DEEPEST) {
            return false;
        }
        boolean all = true;
        if (entry.isDirectory()) {
            List<String> within = new ArrayList<>(above);
            within.add(entry.name());
            Listed listed = target.list(session, path, this::failed);
            tally.held.add(listed.count());
            if (listed.doubt().isPresent()) {
                unproven(path, listed.doubt().get());
                return false;
            }
            while (listed.entries().hasNext()) {
                TreeEntry child = listed.entries().next();
                all &= doom(session, within, RemoteSide.below(path, child.name()), child, why);
            }
        }
        if (all) {
            tally.toDelete.increment();
            Step.Action action = entry.isDirectory() ? Step.Action.DELETE_DIRECTORY : Step.Action.DELETE;
            Step step = new Step(
                    action,
                    path,
                    why,
                    entry.size(),
                    entry.isFile()
                            ? entry.modified().filter(Timestamp::isExact).map(Timestamp::instant)
                            : Optional.empty());
            synchronized (this) {
                removals.add(step);
                report.planned(step);
            }
        }
        return all;
    }

    private synchronized void plan(Step step) throws IOException {
        steps.add(step);
        report.planned(step);
    }

    private void failed(String path, IOException why) {
        tally.failed.increment();
        report.failed(source.shown(path), why);
    }

    private void left(String path, String why) {
        tally.skipped.increment();
        report.left(source.shown(path), why);
    }

    private void unproven(String path, String why) {
        if (options.delete()) {
            tally.unproven.increment();
            report.unproven(target.shown(path), why);
        }
    }

    private static FtpException refused(String message) {
        return new FtpException(Failure.LOCAL_FILE, message, Circumstances.in(Phase.LOCAL));
    }
}
