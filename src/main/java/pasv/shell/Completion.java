package pasv.shell;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.RemotePath;
import pasv.listing.entry.Entry;
import pasv.listing.entry.EntryKind;
import pasv.net.Cancellation;
import pasv.ui.Visible;
import picocli.CommandLine.Model.OptionSpec;

/** The completion of the word at the cursor. A command, an option, a name on the server, or a name here. */
final class Completion {
    private static final Set<String> LOCAL =
            Set.of("put", "append", "send", "reput", "mput", "msend", "lcd", "lls", "ldir", "source");
    private static final Set<String> DIRECTORIES = Set.of("cd", "rmdir", "lcd");
    private static final Set<String> TAKES_LOCAL = Set.of("-o", "--output", "-d", "--directory");
    private static final Set<String> NO_NAMES = Set.of("user", "bookmark", "type", "verbose", "prompt", "close", "bye");
    /** A person waits with a finger on Tab. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Optional<ShellState> shell = Optional.empty();
    private Optional<Commands> commands = Optional.empty();

    /**
     * One possibility.
     *
     * @param text the whole word, without quotes
     * @param shown what a list shows
     * @param whole whether the word is finished; a directory goes on
     */
    record Choice(String text, String shown, boolean whole) {}

    /** The word at the end of what was typed, and the words before it. */
    record Typing(List<Words.Word> before, String text, int start, char quote) {
        static Typing of(String upToCursor) {
            List<Words.Command> commands = Words.commands(upToCursor);
            Words.Command last = commands.isEmpty() ? null : commands.get(commands.size() - 1);
            if (last == null || last.end() < upToCursor.length()) {
                return new Typing(List.of(), "", upToCursor.length(), '\0');
            }
            List<Words.Word> words = last.words();
            Words.Word current = words.get(words.size() - 1);
            return current.end() == upToCursor.length()
                    ? new Typing(words.subList(0, words.size() - 1), current.text(), current.start(), current.quote())
                    : new Typing(words, "", upToCursor.length(), '\0');
        }
    }

    /** Completes from now on with what this shell knows. */
    void serve(ShellState state, Commands with) {
        shell = Optional.of(state);
        commands = Optional.of(with);
    }

    /** The choices for the word that ends at the cursor; none when they cannot be had. */
    List<Choice> choices(Typing typing) {
        if (shell.isEmpty() || commands.isEmpty()) {
            return List.of();
        }
        Vocabulary vocabulary = commands.get().vocabulary();
        if (typing.before().isEmpty()) {
            return plain(vocabulary.words(), typing.text());
        }
        String first = typing.before().get(0).text().toLowerCase(Locale.ROOT);
        String verb = vocabulary.synonym(first).map(words -> words.get(0)).orElse(first);
        String previous = typing.before().get(typing.before().size() - 1).text();
        if (first.startsWith("!")) {
            return List.of();
        }
        boolean onlyNames =
                typing.before().stream().anyMatch(word -> word.text().equals("--"));
        if (typing.text().startsWith("-") && !onlyNames && vocabulary.verb(verb).isPresent()) {
            return plain(options(verb), typing.text());
        }
        if (LOCAL.contains(first) || TAKES_LOCAL.contains(previous)) {
            return local(shell.get(), typing.text(), DIRECTORIES.contains(verb));
        }
        return switch (verb) {
            case "help" -> plain(vocabulary.words(), typing.text());
            case "open" -> plain(bookmarks(shell.get()), typing.text());
            default ->
                NO_NAMES.contains(verb) ? List.of() : remote(shell.get(), typing.text(), DIRECTORIES.contains(verb));
        };
    }

    private static List<Choice> plain(Collection<String> words, String begun) {
        return words.stream()
                .filter(word -> word.startsWith(begun))
                .map(word -> new Choice(word, word, true))
                .toList();
    }

    private List<String> options(String verb) {
        TreeSet<String> names = new TreeSet<>();
        for (OptionSpec option :
                commands.orElseThrow().describe(verb).getCommandSpec().options()) {
            if (!option.hidden()) {
                names.addAll(Arrays.asList(option.names()));
            }
        }
        return List.copyOf(names);
    }

    private static Collection<String> bookmarks(ShellState shell) {
        try {
            return shell.bookmarks().all().keySet();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static List<Choice> local(ShellState shell, String begun, boolean onlyDirectories) {
        int slash = begun.lastIndexOf('/') + 1;
        Path directory = shell.local(Path.of(begun.substring(0, slash))).toAbsolutePath();
        List<Choice> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                boolean isDirectory = Files.isDirectory(entry);
                if (isDirectory || !onlyDirectories) {
                    add(found, begun, slash, String.valueOf(entry.getFileName()), isDirectory);
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        return found;
    }

    /** The bytes that go out when this name is typed; none where it cannot be. */
    private static byte[] typed(String name, ServerSession server) {
        try {
            return RemotePath.of(name.replaceAll("[\r\n\0]", "?"))
                    .typedIn(server.options().charset())
                    .bytes();
        } catch (FtpException e) {
            return new byte[0];
        }
    }

    private static List<Choice> remote(ShellState shell, String begun, boolean onlyDirectories) {
        Optional<ServerSession> server = shell.server();
        if (server.isEmpty() || begun.contains("://")) {
            return List.of();
        }
        int slash = begun.lastIndexOf('/') + 1;
        Cancellation work = new Cancellation();
        work.cancelAfter(PATIENCE);
        List<Choice> found = new ArrayList<>();
        try {
            server.get().expect();
            RemotePath directory = server.get().resolve(RemotePath.of(begun.substring(0, slash)));
            for (Entry entry : server.get().names().in(directory, work)) {
                String name = entry.name().text();
                boolean isDirectory = entry.isDirectory();
                boolean leadsOn = isDirectory || entry.isLink() || entry.kind() == EntryKind.UNKNOWN;
                // what cannot be typed again by its text is left out: its bytes would not come back
                boolean typeable =
                        Arrays.equals(typed(name, server.get()), entry.name().bytes());
                if (typeable && (leadsOn || !onlyDirectories)) {
                    add(found, begun, slash, name, isDirectory);
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            // no names is all that a person at Tab can use; the next command will say what is wrong
            return List.of();
        }
        return found;
    }

    /** Whether a name could do something to a terminal. Joiners belong to Persian words and to emoji, and do nothing. */
    private static boolean steers(String name) {
        String plain = name.replace("\u200c", "").replace("\u200d", "");
        return !plain.equals(Visible.line(plain));
    }

    private static void add(List<Choice> found, String begun, int slash, String name, boolean isDirectory) {
        String prefix = begun.substring(slash);
        boolean hidden = name.startsWith(".") && !prefix.startsWith(".");
        if (!name.startsWith(prefix) || hidden || steers(name)) {
            return;
        }
        String end = isDirectory ? "/" : "";
        found.add(new Choice(begun.substring(0, slash) + name + end, name + end, !isDirectory));
    }
}
