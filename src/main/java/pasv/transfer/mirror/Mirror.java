package pasv.transfer.mirror;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import pasv.ftp.Clients;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.listing.entry.EntryKind;
import pasv.transfer.Crew;
import pasv.transfer.Job;
import pasv.transfer.LocalTrouble;
import pasv.transfer.Moves;
import pasv.transfer.Source;
import pasv.transfer.Target;

/**
 * A mirror run: a tree on one side becomes like the tree on the other. In this order: {@link #look}, {@link #transfer},
 * {@link #delete}; what is to be done waits in a file between them, so that memory does not grow with the tree.
 */
public final class Mirror implements Closeable {
    /**
     * How it is to go.
     *
     * @param up from here to the server; else the other way
     * @param delete whether what the source lacks goes from the target
     * @param trash where it is moved to instead, below the target's root; empty where it is deleted
     * @param follows whether links to files are taken for the files
     * @param overwriteForeign whether what others changed on the server since it was sent is sent again
     * @param settled leaves alone what changed within this time
     * @param then what becomes of each source file once its copy is proven
     */
    public record Options(
            boolean up,
            Comparison comparison,
            Filters filters,
            boolean delete,
            Optional<String> trash,
            boolean follows,
            boolean overwriteForeign,
            Optional<Duration> settled,
            Then then) {}

    /** How many steps are handed on at once: what waits is bounded by it, however many there are. */
    private static final int CHUNK = 256;

    private final Options options;
    private final Clients clients;
    private final FtpUrl url;
    private final LocalSide local;
    private final RemoteSide remote;
    private final Optional<Manifest> manifest;
    private final Crew.Plan sessions;
    private final Moves moves;
    private final Report report;
    private final Tally tally = new Tally();
    private final Path work;
    private final Set<String> touched = new HashSet<>();
    private boolean listedAll = true;
    private boolean planIsOld;

    /**
     * @param url the remote tree
     * @param here the local tree
     * @param manifest where what is carried over is remembered
     */
    public Mirror(
            Options options,
            Clients clients,
            FtpUrl url,
            Path here,
            Optional<Manifest> manifest,
            Crew.Plan sessions,
            Moves moves,
            Report report)
            throws FtpException {
        this.options = options;
        this.clients = clients;
        this.url = url;
        this.local = new LocalSide(here);
        this.remote = new RemoteSide(url);
        this.manifest = manifest;
        this.sessions = sessions;
        this.moves = moves;
        this.report = report;
        try {
            this.work = Files.createTempDirectory("pasv-mirror");
        } catch (IOException e) {
            throw LocalTrouble.of("a temporary directory", e);
        }
    }

    Options options() {
        return options;
    }

    Clients clients() {
        return clients;
    }

    FtpUrl url() {
        return url;
    }

    Side source() {
        return options.up() ? local : remote;
    }

    Side target() {
        return options.up() ? remote : local;
    }

    Optional<Manifest> manifest() {
        return manifest;
    }

    Report report() {
        return report;
    }

    /** What was found and done so far. */
    public Tally tally() {
        return tally;
    }

    /**
     * Looks at both trees and writes down what is to be done.
     *
     * @param inTarget whether the target is there
     * @throws FtpException when a root cannot be listed
     */
    public void look(boolean inTarget) throws IOException {
        Plan.Header header =
                new Plan.Header(source().shown(""), target().shown(""), List.of(), Instant.now(), Optional.empty());
        try (Plan.Writer steps = new Plan.Writer(plan(), header);
                Plan.Writer removals = new Plan.Writer(removals(), header)) {
            List<FtpException> trouble = new ArrayList<>();
            Survey survey = new Survey(this, steps, removals);
            crew((job, failure) -> failure.ifPresent(trouble::add)).run(List.of(survey.root(inTarget)));
            if (!trouble.isEmpty()) {
                throw trouble.get(0);
            }
            listedAll = clients.cancellation().cause().isEmpty();
            clients.cancellation().check();
            survey.forgetGone();
            steps.publish();
            removals.publish();
        }
    }

    /**
     * Writes down what was planned for other machines, or for later.
     *
     * @param deletions whether what is to be deleted is part of it
     */
    public void save(Path file, Plan.Header header, boolean deletions) throws IOException {
        try (Plan.Writer all = new Plan.Writer(file, header)) {
            copy(plan(), all, step -> true);
            if (deletions) {
                copy(removals(), all, step -> true);
            }
            all.publish();
        } catch (PlanException e) {
            throw e;
        } catch (IOException e) {
            throw LocalTrouble.of(file.toString(), e);
        }
    }

