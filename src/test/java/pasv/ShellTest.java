package pasv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pasv.net.Cancellation;
import pasv.testing.EmbeddedServer;
import pasv.testing.ScriptedServer;
import pasv.testing.TestFiles;
import pasv.ui.Console;
import pasv.ui.Glyphs;

/** Whole sessions of the shell, with lines from a script, -c, or standard input. */
class ShellTest {
    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int pasv(String input, String... args) {
        Console console = new Console(out, err, Glyphs.UNICODE, false, false);
        Map<String, String> environment = Map.of("HOME", directory.toString());
        return Main.run(
                args,
                console,
                new Cancellation(),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                false,
                environment);
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private List<String> printed() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private EmbeddedServer server() throws IOException {
        EmbeddedServer server = EmbeddedServer.over(directory.resolve("homes"))
                .user("a", "1234")
                .start();
        Files.createDirectories(server.home("a").resolve("pub"));
        TestFiles.write(server.home("a").resolve("one.gz"), 1000, 1);
        TestFiles.write(server.home("a").resolve("two.gz"), 2000, 2);
        return server;
    }

    private String url(EmbeddedServer server) throws IOException {
        return server.url("a", "").replace("a@", "a:1234@");
    }

    @Test
    void anOldScriptRunsAsItIs() throws IOException {
        try (EmbeddedServer server = server()) {
            String script = """
                    open 127.0.0.1 %d
                    user a 1234
                    binary
                    hash
                    prompt
                    lcd "%s"
                    mget *.gz
                    get one.gz named.gz
                    bye
                    """.formatted(server.port(), directory);
            assertEquals(0, pasv(script, "-n"), said());
            assertEquals(2000, Files.size(directory.resolve("two.gz")));
            assertEquals(1000, Files.size(directory.resolve("named.gz")));
        }
    }

    @Test
    void anOldScriptGoesOnAfterAFailureAndTellsAtTheEnd() throws IOException {
        try (EmbeddedServer server = server()) {
            String script = "open 127.0.0.1 " + server.port() + "\nuser a 1234\ncd nowhere\nmacdef x\npwd\nbye\n";
            assertEquals(8, pasv(script, "-n"));
            assertEquals(List.of("/"), printed());
            assertTrue(said().contains("pasv: 2 lines failed:\n  line 3: cd nowhere\n  line 4: macdef x\n"), said());
        }
    }

    @Test
    void commandsStopAtTheFirstFailure() throws IOException {
        try (EmbeddedServer server = server()) {
            assertEquals(8, pasv("", "-c", "cd nowhere; pwd", url(server)));
            assertEquals(List.of(), printed());
            assertEquals(8, pasv("", "-c", "cd nowhere; pwd", "--keep-going", url(server)));
        }
    }

    @Test
    void aDirectoryIsRememberedAndGoneBackTo() throws IOException {
        try (EmbeddedServer server = server()) {
            assertEquals(0, pasv("", "-c", "cd pub; pwd; cd -; pwd; size one.gz; type", url(server)), said());
            assertEquals(List.of("/pub", "/", "1000", "binary"), printed());
        }
    }

    @Test
    void pathsBelowAreShownAsTheArgumentWasTyped() throws IOException {
        try (EmbeddedServer server = server()) {
            Path pub = server.home("a").resolve("pub");
            TestFiles.write(Files.createDirectories(pub.resolve("in/deep")).resolve("x"), 7, 1);
            assertEquals(0, pasv("", "-c", "cd pub; du; du in; du /pub/in; du -s i*", url(server)), said());
            assertEquals(
                    List.of("in/deep", "in", ".", "in/deep", "in", "/pub/in/deep", "/pub/in", "in"),
                    printed().stream().map(line -> line.split("\t")[1]).toList());
            out.reset();
            assertEquals(0, pasv("", "-c", "cd pub; ls -R; ls -R in; ls -R /pub/in/deep", url(server)), said());
            assertEquals(
                    "./ in in/ deep in/deep/ x in/ deep in/deep/ x /pub/in/deep/ x",
                    String.join(" ", printed()).replace(":", "/").replaceAll(" +", " "));
            out.reset();
            assertEquals(0, pasv("", "-c", "cd pub; find; find /pub/in; ls in /pub/in/deep", url(server)), said());
            assertEquals(
                    List.of(
                            "in",
                            "in/deep",
                            "in/deep/x",
                            "/pub/in/deep",
                            "/pub/in/deep/x",
                            "in:",
                            "deep",
                            "/pub/in/deep:",
                            "x"),
                    printed());
        }
    }

    @Test
    void aLineMayBeASingleWordThatIsAVerbToo() throws IOException {
        try (EmbeddedServer server = server()) {
            assertEquals(0, pasv("", "-c", "ls", url(server)), said());
            assertEquals(List.of("one.gz", "pub", "two.gz"), printed());
        }
    }

    @Test
    void pipesAndRedirectionsAreAnsweredInOneLine() throws IOException {
        try (EmbeddedServer server = server()) {
            for (String line : List.of("ls | more", "ls > names.txt")) {
                err.reset();
                assertEquals(2, pasv("", "-c", line, url(server)));
                assertTrue(
                        said().contains("pasv: error: | and > lead nowhere here: pasv -c 'ls …' HOST | less"), said());
                assertEquals(2, said().lines().count(), said());
            }
            assertEquals(0, pasv("", "-c", "mkdir '|'; ls '|'", url(server)), said());
        }
    }

    @Test
    void aPathThatIsNotThereIsNoMatterOfTheLoginDirectory() throws IOException {
        try (EmbeddedServer server = server()) {
            assertEquals(8, pasv("", "-c", "get nothere", url(server)));
            assertTrue(said().contains("  try: check the path: ls shows what is there\n"), said());
        }
    }

    @Test
    void aDirectoryIsNotSentAndTheAdviceSaysWhatIs() throws IOException {
        try (EmbeddedServer server = server()) {
            assertEquals(3, pasv("", "-c", "lcd '" + directory + "'; put homes", url(server)));
            assertTrue(said().contains("(it is a directory)\n"), said());
            assertTrue(said().contains("  try: name the files in it, as with DIR/*: put sends files\n"), said());
        }
    }

    @Test
    void helpIsALineForEachCommandGroupedByWhatOneWants() {
        assertEquals(0, pasv("", "-c", "help"), said());
        List<String> lines = printed();
        assertTrue(lines.contains("Fetch and send files"), lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.matches("  get +Fetch files.*")), lines.toString());
        assertTrue(lines.stream().allMatch(line -> line.length() <= 80), lines.toString());
    }

