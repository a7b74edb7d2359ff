package pasv.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import pasv.access.Options;
import pasv.access.Sizes;
import pasv.access.UsageException;
import pasv.ftp.wire.FtpException;
import pasv.remote.Checksum;
import pasv.transfer.Crew;
import pasv.transfer.Download;
import pasv.transfer.Job;
import pasv.transfer.LocalName;
import pasv.transfer.Moves;
import pasv.transfer.RateLimit;
import pasv.transfer.SegmentedDownload;
import pasv.transfer.Target;
import picocli.CommandLine.Model.CommandSpec;

/** {@code pasv get}: fetches remote files. */
final class Get extends Verb {
    private final Options options = Options.own();

    private final Options.Given<List<String>> sources =
            options.words("URL", "what to fetch: ftp://[user@]host[:port]/path");

    private final Options.Given<String> output =
            options.text("-o,--output", "FILE", "write to FILE; - is standard output");

    private final Options.Given<Path> directory =
            options.value("-d,--directory", "DIR", Path.class, "write into DIR (default: the current directory)");

    private final Options.Given<Boolean> recursive =
            options.flag("-r", "fetch directories with all that is below them");

    private final Options.Given<Links> links = options.value(
                    "--links", "skip|follow", Links.class, "with -r: what becomes of links (default: skip, and say so)")
            .or(Links.skip);

    private final Options.Given<String> input =
            options.text("-i,--input", "LIST", "fetch the URLs in LIST too, one a line; - is standard input");

    private final Options.Given<Boolean> noClobber = options.flag("--no-clobber", "skip what exists already");

    private final Options.Given<Boolean> newer =
            options.flag("-N,--newer", "skip what is here as new and as long as on the server");

    private final Options.Given<Boolean> noResume =
            options.flag("--no-resume", "begin at the beginning, whatever an earlier run left");

    private final Options.Given<String> segments = options.text(
                    "-j", "N|auto", "fetch one file over N sessions at once (default: 1)")
            .or("1");

    private final Options.Given<String> parallel = options.text(
                    "--parallel",
                    "N|auto",
                    "fetch N files at once, each over a session of its own (default: auto, up to 4 where that helps)")
            .or("auto");

    private final Options.Given<Long> rate = options.value(
                    "--limit-rate", "R", new Sizes(), "at most R bytes a second for the whole run (500k, 2M)")
            .or(0L);

    private final Options.Given<String> checksum = options.text(
            "--checksum", "ALG:HEX", "the file must have this checksum (crc32, md5, sha1, sha256, sha512)");

    private final Options.Given<String> verify = options.text(
                    "--verify",
                    "size|hash|require",
                    "what must be proven: the size (default), a checksum where the server offers one, or fail"
                            + " without proof")
            .or("size");

    private final CommandSpec command =
            CommandSpec.wrapWithoutInspection(this, Options.LAZY).name("get");

    Get() {
        options.hiddenFlag("-c", "accepted: going on where an earlier run ended is the default");
        options.to(command);
        command.usageMessage()
                .description("Fetch files. Each appears under its name only when it is complete.")
                .footer(
                        "",
                        "Examples:",
                        "  pasv get ftp://a@10.0.0.11/a.txt",
                        "  pasv -v get ftp://a@10.0.0.11/a.txt -o /tmp/copy.txt",
                        "  pasv get ftp://10.0.0.11/pub/one.iso ftp://10.0.0.11/pub/two.iso -d downloads");
    }

    /** For picocli. */
    CommandSpec command() {
        return command;
    }

    @Override
    Root root() {
        return (Root) command.parent().userObject();
    }

    @Override
    int run(Session session) throws IOException {
        List<String> urls = new ArrayList<>(sources.value());
        if (input.get().isPresent()) {
            urls.addAll(UrlList.read(input.value()));
        }
        check(urls, session);
        Download.Options wanted = wanted(session);
        checkDirectory(session);
        Tally tally = new Tally();
        List<Job> jobs = jobs(session, urls, tally);
        if (jobs.size() == 1 && jobs.get(0) instanceof Job.Get only) {
            // without what many files need: a start counts its classes
            tally.add(code(session, fetched(session, only, wanted)));
        } else if (!jobs.isEmpty()) {
            crew(session, wanted, tally).run(jobs);
        }
        return tally.code();
    }

    /** A directory that takes no file is said once, not for each file, and before anything is asked of a server. */
    private void checkDirectory(Session session) throws FtpException {
        Path into = session.local(directory.get().orElse(Path.of(""))).toAbsolutePath();
        // a tree makes the directories that it needs
        boolean needed =
                recursive.value() ? Files.exists(into) : directory.get().isPresent();
        if (needed) {
            Target.checkDirectory(into);
        }
    }

    private Crew crew(Session session, Download.Options wanted, Tally tally) {
        return new Crew(
                Parallel.plan(parallel.value()),
                Moves.ofDownloads(wanted, segmentCount(), session.transfers()),
                (job, failure) -> ended(session, job, failure, tally));
    }

    private static void ended(Session session, Job job, Optional<FtpException> failure, Tally tally) {
        synchronized (tally) {
            if (job instanceof Job.Branch branch) {
                failure.ifPresent(
                        why -> tally.add(PlacesVerb.told(session, branch.url().toString(), why)));
            } else {
                tally.add(code(session, failure));
            }
        }
    }

