package pasv.cli;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pasv.ftp.FtpException;
import pasv.ftp.FtpUrl;
import pasv.ftp.RemotePath;
import pasv.transfer.RateLimit;
import pasv.transfer.Source;
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
            names = {"-c", "--continue"},
            description = "go on from what an earlier run left, if its last 64 KiB are the same")
    boolean resume;

    @Option(
            names = "--limit-rate",
            paramLabel = "R",
            converter = Sizes.class,
            description = "at most R bytes a second for the whole run (500k, 2M)")
    long rate;

    @Option(
            names = "--verify",
            paramLabel = "size|require",
            description = "what must be proven: the size where the server tells it (default), or fail without proof")
    Proof proof = Proof.size;

    /** How {@code --verify} is written. */
    enum Proof {
        size,
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
                session.retry(),
                !noAtomic,
                resume,
                proof == Proof.require,
                new RateLimit(rate, session.cancellation()));
        Upload upload = new Upload(where.clients(), options, session.transfers());
        Tally tally = new Tally();
        for (String file : files) {
            tally.add(send(session, upload, file, target(file, where, remoteLast)));
            if (session.cancellation().cause().isPresent()) {
                break;
            }
        }
        return tally.code();
    }

    private void check(List<String> files, Remote where, boolean remoteLast) {
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

    private static boolean isDirectory(Remote where) {
        return where.path().isEmpty() || where.path().endsWithSlash();
    }

    private FtpUrl target(String file, Remote where, boolean remoteLast) {
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
            return where.url().withPath(where.path().resolve(RemotePath.of(wanted)));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static int send(Session session, Upload upload, String file, FtpUrl url) throws IOException {
        try (Source source = file.equals(STDIN)
                ? Source.ofStream(Channels.newChannel(System.in), "standard input")
                : Source.ofFile(session.local(Path.of(file)))) {
            upload.run(source, url);
            return ExitCode.OK;
        } catch (FtpException e) {
            return report(session, e);
        }
    }
}
