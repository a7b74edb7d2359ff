package pasv.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pasv.access.UsageException;
import pasv.cli.ExitCode;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.RemotePath;
import pasv.home.Bookmarks;
import pasv.ui.Console;
import pasv.ui.TerminalWidth;
import pasv.ui.Visible;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The verbs of the desk: help, history, scripts, bookmarks. */
final class DeskVerbs {
    private DeskVerbs() {}

    /** {@code help}. */
    @Command(name = "help", description = "Show the commands, or what one of them does.")
    static final class Help extends ShellVerb {
        private static final int GAP = 2;

        @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "the command to be explained")
        String about = "";

        @Override
        int run(Turn turn) {
            Vocabulary vocabulary = turn.commands().vocabulary();
            Console console = turn.console();
            if (about.isEmpty()) {
                overview(turn.commands(), console);
                return ExitCode.OK;
            }
            Optional<String> alias = vocabulary.alias(about);
            if (alias.isPresent()) {
                console.result(about + " is your word for: " + Visible.line(alias.get()));
                return ExitCode.OK;
            }
            Optional<OldNames.Absent> absent = OldNames.find(about);
            if (absent.isPresent()) {
                console.result(about + " is not there: " + absent.get().instead());
                return ExitCode.OK;
            }
            Optional<List<String>> synonym = vocabulary.synonym(about);
            synonym.ifPresent(words -> console.result(about + " is " + String.join(" ", words)));
            String name = synonym.map(words -> words.get(0)).orElse(about);
            if (vocabulary.verb(name).isEmpty()) {
                String near = vocabulary
                        .nearest(about)
                        .map(word -> "; did you mean " + word + "?")
                        .orElse("");
                throw new UsageException("there is no command '" + about + "'" + near);
            }
            PromptHelp.of(turn.commands().describe(name)).usage(console.out());
            console.out().flush();
            return ExitCode.OK;
        }

        /** A line for each command, grouped by what one wants to do. */
        private static void overview(Commands commands, Console console) {
            int wide = Topics.ALL.stream()
                    .flatMap(topic -> topic.words().stream())
                    .mapToInt(String::length)
                    .max()
                    .orElse(1);
            for (Topics.Topic topic : Topics.ALL) {
                console.result(topic.title());
                for (String word : topic.words()) {
                    String[] about = commands.describe(word)
                            .getCommandSpec()
                            .usageMessage()
                            .description();
                    String line = "  " + word + " ".repeat(wide - word.length() + GAP) + sentence(about);
                    console.result(TerminalWidth.fit(
                                    line, console.width(), console.glyphs().more())
                            .stripTrailing());
                }
                console.result("");
            }
            StringBuilder line = new StringBuilder("old names work too:");
            for (String old : Topics.OLD) {
                if (line.length() + old.length() + 1 > console.width()) {
                    console.result(line.toString());
                    line.setLength(0);
                    line.append(" ");
                }
                line.append(' ').append(old);
            }
            console.result(line.toString());
            console.result("help COMMAND says more; !COMMAND runs one on this machine");
            console.result("& at the end of a command runs it in the background");
        }

        private static String sentence(String[] about) {
            String text = String.join(" ", about);
            int end = text.indexOf(". ");
            return end < 0 ? text : text.substring(0, end + 1);
        }
    }

    /** {@code history}. */
    @Command(name = "history", description = "Show the last lines that were typed; lines with passwords are not kept.")
    static final class History extends ShellVerb {
        @Parameters(arity = "0..1", paramLabel = "N", description = "how many (default: 25)")
        int count = 25;

        @Override
        int run(Turn turn) {
            List<String> all = turn.shell().lines().history();
            all.subList(Math.max(0, all.size() - Math.max(0, count)), all.size())
                    .forEach(line -> turn.console().result(Visible.line(line)));
            return ExitCode.OK;
        }
    }

    /** {@code source}. */
    @Command(name = "source", description = "Run the commands of a local file; the first that fails ends it.")
    static final class Source extends ShellVerb {
        @Parameters(paramLabel = "FILE", description = "one command a line, # begins a comment")
        Path file = Path.of("");

        @Override
        int run(Turn turn) throws IOException {
            List<String> lines;
            try {
                lines = Files.readAllLines(turn.shell().local(file), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw ShellState.usage("cannot read " + file);
            }
            int first = ExitCode.OK;
            for (String line : lines) {
                int code = turn.commands().line(line);
                first = first == ExitCode.OK ? code : first;
                boolean stops = first != ExitCode.OK && !turn.shell().manner().keepGoing();
                if (stops || turn.shell().hasEnded() || turn.work().cause().isPresent()) {
                    break;
                }
            }
            return first;
        }
    }

    /** {@code bookmark}. */
    @Command(
            name = "bookmark",
            description = "Keep servers under a name of their own: open NAME goes there.",
            footer = {
                "",
                "Examples:",
                "  bookmark add work",
                "  bookmark add mirror ftp://ftp.example.org/pub",
                "  bookmark list"
            })
    static final class Bookmark extends ShellVerb {
        @Parameters(index = "0", arity = "0..1", paramLabel = "add|list|rm", description = "what to do (default: list)")
        String what = "list";

        @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "the name")
        String name = "";

        @Parameters(
                index = "2",
                arity = "0..1",
                paramLabel = "URL",
                description = "without it: where the session stands")
        String url = "";

        @Override
        int run(Turn turn) throws IOException {
            Bookmarks bookmarks = turn.shell().bookmarks();
            try {
                switch (what) {
                    case "add" -> bookmarks.add(checked(), place(turn));
                    case "rm" -> {
                        if (bookmarks.remove(checked()).isEmpty()) {
                            throw new UsageException("there is no bookmark " + name);
                        }
                    }
                    case "list" -> {
                        for (Map.Entry<String, String> one : bookmarks.all().entrySet()) {
                            turn.console().result(Visible.line(one.getKey() + "  " + one.getValue()));
                        }
                    }
                    default -> throw new UsageException("bookmark add NAME [URL], bookmark list, or bookmark rm NAME");
                }
            } catch (pasv.ftp.wire.FtpException e) {
                throw e;
            } catch (IOException e) {
                throw ShellState.usage(String.valueOf(e.getMessage()));
            }
            return ExitCode.OK;
        }

        private String checked() {
            if (!name.matches("[\\p{L}\\p{N}_-]{1,64}")) {
                throw new UsageException("a bookmark's name is of letters, digits, _ and -");
            }
            return name;
        }

        /** The place without its password: none is ever stored. */
        private String place(Turn turn) throws IOException {
            if (!url.isEmpty()) {
                return FtpUrl.parse(url).toString();
            }
            ServerSession server = turn.server();
            RemotePath directory = server.directory();
            return server.at(directory, pasv.ftp.wire.TransferType.IMAGE).toString();
        }
    }
}
