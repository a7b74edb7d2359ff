package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pasv.home.Places;
import pasv.testing.Program;
import pasv.testing.RefusingPort;
import pasv.testing.ScriptedServer;

/**
 * Every file in {@code src/test/resources/transcripts} is what pasv does. What it really said is left in
 * {@code target/transcripts}, for whoever writes a new one.
 */
@Timeout(60)
class TranscriptTest {
    private static final Path TRANSCRIPTS = Path.of("src/test/resources/transcripts");
    private static final Path SAID = Path.of("target/transcripts");
    private static final Map<String, String> PLACEHOLDERS = Map.of(
            "{n}", "[0-9]+",
            "{pasv}", "127,0,0,1,[0-9]+,[0-9]+",
            "{time}", "[0-9.]+ s",
            "{rate}", "[0-9.]+ [KMGTPE]?i?B/s",
            "{any}", ".*");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(n|pasv|time|rate|any)}");

    @TempDir
    Path directory;

    private int closedPort;

    /** A port that another test spoke TLS on must not be remembered when it comes round again. */
    @BeforeEach
    void forgetServers() throws IOException {
        Files.deleteIfExists(Places.of(System.getenv()).hostsFile());
    }

    static List<String> transcripts() throws IOException {
        try (Stream<Path> files = Files.list(TRANSCRIPTS)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transcripts")
    void isWhatPasvDoes(String file) throws IOException {
        Transcript transcript = Transcript.read(TRANSCRIPTS.resolve(file));
        Folder folder = new Folder(directory);
        String script = transcript.server().orElse("=== session optional").replace("{password}", Program.CANARY);
        try (RefusingPort closed = new RefusingPort(InetAddress.getLoopbackAddress());
                ScriptedServer server = ScriptedServer.play("127.0.0.1", Duration.ofSeconds(10), script)) {
            closedPort = closed.port();
            folder.make(transcript.given().stream()
                    .map(line -> filled(line, server))
                    .toList());
            List<String> differences = new ArrayList<>();
            for (int i = 0; i < transcript.runs().size(); i++) {
                Program.Ran ran = run(transcript.runs().get(i), server);
                String said = "exit " + ran.code() + "\n--- stdout\n" + ran.out() + "--- stderr\n" + ran.err();
                Files.createDirectories(SAID);
                Files.writeString(SAID.resolve(file + "." + (i + 1)), said);
                if (!matches(transcript.runs().get(i), ran, server)) {
                    differences.add("--- not as written:\n$ pasv "
                            + transcript.runs().get(i).words() + "\n" + said);
                }
            }
            differences.addAll(folder.differences(transcript.left()));
            if (!differences.isEmpty()) {
                fail(String.join("\n", differences));
            }
            if (transcript.server().isEmpty()) {
                assertEquals(0, server.sessions(), "control connections");
            }
            if (transcript.countsDataConnections()) {
                assertEquals(transcript.opened(), server.dataConnections(), "data connections");
            }
        }
    }

    private Program.Ran run(Transcript.Run run, ScriptedServer server) {
        List<String> words = new ArrayList<>();
        for (String word : run.words()) {
            words.add(filled(word, server));
        }
        if (words.contains("get") && words.stream().noneMatch(word -> word.startsWith("--netrc"))) {
            words.add("--no-netrc");
        }
        return Program.run(words.toArray(String[]::new));
    }

    private boolean matches(Transcript.Run run, Program.Ran ran, ScriptedServer server) {
        return ran.code() == run.exit()
                && matches(filled(run.stdout(), server), ran.out())
                && matches(filled(run.stderr(), server), ran.err());
    }

    private String filled(String text, ScriptedServer server) {
        return text.replace("{server}", "127.0.0.1:" + server.port())
                .replace("{dir}", directory.toString())
                .replace("{password}", Program.CANARY)
                .replace("{closed}", Integer.toString(closedPort));
    }

    private static boolean matches(String expected, String actual) {
        StringBuilder pattern = new StringBuilder();
        for (String line : expected.lines().toList()) {
            pattern.append(line.equals("...") ? "(?:.*\n)*?" : lineOf(line) + "\n");
        }
        return Pattern.matches(pattern.toString(), actual);
    }

    private static String lineOf(String line) {
        Matcher placeholders = PLACEHOLDER.matcher(line);
        StringBuilder pattern = new StringBuilder();
        int from = 0;
        while (placeholders.find()) {
            pattern.append(Pattern.quote(line.substring(from, placeholders.start())))
                    .append(PLACEHOLDERS.get(placeholders.group()));
            from = placeholders.end();
        }
        return pattern.append(Pattern.quote(line.substring(from))).toString();
    }
}
