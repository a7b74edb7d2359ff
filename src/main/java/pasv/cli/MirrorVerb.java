package pasv.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pasv.access.Durations;
import pasv.access.Sizes;
import pasv.access.UsageException;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.home.Places;
import pasv.home.PrivateFile;
import pasv.transfer.Download;
import pasv.transfer.LocalTrouble;
import pasv.transfer.Moves;
import pasv.transfer.RateLimit;
import pasv.transfer.Upload;
import pasv.transfer.mirror.Brake;
import pasv.transfer.mirror.Comparison;
import pasv.transfer.mirror.Filters;
import pasv.transfer.mirror.Manifest;
import pasv.transfer.mirror.Mirror;
import pasv.transfer.mirror.Plan;
import pasv.transfer.mirror.PlanException;
import pasv.transfer.mirror.Shard;
import pasv.transfer.mirror.Then;
import pasv.ui.Prompt;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pasv mirror}: one tree becomes like another, here or on a server. */
@Command(
        name = "mirror",
        description = {
            "Make the tree TARGET like the tree SOURCE. One is a URL, the other a directory here (in the shell: REMOTE"
                    + " [LOCAL], or -R LOCAL [REMOTE]).",
            "Contents to contents: what is in SOURCE comes to be in TARGET. Nothing is deleted without --delete, and with"
                    + " it only what a whole and understood listing of SOURCE lacks."
        },
        footer = {
            "",
            "Examples:",
            "  pasv mirror --create ftp://a@10.0.0.11/pub/ pub",
            "  pasv mirror --dry-run --delete ftp://a@10.0.0.11/pub/ pub",
            "  pasv mirror --compare hash --manifest remote dist ftpes://a@10.0.0.11/www/"
        })
final class MirrorVerb extends Verb {
    @Parameters(arity = "0..2", paramLabel = "SOURCE TARGET", description = "the tree to copy, and the one to change")
    List<String> trees = List.of();

    @Option(
            names = {"-R", "--reverse"},
            description = "in the shell: from here to the server")
    boolean reverse;

    @Option(names = "--create", description = "make TARGET where it is not there")
    boolean create;

    @Option(names = "--dry-run", description = "print the plan and change nothing")
    boolean dryRun;

    @Option(
            names = {"-e", "--delete"},
            description = "also take away what SOURCE lacks")
    boolean delete;

    @Option(
            names = "--trash",
            paramLabel = "DIR",
            description = "with --delete: move it to DIR/DATE below TARGET instead of deleting it")
    @Nullable
    String trash;

    @Option(
            names = "--max-delete",
            paramLabel = "N|P%",
            description = "the brake: a plan that deletes more deletes nothing and ends with 13 (default: 50%% of what"
                    + " TARGET holds or 1000, whichever is less)")
    @Nullable
    String maxDelete;

    @Option(names = "--yes", description = "ask no question before deletions on a terminal")
    boolean yes;

    /** The rules by name, in the order in which they were given: the last that matches wins. */
    @ArgGroup(exclusive = true, multiplicity = "0..*")
    List<Rule> rules = new ArrayList<>();

    /** One rule by name. */
    static final class Rule {
        @Option(
                names = {"-I", "--include"},
                paramLabel = "GLOB",
                description = "take part; the last rule that matches wins, as in gitignore",
                required = true)
        @Nullable
        String include;

        @Option(
                names = {"-X", "--exclude"},
                paramLabel = "GLOB",
                description = "take no part: neither transferred nor deleted (dir/, **)",
                required = true)
        @Nullable
        String exclude;

        @Option(
                names = "--filter-from",
                paramLabel = "FILE",
                description = "rules from a file, one a line, ! before those that include",
                required = true)
        @Nullable
        Path from;
    }

    @Option(names = "--newer-than", paramLabel = "T", description = "only files changed since T (7d, 12h, 2026-11-22)")
    @Nullable
    String newerThan;

    @Option(names = "--older-than", paramLabel = "T", description = "only files last changed before T")
    @Nullable
    String olderThan;

