package pasv.cli;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pasv.access.Sizes;
import pasv.access.UsageException;
import pasv.ftp.Clients;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.RemotePath;
import pasv.remote.Directories;
import pasv.transfer.Crew;
import pasv.transfer.Download;
import pasv.transfer.Job;
import pasv.transfer.Moves;
import pasv.transfer.RateLimit;
import pasv.transfer.Source;
import pasv.transfer.TreeUpload;
import pasv.transfer.Upload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pasv put}: sends local files. */
@Command(
        name = "put",
        description = "Send files. Each is sent as .NAME.part, proven by its size there, and renamed.",
        footer = {
            "",
            "Examples:",
            "  pasv put a.txt ftp://a@10.0.0.11/",
            "  pasv put one.iso two.iso ftp://a@10.0.0.11/incoming/",
            "  pasv put -r site ftp://a@10.0.0.11/htdocs/",
            "  tar cz docs | pasv put - ftp://a@10.0.0.11/docs.tar.gz"
        })
final class Put extends Verb {
    private static final String STDIN = "-";

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE... URL",
            description = "what to send (- is standard input), and where; several files need a URL that ends in /")
    List<String> arguments = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "NAME",
            description = "the remote name")
    @Nullable
    String name;

    @Option(names = "--no-atomic", description = "send under the name itself, without a temporary one")
    boolean noAtomic;

    @Option(
            names = "--create",
            description = "make the directory to send to, and those above it, where they are not there")
    boolean create;

    @Option(
            names = {"-c", "--continue"},
            description = "go on from what an earlier run left, if its last 64 KiB are the same")
    boolean resume;

    @Option(names = "-r", description = "send directories with all that is below them")
    boolean recursive;

    @Option(
            names = "--links",
            paramLabel = "skip|follow",
            description = "with -r: what becomes of links (default: skip, and say so)")
    Links links = Links.skip;

    @Option(
            names = "--parallel",
            paramLabel = "N|auto",
            description =
                    "send N files at once, each over a session of its own (default: auto, up to 4 where that helps)")
    String parallel = "auto";

    @Option(
            names = "--limit-rate",
            paramLabel = "R",
            converter = Sizes.class,
            description = "at most R bytes a second for the whole run (500k, 2M)")
    long rate;

    @Option(
            names = "--verify",
            paramLabel = "size|hash|require",
            description =
                    "what must be proven: the size where the server tells it (default), a checksum where it offers"
                            + " one, or fail without proof")
    Proof proof = Proof.size;

    /** How {@code --verify} is written. */
    enum Proof {
        size,
        hash,
        require
    }

    @Override
    int run(Session session) throws IOException {
        boolean remoteLast = session.lastArgumentIsRemote();
        if (remoteLast && arguments.size() < 2) {
            throw new UsageException("put wants at least one file and a URL");
        }
        List<String> files = remoteLast ? arguments.subList(0, arguments.size() - 1) : arguments;
        Remote where = session.locate(remoteLast ? arguments.get(arguments.size() - 1) : "");
        check(files, where, remoteLast);
        Upload.Options options = new Upload.Options(
                session.retry(), !noAtomic, resume, verify(), new RateLimit(rate, session.cancellation()));
        if (create && files.stream().anyMatch(file -> isReadable(session, file))) {
            RemotePath directory = isDirectory(where) || !remoteLast
                    ? where.path()
                    : where.path().parent();
            where.using(client -> {
                new Directories(client).makeAll(directory);
                return ExitCode.OK;
            });
        }
        Tally tally = new Tally();
        PutTree tree = new PutTree(session, tally);
        List<Job> jobs = new ArrayList<>();
        for (String file : files) {
            Path path = session.local(Path.of(file));
            jobs.add(
                    recursive && !file.equals(STDIN) && Files.isDirectory(path)
                            ? new TreeUpload(where.clients(), links == Links.follow, tree)
                                    .job(path, directoryTarget(file, where, remoteLast))
                            : job(session, file, where.clients(), target(file, where, remoteLast)));
        }
        new Crew(Parallel.plan(parallel), Moves.ofUploads(options, session.transfers()), tree::ended).run(jobs);
        return tally.code();
    }

    /** A directory becomes one of its name in the place that is named; one without a name, such as ., the place itself. */
    private FtpUrl directoryTarget(String file, Remote where, boolean remoteLast) throws FtpException {
        Path last = Path.of(file).getFileName();
        boolean nameless = last == null || List.of("", ".", "..").contains(last.toString());
        return nameless && name == null && (!remoteLast || isDirectory(where))
                ? where.url()
                : target(file, where, remoteLast);
    }

    private Download.Verify verify() {
        return switch (proof) {
            case size -> Download.Verify.SIZE;
            case hash -> Download.Verify.HASH;
            case require -> Download.Verify.REQUIRE;
        };
    }

    private void check(List<String> files, Remote where, boolean remoteLast) {
        Parallel.check(parallel);
        if (name != null && files.size() > 1) {
            throw new UsageException("-o names one file and there are " + files.size() + " to send");
        }
        if (remoteLast && files.size() > 1 && !isDirectory(where)) {
            throw new UsageException("several files need a URL that ends in /, so that it is meant as a directory");
        }
        if (!where.pattern().isLiteral()) {
            throw new UsageException("the place to send to has wildcards; percent-encode what is literal: %2A %3F %5B");
        }
    }

    /** What can be sent at all: a directory is not made for the sake of a file that is not here. */
    private static boolean isReadable(Session session, String file) {
        return file.equals(STDIN) || Files.isReadable(session.local(Path.of(file)));
    }

    private static boolean isDirectory(Remote where) {
        return where.path().isEmpty() || where.path().endsWithSlash();
    }

    private FtpUrl target(String file, Remote where, boolean remoteLast) throws FtpException {
        boolean directory = !remoteLast || isDirectory(where) || name != null;
        if (!directory) {
            return where.url();
        }
        Path last = Path.of(file).getFileName();
        String wanted = name != null ? name : last == null || file.equals(STDIN) ? "" : last.toString();
        if (wanted.isEmpty() || wanted.equals("..") || wanted.equals(".")) {
            throw new UsageException(file + " gives no remote name: use -o NAME, or a URL that ends in a name");
        }
        try {
            return where.url()
                    .withPath(where.path()
                            .resolve(RemotePath.of(wanted)
                                    .typedIn(where.clients().options().charset())));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static Job job(Session session, String file, Clients clients, FtpUrl url) {
        if (file.equals(STDIN)) {
            String name = "standard input";
            return new Job.Put(clients, name, () -> Source.ofStream(Channels.newChannel(System.in), name), url);
        }
        Path path = session.local(Path.of(file));
        return new Job.Put(clients, path.toString(), () -> Source.ofFile(path, session.cancellation()), url);
    }
}
