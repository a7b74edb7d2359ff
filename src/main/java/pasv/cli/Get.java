package pasv.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import pasv.ftp.FtpException;
import pasv.transfer.Clients;
import pasv.transfer.Download;
import pasv.transfer.LocalName;
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
    @Parameters(arity = "1..*", paramLabel = "URL", description = "what to fetch: ftp://[user@]host[:port]/path")
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

    @Option(names = "--no-clobber", description = "skip what exists already")
    boolean noClobber;

    @Option(names = "--no-resume", description = "begin at the beginning, whatever an earlier run left")
    boolean noResume;

    @Option(names = "-c", hidden = true, description = "accepted: going on where an earlier run ended is the default")
    boolean resume;

    /** One file to fetch, understood before anything is sent. */
    private record Item(Remote remote, Target target) {}

    @Override
    int run(Session session) throws IOException {
        check(session);
        Tally tally = new Tally();
        Map<Clients, Download> downloads = new HashMap<>();
        for (Item item : items(session)) {
            Download download = downloads.computeIfAbsent(
                    item.remote().clients(),
                    clients -> new Download(
                            clients,
                            new Download.Options(session.retry(), !noResume, !noClobber),
                            session.transfers()));
            boolean tree = recursive && GetTree.isTree(item.remote());
            tally.add(
                    tree
                            ? new GetTree(session, item.remote(), directory).run(download)
                            : fetch(session, download, item));
            if (session.cancellation().cause().isPresent()) {
                break;
            }
        }
        return tally.code();
    }

    private List<Item> items(Session session) throws IOException {
        List<Item> items = new ArrayList<>();
        for (String source : sources) {
            for (Remote remote : session.locate(source).expanded(false)) {
                items.add(new Item(remote, recursive ? new Target.ToFile(Path.of("")) : target(remote, session)));
            }
        }
        if (output != null && items.size() > 1) {
            throw new UsageException("-o names one file and there are " + items.size() + " to fetch: use -d DIR");
        }
        return items;
    }

    private void check(Session session) {
        if (recursive && output != null) {
            throw new UsageException("-r writes into a directory: use -d DIR, not -o");
        }
        if (output != null && sources.size() > 1) {
            throw new UsageException("-o names one file and there are " + sources.size() + " to fetch: use -d DIR");
        }
        if (output != null && directory != null) {
            throw new UsageException("-o and -d exclude each other");
        }
        if ("-".equals(output) && session.json()) {
            throw new UsageException("-o - and --json both want standard output");
        }
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

    private static int fetch(Session session, Download download, Item item) {
        try {
            download.run(item.remote().url(), item.target());
            return ExitCode.OK;
        } catch (FtpException e) {
            return report(session, e);
        }
    }
}