    @Option(
            names = "--min-size",
            paramLabel = "S",
            converter = Sizes.class,
            description = "only files of S bytes or more")
    @Nullable
    Long minSize;

    @Option(
            names = "--max-size",
            paramLabel = "S",
            converter = Sizes.class,
            description = "only files of S bytes or less")
    @Nullable
    Long maxSize;

    @Option(
            names = "--settled",
            paramLabel = "T",
            converter = Durations.class,
            description = "leave alone what changed within T: it may still be written")
    @Nullable
    Duration settled;

    @Option(
            names = "--compare",
            paramLabel = "time|size|hash",
            description = "what tells that two files are the same (default: time, with the size)")
    By compare = By.time;

    /** How {@code --compare} is written. */
    enum By {
        time,
        size,
        hash
    }

    @Option(
            names = {"-n", "--update", "--only-newer"},
            description = "replace a file only by a newer one")
    boolean update;

    @Option(names = "--missing", description = "only what TARGET lacks")
    boolean missing;

    @Option(names = "--existing", description = "only what TARGET has already")
    boolean existing;

    @Option(
            names = "--links",
            paramLabel = "skip|follow",
            description = "what becomes of links (default: skip, and say so); follow takes files for what they lead to")
    Links links = Links.skip;

    @Option(names = "-L", hidden = true, description = "as --links follow")
    boolean follow;

    @Option(
            names = "--manifest",
            paramLabel = "local|remote|off",
            description =
                    "where it is remembered what was sent, for servers that give files a new time: here (default),"
                            + " in TARGET as .pasv-manifest.json, or nowhere")
    Where manifest = Where.local;

    /** How {@code --manifest} is written. */
    enum Where {
        local,
        remote,
        off
    }

    @Option(
            names = "--overwrite-foreign",
            description = "send a file again that others changed on the server since it was sent")
    boolean overwriteForeign;

    @Option(
            names = {"-P", "--parallel"},
            paramLabel = "N|auto",
            description =
                    "move N files at once, each over a session of its own (default: auto, up to 4 where that helps)")
    String parallel = "auto";

    @Option(
            names = "-j",
            paramLabel = "N|auto",
            description = "fetch one large file over N sessions at once (default: 1)")
    String segments = "1";

    @Option(
            names = "--limit-rate",
            paramLabel = "R",
            converter = Sizes.class,
            description = "at most R bytes a second for the whole run (500k, 2M)")
    long rate;

    @Option(
            names = "--verify",
            paramLabel = "size|hash|require",
            description = "what must be proven of each file (default: size)")
    Put.Proof proof = Put.Proof.size;

    @Option(
            names = "--watch",
            paramLabel = "T",
            converter = Durations.class,
            description = "again every T until a signal ends it")
    @Nullable
    Duration watch;

    @Option(
            names = "--then",
            paramLabel = "keep|delete|move:DIR",
            description =
                    "what becomes of each SOURCE file once its copy is proven (default: keep); DIR lies below SOURCE")
    String then = "keep";