    /**
     * Takes up a plan that was written down, in the place of {@link #look}.
     *
     * @param shard the part of its files that is done here; empty for all
     */
    public void load(Path file, Optional<Shard> shard) throws IOException {
        planIsOld = true;
        Plan.Header header;
        try (Plan.Reader reader = new Plan.Reader(file)) {
            header = reader.header();
        }
        try (Plan.Writer steps = new Plan.Writer(plan(), header);
                Plan.Writer doomed = new Plan.Writer(removals(), header)) {
            copy(file, steps, step -> {
                boolean moves = step.action() == Step.Action.FETCH || step.action() == Step.Action.SEND;
                boolean ours =
                        moves && shard.map(part -> part.holds(step.path())).orElse(true);
                if (ours) {
                    (step.why() == Step.Why.NEW ? tally.fresh : tally.changed).increment();
                    tally.toTransfer.increment();
                    tally.bytesPlanned.add(step.bytes().orElse(0));
                }
                return ours || step.action() == Step.Action.MAKE_DIRECTORY;
            });
            copy(file, doomed, Step::isDeletion);
            steps.publish();
            doomed.publish();
        }
        try (Plan.Reader reader = new Plan.Reader(removals())) {
            while (reader.next().isPresent()) {
                tally.toDelete.increment();
            }
        }
    }

    private static void copy(Path from, Plan.Writer to, Predicate<Step> which) throws IOException {
        try (Plan.Reader reader = new Plan.Reader(from)) {
            for (Optional<Step> step = reader.next(); step.isPresent(); step = reader.next()) {
                if (which.test(step.get())) {
                    to.add(step.get());
                }
            }
        }
    }

    Crew crew(Crew.Ending ending) {
        return new Crew(sessions, moves, ending);
    }

    private Path plan() {
        return work.resolve("plan");
    }

    private Path removals() {
        return work.resolve("removals");
    }

    /** Whether the target's root is there. */
    public boolean targetIsThere() throws IOException {
        return target().isThere(clients);
    }

    /** Makes the target's root, with what is above it. */
    public void makeTarget() throws IOException {
        if (!options.up()) {
            try {
                Files.createDirectories(local.at(""));
            } catch (IOException e) {
                throw LocalTrouble.of(local.shown(""), e);
            }
            return;
        }
        remote.makeAll(clients);
    }

    /** Transfers what was planned. What fails is told to the report, and the rest goes on. */
    public void transfer() throws IOException {
        try (Plan.Reader steps = new Plan.Reader(plan())) {
            if (options.then().picksUp()) {
                new PickUp(this, manifest.orElseThrow()).all(steps);
                return;
            }
            crew(this::ended).run(List.of(chunk(steps)));
        }
        if (options.up() && manifest.isPresent() && !touched.isEmpty()) {
            // what the server tells of the copies, so that the next run knows them again
            crew((job, failure) -> {}).run(touched.stream().map(this::learning).toList());
        }
        touched.clear();
    }

    /** A piece of the plan: directories are made at once, so that the files of it find them. */
    private Job chunk(Plan.Reader steps) {
        return new Job.Branch(clients, url, session -> {
            List<Job> jobs = new ArrayList<>();
            while (jobs.size() < CHUNK) {
                Optional<Step> next = steps.next();
                if (next.isEmpty()) {
                    return jobs;
                }
                begin(session, next.get(), jobs);
            }
            jobs.add(chunk(steps));
            return jobs;
        });
    }

    private void begin(Clients session, Step step, List<Job> jobs) throws IOException {
        try {
            switch (step.action()) {
                case MAKE_DIRECTORY -> target().makeDirectory(session, step.path());
                case FETCH, SEND -> jobs.add(job(step, step.path()));
                default -> throw new IllegalStateException("no step of transfers: " + step.action());
            }
        } catch (FtpException e) {
            if (e.failure() == Failure.CANCELLED) {
                throw e;
            }
            failed(step.path(), e);
        }
    }

    /** The job that transfers a file, to a path of the target. */
    Job job(Step step, String to) throws FtpException {
        if (step.action() == Step.Action.FETCH) {
            return new Job.Get(
                    clients,
                    remote.at(clients, step.path()),
                    new Target.ToFile(unlinked(to)),
                    step.path(),
                    step.bytes());
        }
        Path file = local.at(step.path());
        return new Job.Put(
                clients, step.path(), () -> Source.ofFile(file, clients.cancellation()), remote.at(clients, to));
    }

    private Path unlinked(String path) throws FtpException {
        Path file = local.at(path);
        if (Files.isSymbolicLink(file)) {
            throw new FtpException(
                    Failure.LOCAL_FILE,
                    file + " is a symbolic link here, which a mirror does not write through",
                    Circumstances.in(Phase.LOCAL));
        }
        return file;
    }

    void failed(String path, IOException why) {
        tally.failed.increment();
        report.failed(source().shown(path), why);
    }

    private void ended(Job job, Optional<FtpException> failure) {
        if (job instanceof Job.Branch) {
            failure.ifPresent(why -> failed("", why));
            return;
        }
        String path = job instanceof Job.Get get ? get.name() : ((Job.Put) job).file();
        if (failure.isPresent()) {
            failed(path, failure.get());
            return;
        }
        tally.transferred.increment();
        try {
            remember(path);
        } catch (IOException e) {
            failed(path, e);
        }
    }