    /** Where a pattern matches nothing, the other URLs are fetched all the same. */
    private static List<Remote> meant(Session session, Remote remote, Tally tally) throws IOException {
        try {
            return remote.expanded(false, doubt -> tally.add(report(session, doubt)));
        } catch (FtpException e) {
            tally.add(report(session, e));
            return List.of();
        }
    }

    /** What is to be fetched: files, and with -r the directories that bring more. */
    private List<Job> jobs(Session session, List<String> urls, Tally tally) throws IOException {
        List<Remote> named = new ArrayList<>();
        for (String url : urls) {
            named.add(session.locate(url));
        }
        List<Job> jobs = new ArrayList<>();
        for (Remote each : named) {
            for (Remote remote : meant(session, each, tally)) {
                if (recursive.value()) {
                    tree(session, remote, tally).ifPresent(jobs::add);
                } else {
                    jobs.add(new Job.Get(remote.clients(), remote.url(), target(remote, session)));
                }
            }
        }
        if (output.get().isPresent() && jobs.size() > 1) {
            throw new UsageException("-o names one file and there are " + jobs.size() + " to fetch: use -d DIR");
        }
        return jobs;
    }

    private Optional<Job> tree(Session session, Remote remote, Tally tally) throws IOException {
        if (!GetTree.isTree(remote)) {
            return Optional.of(new Job.Get(remote.clients(), remote.url(), target(remote, session)));
        }
        try {
            return Optional.of(new GetTree(session, links.value() == Links.follow, tally)
                    .job(remote, directory.get().orElse(Path.of(""))));
        } catch (FtpException e) {
            tally.add(PlacesVerb.told(session, remote.url().toString(), e));
            return Optional.empty();
        }
    }

    private void check(List<String> urls, Session session) {
        if (urls.isEmpty()) {
            throw new UsageException("nothing to fetch: pasv get URL...");
        }
        if (recursive.value() && output.get().isPresent()) {
            throw new UsageException("-r writes into a directory: use -d DIR, not -o");
        }
        if (output.get().isPresent() && urls.size() > 1) {
            throw new UsageException("-o names one file and there are " + urls.size() + " to fetch: use -d DIR");
        }
        if (output.get().isPresent() && directory.get().isPresent()) {
            throw new UsageException("-o and -d exclude each other");
        }
        if (isToStream() && session.json()) {
            throw new UsageException("-o - and --json both want standard output");
        }
        if (checksum.get().isPresent() && urls.size() > 1) {
            throw new UsageException("--checksum is of one file and there are " + urls.size() + " to fetch");
        }
        Parallel.check(parallel.value());
        if (!segments.value().matches("auto|[1-9][0-9]?")) {
            throw new UsageException("-j is a number from 1 to 99, or auto");
        }
        if (segmentCount() != 1 && !parallel.value().matches("auto|1")) {
            throw new UsageException("-j is for one file at a time, --parallel for many: choose one");
        }
    }

    private boolean isToStream() {
        return output.get().orElse("").equals("-");
    }

    private int segmentCount() {
        return segments.value().equals("auto") ? 0 : Integer.parseInt(segments.value());
    }

    private Download.Options wanted(Session session) {
        Optional<Checksum> expected = checksum.get()
                .map(text -> Checksum.parse(text)
                        .orElseThrow(() -> new UsageException("--checksum is ALG:HEX, with crc32, md5, sha1, sha256 or"
                                + " sha512 and as many hex digits as it has")));
        Download.Verify proof = switch (verify.value().toLowerCase(Locale.ROOT)) {
            case "size" -> Download.Verify.SIZE;
            case "hash" -> Download.Verify.HASH;
            case "require" -> Download.Verify.REQUIRE;
            default -> throw new UsageException("--verify is size, hash or require");
        };
        RateLimit limit = new RateLimit(rate.value(), session.cancellation());
        return new Download.Options(
                session.retry(), !noResume.value(), !noClobber.value(), newer.value(), proof, expected, limit);
    }

    private Target target(Remote remote, Session session) throws FtpException {
        if (isToStream()) {
            return new Target.ToStream(session.console().bytes(), "standard output");
        }
        if (output.get().isPresent()) {
            return new Target.ToFile(session.local(Path.of(output.value())));
        }
        String name = remote.url().path().name().text();
        if (name.isEmpty() || remote.url().path().endsWithSlash()) {
            throw new UsageException(remote.url() + " names a directory: use get -r");
        }
        String local = LocalName.checked(name);
        return new Target.ToFile(
                session.local(directory.get().map(into -> into.resolve(local)).orElseGet(() -> Path.of(local))));
    }

    private Optional<FtpException> fetched(Session session, Job.Get file, Download.Options wanted) {
        try {
            if (segmentCount() == 1) {
                new Download(file.clients(), wanted, session.transfers()).run(file.url(), file.target());
            } else {
                new SegmentedDownload(file.clients(), wanted, session.transfers(), segmentCount())
                        .run(file.url(), file.target());
            }
            return Optional.empty();
        } catch (FtpException e) {
            return Optional.of(e);
        }
    }

    private static int code(Session session, Optional<FtpException> failure) {
        return failure.isPresent() ? report(session, failure.get()) : ExitCode.OK;
    }
}
