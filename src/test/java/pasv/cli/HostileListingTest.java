package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pasv.testing.Conversation;
import pasv.testing.Program;
import pasv.testing.ScriptedServer;

/**
 * Every way in which a listing can be wrong, before every verb that acts on one: what destroys does nothing at all, what
 * fetches stays in its directory, and what shows lets nothing through to a screen or a program.
 */
class HostileListingTest {
    private static final String LOGIN = Conversation.DEFAULTS + """
            default PWD 257 "/" is the current directory
            default CWD 250 ok
            default SIZE 550 no
            default MDTM 550 no
            default DELE 250 gone
            default RMD 250 gone
            === session
            < 220 hi
            ?~ LIST( -a)?.*
            """;

    private static final String FILE = "-rw-r--r--   1 a a  5 Nov 20  2025 ";

    @TempDir
    Path directory;

    private static ScriptedServer listing(String text, String... end) {
        return ScriptedServer.play(
                LOGIN + "< 150 here\n! data-text " + text + "\n! close-data\n" + String.join("\n", end));
    }

    private static ScriptedServer inDoubt(String kind) {
        return switch (kind) {
            case "cut in a line" -> listing(FILE + "a.log\\r\\n-rw-r--r--   1 a", "< 226 done");
            case "cut behind a name" -> listing(FILE + "a.log\\r\\n" + FILE + "b.l", "< 226 done");
            case "no final reply" -> listing(FILE + "a.log\\r\\n", "! close");
            case "broken off" -> listing(FILE + "a.log\\r\\n", "< 426 broken");
            case "error text" -> listing("ls: .: Permission denied\\r\\n", "< 226 done");
            case "error text behind files" ->
                listing(FILE + "a.log\\r\\nftpd: x: Permission denied\\r\\n", "< 226 done");
            case "truncated" ->
                listing(FILE + "a.log\\r\\n", "< 226-Options: -a -l", "< 226 Output truncated to 1 match");
            case "not opened" -> listing(FILE + "a.log\\r\\n", "< 226 Transfer done (but failed to open directory).");
            case "a path as name" -> listing(FILE + "../../a.log\\r\\n", "< 226 done");
            case "NUL in a name" -> listing(FILE + "a\\0.log\\r\\n", "< 226 done");
            case "a name twice" -> listing(FILE + "a.log\\r\\n" + FILE + "a.log\\r\\n", "< 226 done");
            case "a web page" -> listing("<html><body>a.log</body></html>\\r\\n", "< 226 done");
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static Stream<String> kinds() {
        return Stream.of(
                "cut in a line",
                "cut behind a name",
                "no final reply",
                "broken off",
                "error text",
                "error text behind files",
                "truncated",
                "not opened",
                "a path as name",
                "NUL in a name",
                "a name twice",
                "a web page");
    }

    private static boolean destroyed(ScriptedServer server) {
        return server.received().stream().anyMatch(command -> command.line().matches("(DELE|RMD|RNFR|STOR|SITE).*"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void nothingIsRemovedOnItsWord(String kind) {
        for (String[] words : new String[][] {
            {"rm", "-r", "-f"},
            {"rm", "-f"},
        }) {
            try (ScriptedServer server = inDoubt(kind)) {
                String place = server.url("", words.length == 3 ? "d" : "d/*.l*");
                String[] args = {words[0], words[1], words.length == 3 ? words[2] : "-q", place};
                Typed rm = Typed.run(args);
                assertTrue(rm.code() != 0, kind + " was believed by " + String.join(" ", words) + "\n" + rm.err());
                assertFalse(destroyed(server), kind + ": " + server.received());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void isShownAndSaidToBeWrong(String kind) {
        for (String verb : List.of("ls", "du", "find")) {
            try (ScriptedServer server = inDoubt(kind)) {
                Typed shown = Typed.run(verb, server.url("", "d"));
                assertTrue(shown.code() != 0, kind + " is nothing to " + verb + "\n" + shown.out());
                assertSafe(shown.out() + shown.err());
            }
        }
    }

    /** What steers a terminal or misleads an eye must be in no output, of no verb, in no form. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\x1b]0;owned\\x07.txt",
                "\\x1b[2J",
                "\\x9b31m",
                "\\xc2\\x9b31m",
                "a\\x0db",
                "a\\x08b",
                "\\x7f",
                "\\xe2\\x80\\xaegpj.exe",
                "\\xe2\\x80\\x8bhidden",
                "\\xff\\xfe",
                "\\xed\\xa0\\x80",
                "%n%s%x {0} ${jndi:ldap://x}"
            })
    void noNameSteersTheScreen(String name) {
        for (String[] words : new String[][] {
            {"ls"}, {"ls", "-l"}, {"ls", "-R"}, {"ls", "--json"}, {"find"}, {"find", "--json"}, {"du"}, {"du", "--json"}
        }) {
            try (ScriptedServer server = listing(FILE + name + "\\r\\n", "< 226 done")) {
                String[] args = java.util.Arrays.copyOf(words, words.length + 1);
                args[words.length] = server.url("", "d");
                Typed shown = Typed.run(args);
                assertSafe(shown.out() + shown.err());
                if (List.of(words).contains("--json")) {
                    assertTrue(shown.out().chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7F)), shown.out());
                }
            }
        }
    }

    @Test
    void aLinkTargetSteersNothingEither() {
        String link = "lrwxrwxrwx 1 a a 5 Nov 20 2025 link -> \\x1b]52;c;AAAA\\x07\\r\\n";
        for (String flag : List.of("-l", "--json")) {
            try (ScriptedServer server = listing(link, "< 226 done")) {
                assertSafe(Typed.run("ls", flag, server.url("", "d")).out());
            }
        }
    }

    private static void assertSafe(String text) {
        for (int c : text.codePoints().toArray()) {
            boolean harmless = c == '\n' || c == '\t' || (c >= ' ' && c < 0x7F) || c >= 0xA0;
            boolean misleading = (c >= 0x202A && c <= 0x202E) || (c >= 0x200B && c <= 0x200F);
            assertTrue(harmless && !misleading, "U+" + Integer.toHexString(c) + " in " + text);
        }
    }

    /** Names are names: none is an option, a pipe, a command or a home directory (SEC-06). */
    @ParameterizedTest
    @ValueSource(strings = {"-rf", "--help", "|id", "!x", "~root", "$(id)", "`id`", "a;id", "-o", "&"})
    void aNameIsOnlyAName(String name) throws IOException {
        String script = LOGIN + """
                < 150 here
                ! data-text %s%s\\r\\n
                ! close-data
                < 226 done
                > RETR %s
                < 150 here
                ! data-text hello
                ! close-data
                < 226 done
                """.formatted(FILE, name, "d/" + name);
        for (String[] words : new String[][] {{"get", "-r"}, {"get"}}) {
            Path target = Files.createDirectories(directory.resolve(words.length == 2 ? "tree" : "flat"));
            try (ScriptedServer server = ScriptedServer.play(script)) {
                String place = server.url("", words.length == 2 ? "d/" : "d/*");
                Typed get = words.length == 2
                        ? Typed.run("get", "-r", place, "-d", target.toString())
                        : Typed.run("get", place, "-d", target.toString());
                assertEquals(0, get.code(), get.err());
                assertEquals("hello", Files.readString(target.resolve(name)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../evil", "/etc/evil", "a/b", "..", "\\x1b]0;x\\x07", "a\\x07b"})
    void whatLeadsOutIsNeverWritten(String name) throws IOException {
        Path target = Files.createDirectories(directory.resolve("in/deep"));
        for (String[] words : new String[][] {{"get", "-r"}, {"get", "-q"}}) {
            String list = FILE + name + "\\r\\n";
            try (ScriptedServer server = listing(list, "< 226 done")) {
                String place = server.url("", words[1].equals("-r") ? "d/" : "d/*");
                Typed get = Typed.run(words[0], words[1], place, "-d", target.toString());
                // the directory above is passed over, as every directory lists it
                assertTrue(get.code() != 0 || name.equals(".."), name + "\n" + get.err());
                assertSafe(get.err());
                assertTrue(server.received().stream()
                        .noneMatch(command -> command.line().startsWith("RETR")));
            }
        }
        try (Stream<Path> all = Files.walk(directory)) {
            assertEquals(List.of(), all.filter(Files::isRegularFile).toList());
        }
    }

    /** A name with a line break cannot be said in FTP at all: the line falls apart, and nothing is sent of it. */
    @Test
    void aLineBreakInANameSendsNothing() {
        try (ScriptedServer server = listing(FILE + "a\\nDELE precious\\r\\n", "< 226 done")) {
            assertTrue(Typed.run("rm", "-r", "-f", server.url("", "d")).code() != 0);
            assertFalse(destroyed(server));
        }
    }

    /** More than the memory could hold: sorted all the same, by way of a file. */
    @Test
    void aVeryLongListingNeedsLittleMemory() throws IOException {
        int count = 200_000;
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append(FILE)
                    .append("a-file-with-a-name-of-some-length-")
                    .append(i)
                    .append("\\r\\n");
        }
        try (ScriptedServer server = listing(lines.toString(), "< 226 done")) {
            Program.Ran ran =
                    Program.finished(Program.start(Map.of("HOME", directory.toString()), "ls", server.url("", "d")));
            assertEquals(0, ran.code(), ran.err());
            List<String> names = ran.out().lines().toList();
            assertEquals(count, names.size());
            assertEquals(names.stream().sorted().toList(), names);
            assertEquals("", ran.err());
        }
    }
}