    @Test
    void aCommandForThisMachineMayStandBehindOthers() {
        assertEquals(0, pasv("", "-c", "lpwd; !echo one; echo two"), said());
    }

    @Test
    void helpAtThePromptSpeaksOfPaths() {
        assertEquals(0, pasv("", "-c", "help get; help rm; help put; help mv; help ls"), said());
        String text = String.join("\n", printed());
        assertFalse(text.contains("ftp://"), text);
        assertFalse(text.contains("pasv "), text);
        assertTrue(text.contains("[PATH...]") && text.contains("FILE..."), text);
    }

    @Test
    void workInTheBackgroundIsWaitedFor() throws IOException {
        try (EmbeddedServer server = server()) {
            assertEquals(
                    0, pasv("", "-c", "lcd '" + directory + "'; get one.gz & get two.gz & wait", url(server)), said());
            assertEquals(1000, Files.size(directory.resolve("one.gz")));
            assertEquals(2000, Files.size(directory.resolve("two.gz")));
        }
    }

    @Test
    void aFileIsAddedToTheEndOfAnother() throws IOException {
        try (EmbeddedServer server = server()) {
            Files.writeString(directory.resolve("tail.txt"), "tail\n");
            String commands =
                    "lcd '" + directory + "'; append tail.txt log.txt; append tail.txt log.txt; append tail.txt";
            assertEquals(0, pasv("", "-c", commands, url(server)), said());
            assertEquals("tail\ntail\n", Files.readString(server.home("a").resolve("log.txt")));
            assertEquals("tail\n", Files.readString(server.home("a").resolve("tail.txt")));
        }
    }

