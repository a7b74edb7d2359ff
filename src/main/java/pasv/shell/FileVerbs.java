package pasv.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pasv.cli.ExitCode;
import pasv.ftp.PathPattern;
import pasv.ftp.RemotePath;
import pasv.transfer.Append;
import pasv.transfer.RateLimit;
import pasv.transfer.RemoteGlob;
import pasv.transfer.Source;
import pasv.transfer.TransferListener;
import pasv.ui.Console;
import pasv.ui.Problem;
import pasv.ui.Terminals;
import pasv.ui.Visible;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Which verbs handle many files as the old programs did, asking for each? And how is a file read page by page? */
final class FileVerbs {
    private FileVerbs() {}

    /** {@code mget}. */
    @Command(name = "mget", description = "Fetch the files that match, asking for each unless prompt is off.")
    static final class MGet extends ShellVerb {
        @Parameters(arity = "1..*", paramLabel = "PATTERN", description = "names; * ? [ are wildcards")
        List<String> patterns = List.of();

        @Override
        int run(Turn turn) throws IOException {
            return chosen(turn, "mget", "get", remote(turn, patterns));
        }
    }

    /** {@code mdelete}. */
    @Command(name = "mdelete", description = "Remove the files that match, asking for each unless prompt is off.")
    static final class MDelete extends ShellVerb {
        @Parameters(arity = "1..*", paramLabel = "PATTERN", description = "names; * ? [ are wildcards")
        List<String> patterns = List.of();

        @Override
        int run(Turn turn) throws IOException {
            return chosen(turn, "mdelete", "rm", remote(turn, patterns));
        }
    }

    /** {@code mput}. */
    @Command(name = "mput", description = "Send the local files that match, asking for each unless prompt is off.")
    static final class MPut extends ShellVerb {
        @Parameters(arity = "1..*", paramLabel = "FILE", description = "names; * ? [ are wildcards")
        List<String> files = List.of();

        @Override
        int run(Turn turn) throws IOException {
            turn.server();
            return chosen(turn, "mput", "put", files);
        }
    }

    private static List<String> remote(Turn turn, List<String> patterns) throws IOException {
        ServerSession server = turn.server();
        List<String> names = new ArrayList<>();
        for (String pattern : patterns) {
            PathPattern typed = PathPattern.typed(pattern);
            PathPattern all = new PathPattern(server.resolve(typed.base()), typed.elements());
            for (RemotePath path : server.using(turn.work(), client -> new RemoteGlob(client, true).expand(all))) {
                names.add(path.seenFrom(server.directory()).text());
            }
        }
        return names;
    }

    /** Runs the verb for all that were chosen; the answers are those of ftp: y, n, a (all), q (no more). */
    private static int chosen(Turn turn, String asker, String verb, List<String> names) throws IOException {
        List<Words.Word> wanted = new ArrayList<>();
        boolean asks = turn.shell().asks() && turn.shell().lines().isPerson();
        for (String name : names) {
            if (!asks) {
                wanted.add(Words.Word.literal(name));
                continue;
            }
            Optional<String> answer = turn.shell().lines().ask(asker + " " + Visible.line(name) + " [ynaq]? ");
            String first = answer.map(String::strip).orElse("q").toLowerCase(java.util.Locale.ROOT);
            if (first.startsWith("q")) {
                break;
            }
            asks = !first.startsWith("a");
            if (!first.startsWith("n")) {
                wanted.add(Words.Word.literal(name));
            }
        }
        if (wanted.isEmpty()) {
            return ExitCode.OK;
        }
        return turn.commands()
                .run(verb, wanted, Optional.of(turn.server()), turn.console(), turn.work(), Optional.empty());
    }

    /** {@code append}. */
    @Command(
            name = "append",
            description = "Add a local file to the end of a remote one. In place: what failed half way stays there.")
    static final class AppendFile extends ShellVerb {
        @Parameters(index = "0", paramLabel = "LOCAL", description = "what to add")
        Path local = Path.of("");

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "REMOTE",
                description = "what to add it to (default: the file of the same name)")
        String remote = "";

        @Override
        int run(Turn turn) throws IOException {
            ServerSession server = turn.server();
            Path file = turn.shell().local(local);
            RemotePath path = server.resolve(ShellState.remotePath(
                    remote.isEmpty() ? String.valueOf(file.toAbsolutePath().getFileName()) : remote));
            TransferListener transfers = turn.output()
                    .transfers(turn.console(), new Problem(turn.console().glyphs(), ExitCode::of));
            try (Source source = Source.ofFile(file)) {
                new Append(server.clients(turn.work()), transfers, new RateLimit(0, turn.work()))
                        .run(source, server.at(path, turn.shell().type()));
            }
            return ExitCode.OK;
        }
    }

    /** {@code more} and {@code less}: a file page by page. */
    @Command(
            name = "more",
            aliases = "less",
            description = "Read a file page by page, with the program that PAGER names.")
    static final class More extends ShellVerb {
        @Parameters(arity = "1..*", paramLabel = "FILE", description = "the files to read")
        List<String> files = List.of();

        @Override
        int run(Turn turn) throws IOException {
            List<Words.Word> words = files.stream().map(Words.Word::literal).toList();
            Map<String, String> environment = turn.shell().settings().environment();
            if (!turn.console().outIsTerminal() || Terminals.isDumb(environment)) {
                return turn.commands()
                        .run(
                                "cat",
                                words,
                                Optional.of(turn.server()),
                                turn.console(),
                                turn.work(),
                                Optional.of(TransferListener.NONE));
            }
            return paged(turn, words, environment.getOrDefault("PAGER", "less"));
        }

        private static int paged(Turn turn, List<Words.Word> words, String command) {
            try {
                Process process = new ProcessBuilder("/bin/sh", "-c", command)
                        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
                try (var to = process.getOutputStream()) {
                    // the pager gets what a terminal would: no control characters of the server's
                    Console escaping = new Console(to, to, turn.console().glyphs(), true, false);
                    return turn.commands()
                            .run(
                                    "cat",
                                    words,
                                    Optional.of(turn.server()),
                                    escaping,
                                    turn.work(),
                                    Optional.of(TransferListener.NONE));
                } finally {
                    process.waitFor();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return ExitCode.OK;
            } catch (IOException e) {
                return turn.commands().complaints().failed(e);
            }
        }
    }
}
