package pasv.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text that shows what pasv does, for people to read and for {@link TranscriptTest} to hold it to.
 *
 * <pre>
 * # what this is about
 * --- given                    what is in the directory before (see {@link Folder})
 * a.txt text old
 * --- server                   the conversation, in the language of ScriptedServer
 * &lt; 220 hi
 * …
 * $ pasv get ftp://a@{server}/a.txt -d {dir}        a command line; a second one may follow
 * --- exit 0
 * --- stdout                   nothing, if left out
 * --- stderr
 * a.txt: 4,096 bytes in {time}, {rate}, data connection to 127.0.0.1:{n}
 * --- left                     all that is in the directory after
 * a.txt pattern 4096
 * --- opened 1                 how many data connections were made
 * </pre>
 *
 * <p>In a conversation {@code @login} stands for greeting and login of user a, {@code @facts 4096} for what is asked of
 * a.txt before a transfer, with that size, and {@code @whole 4096} for a transfer that goes well, from there to its end.
 *
 * <p>{@code {server}} is host and port of the server, {@code {dir}} the directory, {@code {password}} the password that
 * must not be shown, {@code {closed}} a port where nobody listens. In expected output {@code {n}} is a number,
 * {@code {pasv}} the six numbers of a 227, {@code {time}} and {@code {rate}} what they say, {@code {any}} anything, and a
 * line of three dots any lines. The files of users are left alone: without {@code --netrc} in a command line
 * {@code --no-netrc} is added.
 */
record Transcript(
        String name, List<String> given, Optional<String> server, List<Run> runs, List<String> left, int opened) {
    /** One command line and what it must come to. */
    record Run(List<String> words, int exit, String stdout, String stderr) {}

    private static final int UNSAID = -1;

    private static final String LOGIN = """
            < 220 hello
            > USER a
            < 331 password, please
            > PASS Turtle-Power-77
            < 230 come in""";

    private static final String FACTS = """
            {
            ?> FEAT
            < 500 what?
            ?> TYPE I
            < 200 image
            > SIZE a.txt
            < 213 $1
            > MDTM a.txt
            < 213 20251020170000
            }""";

    private static final String WHOLE = """
            > PASV
            < 227 Entering Passive Mode ({pasv})
            @facts $1
            > RETR a.txt
            < 150 here it comes
            ! data $1
            ! close-data
            < 226 done""";

    static Transcript read(Path file) throws IOException {
        List<String> given = new ArrayList<>();
        List<String> server = new ArrayList<>();
        List<String> left = new ArrayList<>();
        List<Draft> drafts = new ArrayList<>();
        int opened = UNSAID;
        List<String> into = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("$ pasv ")) {
                drafts.add(new Draft(CommandWords.of(line.substring("$ pasv ".length()))));
                into = new ArrayList<>();
            } else if (line.startsWith("--- ")) {
                String heading = line.substring(4).strip();
                Draft last = drafts.isEmpty() ? new Draft(List.of()) : drafts.get(drafts.size() - 1);
                if (heading.startsWith("exit ")) {
                    last.exit = Integer.parseInt(heading.substring(5));
                    continue;
                }
                if (heading.startsWith("opened ")) {
                    opened = Integer.parseInt(heading.substring(7));
                    continue;
                }
                into = switch (heading) {
                    case "given" -> given;
                    case "server" -> server;
                    case "left" -> left;
                    case "stdout" -> last.stdout;
                    case "stderr" -> last.stderr;
                    default -> throw new IllegalArgumentException(file + ": no such heading: " + heading);
                };
            } else {
                into.add(line);
            }
        }
        if (drafts.isEmpty()) {
            throw new IllegalArgumentException(file + " has no command line");
        }
        Optional<String> script =
                server.isEmpty() ? Optional.empty() : Optional.of(expanded(String.join("\n", server)));
        String name = file.getFileName().toString().replaceFirst("\\.txt$", "");
        return new Transcript(
                name, lines(given), script, drafts.stream().map(Draft::run).toList(), lines(left), opened);
    }

    private static String expanded(String script) {
        return script.replaceAll("(?m)^@whole ([0-9]+)$", WHOLE)
                .replaceAll("(?m)^@facts ([0-9]+)$", FACTS)
                .replaceAll("(?m)^@login$", LOGIN);
    }

    boolean countsDataConnections() {
        return opened != UNSAID;
    }

    private static List<String> lines(List<String> all) {
        return all.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    private static final class Draft {
        private final List<String> words;
        private int exit = UNSAID;
        private final List<String> stdout = new ArrayList<>();
        private final List<String> stderr = new ArrayList<>();

        Draft(List<String> words) {
            this.words = words;
        }

        Run run() {
            if (exit == UNSAID) {
                throw new IllegalArgumentException("no exit code was written for " + words);
            }
            return new Run(words, exit, text(stdout), text(stderr));
        }

        private static String text(List<String> lines) {
            List<String> kept = new ArrayList<>(lines);
            while (!kept.isEmpty() && kept.get(kept.size() - 1).isBlank()) {
                kept.remove(kept.size() - 1);
            }
            return kept.isEmpty() ? "" : String.join("\n", kept) + "\n";
        }
    }
}