    @Option(names = "--Remove-source-files", hidden = true, description = "as --then delete")
    boolean removeSource;

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "look at both trees, write down what is to be done, and do none of it")
    @Nullable
    Path plan;

    @Option(
            names = "--from-plan",
            paramLabel = "FILE",
            description = "do what is written down; SOURCE and TARGET are the plan's")
    @Nullable
    Path fromPlan;

    @Option(
            names = "--shard",
            paramLabel = "I/N|env",
            description = "with --from-plan: the I-th of N parts, counted from 0; env asks Slurm or Kubernetes")
    @Nullable
    String shard;

    @Option(
            names = "--finish",
            description = "with --from-plan: see that all parts are done, and then delete what is to go")
    boolean finish;

    @Option(names = "-c", hidden = true, description = "accepted: going on where an earlier run ended is the default")
    boolean resume;

    /** The two trees, and which way it goes. */
    private record Trees(Remote remote, Path local, boolean up) {}

    @Override
    int run(Session session) throws IOException {
        Mirror.Options options = options(session);
        if (fromPlan != null) {
            try {
                return planned(session, options, session.local(fromPlan));
            } catch (PlanException e) {
                throw new FtpException(
                        Failure.LOCAL_FILE, String.valueOf(e.getMessage()), Circumstances.in(Phase.LOCAL), e);
            }
        }
        if (shard != null || finish) {
            throw new UsageException("--shard and --finish are for a plan: --from-plan FILE");
        }
        if (plan != null && (watch != null || options.then().picksUp())) {
            throw new UsageException("a plan is done once: it goes neither with --watch nor with --then");
        }
        Trees trees = trees(session, this.trees);
        if (!trees.remote().pattern().isLiteral()) {
            throw new UsageException(
                    "a tree has no wildcards in its name; percent-encode what is literal: %2A %3F %5B");
        }
        try (Memory memory = memory(session, trees)) {
            Mirror.Options way = with(options, trees.up(), options.trash());
            int code = watch == null || dryRun ? round(session, trees, way, memory) : told(session, trees, way, memory);
            while (watch != null && !dryRun && session.cancellation().sleep(watch)) {
                code = told(session, trees, way, memory);
            }
            return code;
        }
    }

    /** One round of many: what ends it is told, and the next one comes. */
    private int told(Session session, Trees trees, Mirror.Options options, Memory memory) throws IOException {
        try {
            return round(session, trees, options, memory);
        } catch (FtpException e) {
            if (session.cancellation().cause().isPresent()) {
                throw e;
            }
            return report(session, e);
        }
    }

    private static Mirror.Options with(Mirror.Options options, boolean up, Optional<String> trash) {
        return new Mirror.Options(
                up,
                options.comparison(),
                options.filters(),
                options.delete(),
                trash,
                options.follows(),
                options.overwriteForeign(),
                options.settled(),
                options.then());
    }

    private Mirror.Options options(Session session) throws IOException {
        Parallel.check(parallel);
        brake();
        Parallel.segments(segments);
        if (trash != null && !delete) {
            throw new UsageException("--trash says where --delete puts things: say --delete too");
        }
        if (missing && existing) {
            throw new UsageException("--missing and --existing leave nothing over");
        }
        if (trash != null) {
            try {
                trash = Then.directory(trash);
            } catch (IllegalArgumentException e) {
                throw new UsageException("--trash: " + e.getMessage());
            }
        }
        Comparison.By by = switch (compare) {
            case time -> Comparison.By.TIME;
            case size -> Comparison.By.SIZE;
            case hash -> Comparison.By.HASH;
        };
        Comparison.Which which =
                missing ? Comparison.Which.MISSING : existing ? Comparison.Which.EXISTING : Comparison.Which.ALL;
        return new Mirror.Options(
                false,
                new Comparison(by, update, which),
                filters(session),
                delete,
                Optional.ofNullable(trash),
                follow || links == Links.follow,
                overwriteForeign,
                Optional.ofNullable(settled),
                afterwards());
    }

    private Then afterwards() {
        try {
            Then chosen = Then.parse(removeSource ? "delete" : then);
            if (chosen.picksUp() && delete) {
                throw new UsageException(
                        "--then takes files away from SOURCE, and --delete what SOURCE lacks from TARGET:"
                                + " together they would leave nothing");
            }
            if (chosen.picksUp() && manifest != Where.local) {
                throw new UsageException(
                        "--then needs the manifest on this machine: it says what was picked up already");
            }
            return chosen;
        } catch (IllegalArgumentException e) {
            throw new UsageException("--then: " + e.getMessage());
        }
    }

    private Filters filters(Session session) throws IOException {
        Filters filters = Filters.NONE.within(new Filters.Bounds(
                Optional.ofNullable(newerThan).map(text -> time("--newer-than", text)),
                Optional.ofNullable(olderThan).map(text -> time("--older-than", text)),
                minSize == null ? OptionalLong.empty() : OptionalLong.of(minSize),
                maxSize == null ? OptionalLong.empty() : OptionalLong.of(maxSize)));
        try {
            for (Rule rule : rules) {
                if (rule.include != null) {
                    filters = filters.include(rule.include);
                } else if (rule.exclude != null) {
                    filters = filters.exclude(rule.exclude);
                } else if (rule.from != null) {
                    filters = filters.lines(lines(session.local(rule.from)));
                }
            }
            // what was thrown away is no part of the tree
            Optional<String> done = afterwards().move();
            if (done.isPresent()) {
                filters = filters.exclude("/" + done.get() + "/");
            }
            return trash == null ? filters : filters.exclude("/" + trash + "/");
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static List<String> lines(Path file) throws FtpException {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw LocalTrouble.reading(file.toString(), e);
        }
    }

    /** A duration before now, or a time of this machine's zone. */
    private static Instant time(String option, String text) {
        try {
            if (text.matches("[0-9]{1,6}[dw]")) {
                long number = Long.parseLong(text.substring(0, text.length() - 1));
                return Instant.now().minus(Duration.ofDays(text.endsWith("w") ? 7 * number : number));
            }
            if (text.matches("[0-9.]+(ms|s|m|h)?")) {
                return Instant.now().minus(new Durations().convert(text));
            }
            if (text.endsWith("Z")) {
                return Instant.parse(text);
            }
            LocalDateTime time = text.length() <= 10
                    ? LocalDate.parse(text).atStartOfDay()
                    : LocalDateTime.parse(text.replace(' ', 'T'));
            return time.atZone(ZoneId.systemDefault()).toInstant();
        } catch (DateTimeException | picocli.CommandLine.TypeConversionException e) {
            throw new UsageException(option
                    + " takes a duration (7d, 12h) or a time (2026-11-22, 2026-11-22T14:00), not '" + text + "'");
        }
    }

    private Trees trees(Session session, List<String> trees) throws FtpException {
        if (trees.isEmpty()) {
            throw new UsageException("mirror wants a SOURCE and a TARGET, of which one is a URL");
        }
        if (!session.lastArgumentIsRemote()) {
            String first = trees.get(0);
            String second = trees.size() > 1 ? trees.get(1) : "";
            String there = reverse ? second : first;
            String here = reverse ? first : second;
            return new Trees(session.locate(there), session.local(Path.of(here)), reverse);
        }
        if (reverse) {
            throw new UsageException("-R is for the shell: here the order of the two says which way it goes");
        }
        if (trees.size() != 2) {
            throw new UsageException("mirror wants a SOURCE and a TARGET, of which one is a URL");
        }
        boolean down = trees.get(0).contains("://");
        boolean up = trees.get(1).contains("://");
        if (down == up) {
            throw new UsageException("one of SOURCE and TARGET is a URL, the other a directory here");
        }
        String here = trees.get(up ? 0 : 1);
        return new Trees(session.locate(trees.get(up ? 1 : 0)), session.local(Path.of(here)), up);
    }

    private int round(Session session, Trees trees, Mirror.Options options, Memory memory) throws IOException {
        MirrorReport report = new MirrorReport(session, dryRun);
        Moves moves = moves(session, options.up());
        try (Mirror mirror = new Mirror(
                options,
                trees.remote().clients(),
                trees.remote().url(),
                trees.local(),
                memory.manifest(),
                Parallel.plan(parallel),
                moves,
                report)) {
            report.of(mirror.tally(), options.up());
            checkSource(trees);
            boolean there = mirror.targetIsThere();
            if (!there && !create) {
                throw new FtpException(
                        options.up() ? Failure.REFUSED : Failure.LOCAL_FILE,
                        (options.up() ? trees.remote().shown() : trees.local().toString())
                                + " is not there; --create makes it",
                        Circumstances.in(options.up() ? Phase.COMMAND : Phase.LOCAL));
            }
            mirror.look(there);
            boolean still = watch != null && mirror.tally().isIdle();
            if (!still) {
                report.plan();
            }
            if (plan != null) {
                return written(session, mirror, trees, report);
            }
            if (dryRun) {
                return report.code();
            }
            if (!there) {
                mirror.makeTarget();
            }
            mirror.transfer();
            memory.keep(trees.remote());
            removed(session, mirror, report, options);
            if (mirror.tally().inTheWay.sum() > 0 && report.code() == ExitCode.OK) {
                // what stood in the way is gone: what belongs there comes now
                mirror.look(true);
                mirror.transfer();
            }
            memory.keep(trees.remote());
            if (!still) {
                report.summary();
            }
            return report.code();
        }
    }

    /** Writes the plan down. A brake is put on now, since only now it is known how much the target holds. */
    private int written(Session session, Mirror mirror, Trees trees, MirrorReport report) throws IOException {
        long doomed = mirror.tally().toDelete.sum();
        Optional<String> hindrance = mirror.hindrance();
        Optional<String> stop = hindrance
                .or(() -> inTheWay(mirror.tally().inTheWay.sum()))
                .or(() -> brake().stops(doomed, mirror.tally().held.sum()).map(why -> why + " (--max-delete)"));
        boolean deletes = doomed > 0 && stop.isEmpty();
        if (doomed > 0 && stop.isPresent()) {
            report.notDeleted(stop.get(), hindrance.isEmpty());
        }
        String there = trees.remote().url().toString();
        String here = trees.local().toAbsolutePath().toString();
        Plan.Header header = new Plan.Header(
                trees.up() ? here : there,
                trees.up() ? there : here,
                written(rules),
                Instant.now(),
                options(session).trash());
        mirror.save(session.local(plan == null ? Path.of("") : plan), header, deletes);
        return report.code();
    }

    /** Why a plan deletes nothing where files and directories stand in each other's way: what belongs there is not in it. */
    private static Optional<String> inTheWay(long count) {
        return count == 0
                ? Optional.empty()
                : Optional.of(count + " of TARGET stand in the way of what should come there, which no plan can bring"
                        + " before they are gone: mirror once without --plan");
    }

    private static List<String> written(List<Rule> rules) {
        return rules.stream()
                .map(rule -> rule.include != null
                        ? "!" + rule.include
                        : rule.exclude != null ? rule.exclude : "# from " + rule.from)
                .toList();
    }

    /** Whether anything was given that says what is to be done: a plan holds that already. */
    private boolean chooses() {
        boolean filtered = !rules.isEmpty()
                || newerThan != null
                || olderThan != null
                || minSize != null
                || maxSize != null
                || settled != null;
        boolean compared = compare != By.time || update || missing || existing || overwriteForeign;
        return filtered || compared || create || delete || maxDelete != null || follow || links != Links.skip;
    }

    /** Does a plan, or a part of it. */
    private int planned(Session session, Mirror.Options options, Path file) throws IOException {
        if (!trees.isEmpty()
                || plan != null
                || watch != null
                || dryRun
                || chooses()
                || options.then().picksUp()) {
            throw new UsageException("--from-plan does what the plan says, and what takes part was settled when it was"
                    + " made: it goes with --shard, --finish, and what says how files are moved");
        }
        Optional<Shard> part = part();
        if (part.isPresent() && finish) {
            throw new UsageException("--finish is for the time when all parts are done: it is no part");
        }
        Plan.Header header;
        try (Plan.Reader reader = new Plan.Reader(file)) {
            header = reader.header();
        } catch (PlanException e) {
            throw e;
        } catch (IOException e) {
            throw LocalTrouble.reading(file.toString(), e);
        }
        Trees both = trees(session, List.of(header.source(), header.target()));
        MirrorReport report = new MirrorReport(session, false);
        try (Mirror mirror = new Mirror(
                with(options, both.up(), header.trash()),
                both.remote().clients(),
                both.remote().url(),
                both.local(),
                Optional.empty(),
                Parallel.plan(parallel),
                moves(session, both.up()),
                report)) {
            report.of(mirror.tally(), both.up());
            if (finish) {
                checkDone(file, header);
            }
            mirror.load(file, part);
            report.plan();
            if (!finish) {
                mirror.makeTarget();
                mirror.transfer();
            }
            if (part.isEmpty() && mirror.tally().toDelete.sum() > 0) {
                Optional<String> hindrance = mirror.hindrance();
                if (hindrance.isPresent()) {
                    report.notDeleted(hindrance.get(), false);
                } else {
                    mirror.delete();
                }
            }
            if (part.isPresent() && report.code() == ExitCode.OK) {
                Files.writeString(
                        done(file, part.get()),
                        mirror.tally().transferred.sum() + " files, "
                                + mirror.tally().bytes.sum() + " bytes\n" + stamp(header));
            }
            report.summary();
            return report.code();
        }
    }

    private Optional<Shard> part() {
        if (shard == null) {
            return Optional.empty();
        }
        try {
            return shard.equals("env")
                    ? Optional.of(Shard.ofEnvironment(System.getenv())
                            .orElseThrow(() -> new IllegalArgumentException(
                                    "neither Slurm nor Kubernetes says which part this is")))
                    : Optional.of(Shard.parse(shard));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--shard: " + e.getMessage());
        }
    }

    private static Path done(Path plan, Shard part) {
        return plan.resolveSibling(plan.getFileName() + "." + part.index() + "-of-" + part.of() + ".done");
    }

    /** What tells the parts of this plan from those of an earlier one of the same name. */
    private static String stamp(Plan.Header header) {
        return "of the plan made " + header.made() + "\n";
    }

    /** Sees that every part of a plan is done; how many there are is told by those that are. */
    private static void checkDone(Path plan, Plan.Header header) throws IOException {
        Map<Integer, Set<Integer>> done = new TreeMap<>();
        Pattern name = Pattern.compile(Pattern.quote(plan.getFileName() + ".") + "([0-9]{1,6}-of-[0-9]{1,6})\\.done");
        Path directory = plan.toAbsolutePath().getParent();
        try (Stream<Path> beside = Files.list(directory == null ? Path.of(".") : directory)) {
            for (Path each : beside.toList()) {
                Matcher matcher = name.matcher(each.getFileName().toString());
                if (matcher.matches() && Files.readString(each).endsWith(stamp(header))) {
                    Shard part = Shard.parse(matcher.group(1).replace("-of-", "/"));
                    done.computeIfAbsent(part.of(), of -> new TreeSet<>()).add(part.index());
                }
            }
        } catch (IOException e) {
            throw LocalTrouble.reading(plan.toString(), e);
        } catch (IllegalArgumentException e) {
            throw new FtpException(
                    Failure.LOCAL_FILE,
                    "the parts of " + plan + " cannot be told: " + e.getMessage(),
                    Circumstances.in(Phase.LOCAL),
                    e);
        }
        String missing = "";
        for (Map.Entry<Integer, Set<Integer>> each : done.entrySet()) {
            int of = each.getKey();
            if (each.getValue().size() == of) {
                return;
            }
            missing = IntStream.range(0, of)
                    .filter(i -> !each.getValue().contains(i))
                    .mapToObj(i -> i + "/" + of)
                    .collect(Collectors.joining(", "));
        }
        throw new FtpException(
                Failure.LOCAL_FILE,
                done.isEmpty() ? "no part of " + plan + " is done" : "not done of " + plan + ": " + missing,
                Circumstances.in(Phase.LOCAL));
    }

    private static void checkSource(Trees trees) throws FtpException {
        if (trees.up() && !Files.isDirectory(trees.local())) {
            throw new FtpException(
                    Failure.LOCAL_FILE, trees.local() + " is no directory", Circumstances.in(Phase.LOCAL));
        }
    }

    /** Deletes what was planned, where nothing speaks against it. */
    private void removed(Session session, Mirror mirror, MirrorReport report, Mirror.Options options)
            throws IOException {
        long doomed = mirror.tally().toDelete.sum();
        if (doomed == 0) {
            return;
        }
        Optional<String> hindrance = mirror.hindrance();
        if (hindrance.isPresent()) {
            report.notDeleted(hindrance.get(), false);
            return;
        }
        Optional<String> stop = brake().stops(doomed, mirror.tally().held.sum());
        if (stop.isPresent()) {
            report.notDeleted(stop.get() + " (--max-delete)", true);
            return;
        }
        String question = "delete " + doomed + (doomed == 1 ? " entry of " : " entries of ")
                + (options.up() ? "the server" : "this machine") + "?";
        if (!yes && session.console().canDraw() && !Prompt.yes(question).orElse(true)) {
            report.notDeleted("you said no", true);
            return;
        }
        mirror.delete();
    }

    private Brake brake() {
        try {
            return maxDelete == null ? Brake.DEFAULT : Brake.parse(maxDelete);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--max-delete: " + e.getMessage());
        }
    }

    private Moves moves(Session session, boolean up) {
        RateLimit limit = new RateLimit(rate, session.cancellation());
        Download.Verify verify = switch (proof) {
            case size -> Download.Verify.SIZE;
            case hash -> Download.Verify.HASH;
            case require -> Download.Verify.REQUIRE;
        };
        if (up) {
            return Moves.ofUploads(
                    new Upload.Options(session.retry(), true, false, verify, limit), session.transfers());
        }
        return Moves.ofDownloads(
                new Download.Options(session.retry(), true, true, false, verify, Optional.empty(), limit),
                Parallel.segments(segments),
                session.transfers());
    }

    /** The manifest of a run, and where it lies between runs. */
    private static final class Memory implements AutoCloseable {
        private final Session session;
        private final Optional<Manifest> manifest;
        private final Optional<Path> copy;

        Memory(Session session, Optional<Manifest> manifest, Optional<Path> copy) {
            this.session = session;
            this.manifest = manifest;
            this.copy = copy;
        }

        Optional<Manifest> manifest() {
            return manifest;
        }

        /** Sends the manifest to where it was asked to be. */
        void keep(Remote remote) throws IOException {
            if (manifest.isEmpty() || copy.isEmpty()) {
                return;
            }
            manifest.get().force();
            Upload.Options quiet = new Upload.Options(
                    session.retry(), true, false, Download.Verify.SIZE, new RateLimit(0, session.cancellation()));
            MirrorReport.send(remote, copy.get(), Manifest.IN_TARGET, quiet, session.cancellation());
        }

        @Override
        public void close() throws IOException {
            if (manifest.isPresent()) {
                manifest.get().compact();
                manifest.get().close();
            }
            if (copy.isPresent()) {
                Files.deleteIfExists(copy.get());
            }
        }
    }

    private Memory memory(Session session, Trees trees) throws IOException {
        boolean remembers = trees.up() || afterwards().picksUp();
        if (!remembers || manifest == Where.off || (dryRun && manifest == Where.local)) {
            return new Memory(session, Optional.empty(), Optional.empty());
        }
        try {
            if (manifest == Where.local) {
                Path file =
                        Places.of(System.getenv()).state().resolve("mirrors").resolve(key(trees, afterwards()));
                PrivateFile.prepare(file);
                return new Memory(session, Optional.of(Manifest.alone(file)), Optional.empty());
            }
            Path copy = Files.createTempFile("pasv-manifest", ".json");
            MirrorReport.fetch(trees.remote(), Manifest.IN_TARGET, copy, session);
            return new Memory(session, Optional.of(Manifest.open(copy)), Optional.of(copy));
        } catch (FtpException e) {
            throw e;
        } catch (IOException e) {
            throw LocalTrouble.of("the manifest of the mirror", e);
        }
    }

    /** Host, user, path and local directory, in a name that a file can have; what is picked up is remembered apart. */
    private static String key(Trees trees, Then then) {
        String place = trees.remote().clients().options().credentials().user() + "@"
                + trees.remote().url().server() + " " + trees.remote().path().text() + " "
                + trees.local().toAbsolutePath().normalize()
                + (then.picksUp() ? trees.up() ? " given" : " picked up" : "");
        try {
            byte[] digest =
                    java.security.MessageDigest.getInstance("SHA-256").digest(place.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 12) + ".jsonl";
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
