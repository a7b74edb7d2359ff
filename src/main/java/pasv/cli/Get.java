package pasv.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pasv.ftp.FtpException;
import pasv.transfer.Checksum;
import pasv.transfer.Download;
import pasv.transfer.LocalName;
import pasv.transfer.ParallelDownloads;
import pasv.transfer.RateLimit;
import pasv.transfer.SegmentedDownload;
import pasv.transfer.Target;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pasv get}: fetches remote files. */
@Command(
        name = "get",
        description = "Fetch files. Each appears under its name only when it is complete.",
        footer = {
            "",
            "Examples:",
            "  pasv get ftp://a@10.0.0.11/a.txt",
            "  pasv -v get ftp://a@10.0.0.11/a.txt -o /tmp/copy.txt",
            "  pasv get ftp://10.0.0.11/pub/one.iso ftp://10.0.0.11/pub/two.iso -d downloads"
        })
final class Get extends Verb {
    @Parameters(arity = "0..*", paramLabel = "URL", description = "what to fetch: ftp://[user@]host[:port]/path")
    List<String> sources = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "write to FILE; - is standard output")
    @Nullable
    String output;

    @Option(
            names = {"-d", "--directory"},
            paramLabel = "DIR",
            description = "write into DIR (default: the current directory)")
    @Nullable
    Path directory;

    @Option(names = "-r", description = "fetch directories with all that is below them; links are not followed")
    boolean recursive;

    @Option(
            names = {"-i", "--input"},
            paramLabel = "LIST",
            description = "fetch the URLs in LIST too, one a line; - is standard input")
    @Nullable
    String input;

    @Option(names = "--no-clobber", description = "skip what exists already")
    boolean noClobber;

    @Option(
            names = {"-N", "--newer"},
            description = "skip what is here as new and as long as on the server")
    boolean newer;

    @Option(names = "--no-resume", description = "begin at the beginning, whatever an earlier run left")
    boolean noResume;

    @Option(names = "-c", hidden = true, description = "accepted: going on where an earlier run ended is the default")
    boolean resume;

    @Option(names = "-j", paramLabel = "N|auto", description = "fetch one file over N sessions at once (default: 1)")
    String segments = "1";

    @Option(names = "--parallel", paramLabel = "N", description = "fetch N files at once (default: 1)")
    int parallel = 1;

    @Option(
            names = "--limit-rate",
            paramLabel = "R",
            converter = Sizes.class,
            description = "at most R bytes a second for the whole run (500k, 2M)")
    long rate;

    @Option(
            names = "--checksum",
            paramLabel = "ALG:HEX",
            description = "the file must have this checksum (crc32, md5, sha1, sha256, sha512)")
    @Nullable
    String checksum;

    @Option(
            names = "--verify",
            paramLabel = "size|hash|require",
            description = "what must be proven: the size (default), a checksum where the server offers one, or fail"
                    + " without proof")
    String verify = "size";

    @Override
    int run(Session session) throws IOException {
        List<String> urls = new ArrayList<>(sources);
        if (input != null) {
            urls.addAll(UrlList.read(input));
        }
        check(urls, session);
        Download.Options options = options(session);
        Tally tally = new Tally();
        List<ParallelDownloads.Item> items = items(session, urls, options, tally);
        if (items.isEmpty()) {
            return tally.code();
        }
        if (segmentCount() == 1) {
            new ParallelDownloads(options, session.transfers())
                    .run(items, parallel, (item, failure) -> tally.add(code(session, failure)));
        } else {
            for (ParallelDownloads.Item item : items) {
                tally.add(code(session, segmented(session, item, options)));
            }
        }
        return tally.code();
    }

    /** Where a pattern matches nothing, the other URLs are fetched all the same. */
    private static List<Remote> meant(Session session, Remote remote, Tally tally) throws IOException {
        try {
            return remote.expanded(false);
        } catch (FtpException e) {
            tally.add(report(session, e));
            return List.of();
        }
    }

    /** What is to be fetched one by one; with -r, directories are fetched on the way. */
    private List<ParallelDownloads.Item> items(
            Session session, List<String> urls, Download.Options options, Tally tally) throws IOException {
        List<Remote> named = new ArrayList<>();
        for (String url : urls) {
            named.add(session.locate(url));
        }
        List<ParallelDownloads.Item> items = new ArrayList<>();
        for (Remote each : named) {
            for (Remote remote : meant(session, each, tally)) {
                if (recursive && GetTree.isTree(remote)) {
                    Download download = new Download(remote.clients(), options, session.transfers());
                    tally.add(new GetTree(session, remote, directory).run(download));
                } else {
                    items.add(new ParallelDownloads.Item(remote.url(), target(remote, session), remote.clients()));
                }
            }
        }
        if (output != null && items.size() > 1) {
            throw new UsageException("-o names one file and there are " + items.size() + " to fetch: use -d DIR");
        }
        return items;
    }

    private void check(List<String> urls, Session session) {
        if (urls.isEmpty()) {
            throw new UsageException("nothing to fetch: pasv get URL...");
        }
        if (recursive && output != null) {
            throw new UsageException("-r writes into a directory: use -d DIR, not -o");
        }
        if (output != null && urls.size() > 1) {
            throw new UsageException("-o names one file and there are " + urls.size() + " to fetch: use -d DIR");
        }
        if (output != null && directory != null) {
            throw new UsageException("-o and -d exclude each other");
        }
        if ("-".equals(output) && session.json()) {
            throw new UsageException("-o - and --json both want standard output");
        }
        if (checksum != null && urls.size() > 1) {
            throw new UsageException("--checksum is of one file and there are " + urls.size() + " to fetch");
        }
        if (parallel < 1 || parallel > 64) {
            throw new UsageException("--parallel is 1 to 64");
        }
        if (!segments.matches("auto|[1-9][0-9]?")) {
            throw new UsageException("-j is a number from 1 to 99, or auto");
        }
        if (segmentCount() != 1 && parallel > 1) {
            throw new UsageException("-j is for one file at a time, --parallel for many: choose one");
        }
    }

    private int segmentCount() {
        return segments.equals("auto") ? 0 : Integer.parseInt(segments);
    }

    private Download.Options options(Session session) {
        Optional<Checksum> expected = Optional.ofNullable(checksum)
                .map(text -> Checksum.parse(text)
                        .orElseThrow(() -> new UsageException("--checksum is ALG:HEX, with crc32, md5, sha1, sha256 or"
                                + " sha512 and as many hex digits as it has")));
        Download.Verify proof = switch (verify.toLowerCase(Locale.ROOT)) {
            case "size" -> Download.Verify.SIZE;
            case "hash" -> Download.Verify.HASH;
            case "require" -> Download.Verify.REQUIRE;
            default -> throw new UsageException("--verify is size, hash or require");
        };
        RateLimit limit = new RateLimit(rate, session.cancellation());
        return new Download.Options(session.retry(), !noResume, !noClobber, newer, proof, expected, limit);
    }

    private Target target(Remote remote, Session session) throws FtpException {
        if ("-".equals(output)) {
            return new Target.ToStream(session.console().bytes(), "standard output");
        }
        if (output != null) {
            return new Target.ToFile(session.local(Path.of(output)));
        }
        String name = remote.url().path().name().text();
        if (name.isEmpty() || remote.url().path().endsWithSlash()) {
            throw new UsageException(remote.url() + " names a directory: use get -r");
        }
        String local = LocalName.checked(name);
        return new Target.ToFile(session.local(directory == null ? Path.of(local) : directory.resolve(local)));
    }

    private Optional<FtpException> segmented(Session session, ParallelDownloads.Item item, Download.Options options) {
        try {
            new SegmentedDownload(item.clients(), options, session.transfers(), segmentCount())
                    .run(item.url(), item.target());
            return Optional.empty();
        } catch (FtpException e) {
            return Optional.of(e);
        }
    }

    private static int code(Session session, Optional<FtpException> failure) {
        return failure.isPresent() ? report(session, failure.get()) : ExitCode.OK;
    }
}