    @Test
    void anAppendThatDidNotArriveIsAFailure() {
        try (ScriptedServer server = ScriptedServer.play("""
                default FEAT 500 what?
                default TYPE 200 ok
                default MDTM 500 what?
                default PASV 227 Entering Passive Mode ({pasv})
                < 220 hi
                > USER a
                < 230 in
                > PWD
                < 257 "/"
                > SIZE /log.txt
                < 213 100
                > APPE /log.txt
                < 150 go
                ! receive
                < 226 done
                > SIZE /log.txt
                < 213 102
                """)) {
            String file = "'" + directory.resolve("tail.txt") + "'";
            Files.writeString(directory.resolve("tail.txt"), "tail\n");
            assertEquals(11, pasv("", "-c", "append " + file + " log.txt", server.url("a", "")), said());
            assertTrue(said().contains("has 102 of 105 bytes"), said());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void newerFetchesWhatIsNewer() throws IOException {
        try (EmbeddedServer server = server()) {
            String old = "lcd " + directory + "\nnewer one.gz named.gz\nnewer one.gz named.gz\n";
            assertEquals(0, pasv("open 127.0.0.1 " + server.port() + "\nuser a 1234\n" + old, "-n"), said());
            assertEquals(1000, Files.size(directory.resolve("named.gz")));
            assertTrue(said().contains("one.gz: skipped"), said());
        }
    }

    @Test
    void treesAreMirroredBothWays() throws IOException {
        try (EmbeddedServer server = server()) {
            String lines =
                    "lcd " + directory + "; mirror . got --create; mirror -R got up -c --create; mirror -e -P 2 up got";
            assertEquals(2, pasv("", "-c", "mirror", url(server)));
            assertEquals(0, pasv("", "-c", lines, url(server)), said());
            assertEquals(1000, Files.size(directory.resolve("got/one.gz")));
            assertEquals(1000, Files.size(directory.resolve("homes/a/up/one.gz")));
        }
    }

    @Test
    void anOldNameIsAnsweredInOneLine() {
        assertEquals(2, pasv("", "-c", "nmap a b"));
        assertEquals(1, said().lines().count(), said());
        assertTrue(said().startsWith("pasv: error: nmap is not there: "), said());
        assertEquals(0, pasv("", "-c", "sendport"));
    }

    @Test
    void anUnknownCommandIsAnsweredWithTheNearest() {
        assertEquals(2, pasv("lsx\n"));
        assertTrue(said().contains("there is no command 'lsx'\n  try: ls"), said());
    }

    @Test
    void aMistypedVerbIsNoHost() {
        assertEquals(2, pasv("", "gett"));
        assertTrue(said().contains("did you mean get?"), said());
    }

    @Test
    void anUnknownSettingInTheConfigNamesItsLine() throws IOException {
        Path config = directory.resolve(".config/pasv/config");
        Files.createDirectories(config.getParent());
        Files.writeString(config, "retries = 1\npasive = epsv\n");
        assertEquals(2, pasv("", "explain", "60001"));
        assertTrue(said().contains("config, line 2: unknown setting pasive"), said());
    }

    @Test
    void aSessionThatTheServerEndedIsReplacedInItsDirectory() {
        try (ScriptedServer server = ScriptedServer.play("""
                default TYPE 200 ok
                default FEAT 211 none
                === session
                < 220 hi
                > USER a
                < 230 in
                > PWD
                < 257 "/"
                > CWD /pub
                < 250 ok
                > PWD
                < 257 "/pub"
                > NOOP
                << 200 ok\\r\\n421 Timeout.\\r\\n
                ! close
                === session
                < 220 hi
                > USER a
                < 230 in
                > CWD /pub
                < 250 ok
                > SYST
                < 215 UNIX
                """)) {
            assertEquals(0, pasv("", "-c", "cd /pub; literal NOOP; system", server.url("a", "")), said());
            assertTrue(said().contains("pasv: reconnected to a@127.0.0.1:" + server.port() + ", in /pub"), said());
            assertFalse(printed().isEmpty());
        }
    }

    @Test
    void theTimeForTheWholeRunEndsAScript() throws IOException {
        try (EmbeddedServer server = server()) {
            assertEquals(
                    10,
                    pasv(
                            "",
                            "--max-time",
                            "300ms",
                            "-c",
                            "get one.gz --limit-rate 100 -d " + directory + "; get two.gz -d " + directory,
                            server.url("a", "").replace("@", ":1234@")),
                    this::said);
            assertTrue(said().contains("the time for the whole run is over"), said());
        }
    }
}