    /** Remembers a file that was carried over and proven. */
    private void remember(String path) throws IOException {
        BasicFileAttributes facts =
                Files.readAttributes(local.at(path), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        tally.bytes.add(facts.size());
        if (manifest.isEmpty() || !options.up()) {
            return;
        }
        Version here = new Version(
                OptionalLong.of(facts.size()),
                Optional.of(facts.lastModifiedTime().toInstant()));
        Version there = new Version(OptionalLong.of(facts.size()), Optional.empty());
        Optional<String> sha256 =
                options.comparison().by() == Comparison.By.HASH ? local.sha256(clients, path) : Optional.empty();
        manifest.get().remember(path, new Remembered(here, there, sha256));
        int slash = path.lastIndexOf('/');
        touched.add(slash < 0 ? "" : path.substring(0, slash));
    }

    /** A look at a directory that files were sent to. */
    private Job learning(String directory) {
        return new Job.Branch(clients, url, session -> {
            Listed listed = remote.list(session, directory, (path, why) -> {});
            while (listed.entries().hasNext()) {
                TreeEntry entry = listed.entries().next();
                String path = RemoteSide.below(directory, entry.name());
                Optional<Remembered> known = manifest.orElseThrow().of(path);
                if (known.isPresent()
                        && known.get().target().modified().isEmpty()
                        && known.get().target().size().equals(entry.size())) {
                    Remembered now = new Remembered(
                            known.get().source(), Version.of(entry), known.get().sha256());
                    manifest.orElseThrow().remember(path, now);
                }
            }
            return List.of();
        });
    }

    /** Why nothing may be deleted, apart from the brake: a transfer failed, or not all was seen. */
    public Optional<String> hindrance() {
        if (tally.failed.sum() > 0) {
            return Optional.of(tally.failed.sum() + " failed");
        }
        return listedAll ? Optional.empty() : Optional.of("not all was looked at");
    }

    /**
     * Deletes what was planned, or moves it to the trash: files first, each directory after what it holds. What a plan
     * from a file says is looked at once more: what the source has again, or what is not what it was, stays.
     */
    public void delete() throws IOException {
        String day = java.time.LocalDate.now(java.time.ZoneOffset.UTC).toString();
        UnaryOperator<String> trash = path -> options.trash().orElseThrow() + "/" + day + "/" + path;
        Absence absence = new Absence(
                source(),
                clients,
                (path, why) -> report.unproven(target().shown(path), String.valueOf(why.getMessage())));
        Set<String> holding = new HashSet<>();
        try (Plan.Reader steps = new Plan.Reader(removals())) {
            for (Optional<Step> step = steps.next(); step.isPresent(); step = steps.next()) {
                clients.cancellation().check();
                if (planIsOld && stays(step.get(), absence, holding)) {
                    continue;
                }
                remove(step.get(), trash);
            }
        }
    }

    /**
     * Whether something that was to go stays, and with it the directories above it.
     *
     * @param holding directories that hold what stayed
     */
    private boolean stays(Step step, Absence absence, Set<String> holding) throws IOException {
        String path = step.path();
        boolean stays = holding.contains(path) || isDoubtful(step, absence);
        for (int slash = path.lastIndexOf('/'); stays && slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            holding.add(path.substring(0, slash));
        }
        return stays;
    }

    private boolean isDoubtful(Step step, Absence absence) throws IOException {
        switch (absence.of(step.path())) {
            case UNPROVEN -> {
                return true;
            }
            case THERE -> {
                kept(step, "the source has it again since the plan was made: it stays");
                return true;
            }
            case GONE -> {
                if (step.action() == Step.Action.DELETE && hasChanged(step)) {
                    kept(step, "it has changed since the plan was made: it stays");
                    return true;
                }
                return false;
            }
        }
        throw new IllegalStateException();
    }

    private void kept(Step step, String why) {
        tally.skipped.increment();
        report.left(target().shown(step.path()), why);
    }

    private boolean hasChanged(Step step) throws IOException {
        String name = step.path().substring(step.path().lastIndexOf('/') + 1);
        TreeEntry now = target().closer(
                        clients,
                        step.path(),
                        new TreeEntry(name, EntryKind.FILE, OptionalLong.empty(), Optional.empty()));
        if (step.bytes().isPresent() && now.size().isPresent() && !step.bytes().equals(now.size())) {
            return true;
        }
        return step.modified().isPresent()
                && now.modified().isPresent()
                && Timestamp.exact(step.modified().get()).match(now.modified().get()) == Timestamp.Match.DIFFERENT;
    }

    private void remove(Step step, UnaryOperator<String> trash) throws IOException {
        try {
            if (step.action() == Step.Action.DELETE_DIRECTORY) {
                target().removeDirectory(clients, step.path());
            } else if (options.trash().isPresent()) {
                target().move(clients, step.path(), trash.apply(step.path()), true);
            } else {
                target().delete(clients, step.path());
            }
            if (manifest.isPresent()) {
                manifest.get().forget(step.path());
            }
            tally.deleted.increment();
            report.deleted(step);
        } catch (FtpException e) {
            if (e.failure() == Failure.CANCELLED) {
                throw e;
            }
            failed(step.path(), e);
        }
    }

    /** Leaves nothing of the plan behind. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(plan());
        Files.deleteIfExists(removals());
        Files.deleteIfExists(work);
    }
}
