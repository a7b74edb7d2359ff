package pasv.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import pasv.cli.ExitCode;
import pasv.ftp.PathPattern;
import pasv.ftp.wire.RemotePath;
import pasv.remote.RemoteGlob;
import pasv.transfer.Append;
import pasv.transfer.RateLimit;
import pasv.transfer.Source;
import pasv.transfer.TransferListener;
import pasv.ui.Console;
import pasv.ui.Problem;
import pasv.ui.Terminals;
import pasv.ui.Visible;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * The verbs that handle many files as the old programs did, asking for each; and the pager. And how is a file read page
 * by page?
 */
final class FileVerbs {
    private FileVerbs() {}

    /** A name that the verb may be run over. */
    private record Choice(String shown, String word) {}

    /** Asks for each name and runs a verb over those that were chosen. */
    private abstract static class Asking extends ShellVerb {
        private final String verb;

        @Parameters(arity = "1..*", paramLabel = "NAME", description = "names; * ? [ are wildcards")
        List<String> names = List.of();

        Asking(String verb) {
            this.verb = verb;
        }

        /** What the names mean. */
        List<Choice> choices(Turn turn) throws IOException {
            ServerSession server = turn.server();
            List<Choice> choices = new ArrayList<>();
            for (String name : names) {
                PathPattern pattern = turn.pattern(name);
                for (RemotePath path :
                        server.using(turn.work(), client -> new RemoteGlob(client, true).expand(pattern))) {
                    choices.add(new Choice(path.seenFrom(server.directory()).text(), path.word()));
                }
            }
            return choices;
        }

        @Override
        final int run(Turn turn) throws IOException {
            List<String> wanted = wanted(turn.shell(), choices(turn));
            return wanted.isEmpty() ? ExitCode.OK : turn.run(verb, wanted, turn.console(), Optional.empty());
        }

        /** The answers are those of ftp: y, n, a (all), q (no more). */
        private List<String> wanted(ShellState shell, List<Choice> choices) throws IOException {
            String asker = getClass().getAnnotation(Command.class).name();
            List<String> wanted = new ArrayList<>();
            boolean asks = shell.asks() && shell.lines().isPerson();
            for (Choice choice : choices) {
                if (asks) {
                    String answer = shell.lines()
                            .ask(asker + " " + Visible.line(choice.shown()) + " [ynaq]? ")
                            .map(String::strip)
                            .orElse("q")
                            .toLowerCase(Locale.ROOT);
                    if (answer.startsWith("q")) {
                        break;
                    }
                    asks = !answer.startsWith("a");
                    if (answer.startsWith("n")) {
                        continue;
                    }
                }
                wanted.add(choice.word());
            }
            return wanted;
        }
    }

    /** {@code mget}. */
    @Command(name = "mget", description = "Fetch the files that match, asking for each unless prompt is off.")
    static final class MGet extends Asking {
        MGet() {
            super("get");
        }
    }

    /** {@code mdelete}. */
    @Command(name = "mdelete", description = "Remove the files that match, asking for each unless prompt is off.")
    static final class MDelete extends Asking {
        MDelete() {
            super("rm");
        }
    }

    /** {@code mput}. */
    @Command(name = "mput", description = "Send the local files that match, asking for each unless prompt is off.")
    static final class MPut extends Asking {
        MPut() {
            super("put");
        }

        @Override
        List<Choice> choices(Turn turn) throws IOException {
            turn.server();
            // wildcards in local names are expanded before a verb sees them
            return names.stream().map(name -> new Choice(name, name)).toList();
        }
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
            try (Source source = Source.ofFile(file, turn.work())) {
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
            Map<String, String> environment = turn.shell().settings().environment();
            return turn.console().outIsTerminal() && !Terminals.isDumb(environment)
                    ? paged(turn, environment.getOrDefault("PAGER", "less"))
                    : shown(turn, turn.console());
        }

        private int shown(Turn turn, Console on) throws IOException {
            return turn.run("cat", files, on, Optional.of(TransferListener.NONE));
        }

        private int paged(Turn turn, String command) throws IOException {
            Process process = new ProcessBuilder("/bin/sh", "-c", command)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try {
                try (var to = process.getOutputStream()) {
                    // the pager gets what a terminal would: no control characters of the server's
                    return shown(turn, new Console(to, to, turn.console().glyphs(), true, false));
                } finally {
                    process.waitFor();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return ExitCode.OK;
            }
        }
    }
}
