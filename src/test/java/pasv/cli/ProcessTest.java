package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pasv.testing.Conversation;
import pasv.testing.Program;
import pasv.testing.ScriptedServer;

/** What only a process of its own can show: memory, the environment, signals, a reader that goes away. */
@Timeout(60)
class ProcessTest {
    private static final Map<String, String> UTF8 = Map.of("LC_ALL", "C.UTF-8", "PATH", "/usr/bin:/bin");

    @TempDir
    Path directory;

    private Program.Ran get(ScriptedServer server, Map<String, String> environment, String... more) throws IOException {
        String[] args = new String[more.length + 6];
        args[0] = "get";
        args[1] = "--no-netrc";
        args[2] = Conversation.url(server);
        args[3] = "-d";
        args[4] = directory.toString();
        args[5] = "--progress=none";
        System.arraycopy(more, 0, args, 6, more.length);
        return Program.finished(Program.start(environment, args));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"! flood 1000000 220-one of a million lines\\r\\n", "! flood 1073741824 x", "! flood 300000000 2"
            })
    void memoryStaysFlatWhateverAReplyIs(String flood) throws IOException {
        try (ScriptedServer server = ScriptedServer.play("<< 220-\n" + flood)) {
            Program.Ran ran = get(server, UTF8);
            assertEquals(7, ran.code(), ran.err());
            assertFalse(Files.exists(directory.resolve("a.txt")));
        }
    }

    @Test
    void spellsSignsInAsciiWithoutAUtf8Locale() throws IOException {
        try (ScriptedServer server = ScriptedServer.play(Conversation.LOGIN + Conversation.whole(4096))) {
            Program.Ran ran = get(server, Map.of(), "-v");
            assertEquals(0, ran.code(), ran.err());
            assertTrue(
                    ran.err().matches("(?s).*\n\\* 127,0,0,1 is 127.0.0.1, port [0-9]+ x 256 \\+ [0-9]+ = [0-9]+\n.*"));
            assertTrue(ran.err().contains(" -> 127.0.0.1:"));
            assertTrue(ran.err().chars().allMatch(c -> c < 0x80));
        }
    }

    @Test
    void aNameThatTheLocaleCannotHoldIsNoBug() throws IOException {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "elsewhere file names are always Unicode");
        try (ScriptedServer server = ScriptedServer.play("=== session optional")) {
            String url = "ftp://127.0.0.1:" + server.port() + "/%C3%A9t%C3%A9.txt";
            Program.Ran ran = Program.finished(
                    Program.start(Map.of("LC_ALL", "C"), "get", "--no-netrc", url, "-d", directory.toString()));
            assertEquals(3, ran.code(), ran.err());
            assertEquals(List.of(), server.received());
        }
    }

    @Test
    void takesThePasswordFromTheEnvironment() throws IOException {
        String login = Conversation.LOGIN.replace("PASS *", "PASS " + Program.CANARY);
        try (ScriptedServer server = ScriptedServer.play(login + Conversation.whole(10))) {
            Process process = Program.start(
                    Map.of("LC_ALL", "C.UTF-8", "SECRET", Program.CANARY),
                    "get",
                    "-v",
                    "--no-netrc",
                    "--password-env=SECRET",
                    server.url("a", "a.txt"),
                    "-d",
                    directory.toString());
            Program.Ran ran = Program.finished(process);
            assertEquals(0, ran.code(), ran.err());
        }
    }

    @Test
    void theConfigFileCanDemandTls() throws IOException {
        Path config = Files.createDirectories(directory.resolve("pasv")).resolve("config");
        Files.writeString(config, "require-tls = true\n");
        assumeTrue(config.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Files.setPosixFilePermissions(config, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        try (ScriptedServer server = ScriptedServer.play("=== session optional")) {
            Program.Ran ran = Program.finished(Program.start(
                    Map.of("LC_ALL", "C.UTF-8", "XDG_CONFIG_HOME", directory.toString()),
                    "get",
                    "--no-netrc",
                    Conversation.url(server),
                    "-d",
                    directory.toString()));
            assertEquals(5, ran.code(), ran.err());
            assertEquals(0, server.sessions());
        }
    }

    @Test
    void aPasswordThatNobodyCanBeAskedForIsExit6() throws IOException {
        assumeTrue(Files.exists(Path.of("/usr/bin/setsid")), "without setsid the terminal of whoever tests is asked");
        try (ScriptedServer server = ScriptedServer.play("< 220 hello\n> USER a\n< 331 password, please\n")) {
            Program.Ran ran = Program.finished(
                    Program.startWithoutTerminal("get", "--no-netrc", server.url("a", "a.txt"), "-d", "."));
            assertEquals(6, ran.code(), ran.err());
            assertTrue(ran.err().contains("wants a password for a and there is none"), ran.err());
            assertTrue(ran.err().contains("there is no terminal to ask on"), ran.err());
        }
    }

    @Test
    void ignoresANetrcOfTheHomeThatOthersCanRead() throws IOException {
        Path netrc = directory.resolve(".netrc");
        Files.writeString(netrc, "machine 127.0.0.1 login a password " + Program.CANARY + "\n");
        assumeTrue(netrc.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Files.setPosixFilePermissions(netrc, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
        String anonymous = "< 220 hello\n> USER anonymous\n< 230 come in\n";
        try (ScriptedServer server = ScriptedServer.play(anonymous + Conversation.whole(10))) {
            Program.Ran ran = Program.finished(Program.start(
                    Map.of("HOME", directory.toString(), "LC_ALL", "C.UTF-8"),
                    "get",
                    server.url("", "a.txt"),
                    "-d",
                    directory.toString()));
            assertEquals(0, ran.code(), ran.err());
            assertTrue(ran.err().contains("pasv: warning: ignoring " + netrc), ran.err());
        }
    }

    @Test
    void aReaderThatGoesAwayIsNoError() throws IOException, InterruptedException {
        long size = 8 << 20;
        try (ScriptedServer server = ScriptedServer.play(Conversation.LOGIN
                + Conversation.ready(size)
                + "> RETR a.txt\n< 150 go\n! data " + size
                + "\n! close-data\n*> ABOR\n< 226 ok\n*> NOOP\n< 200 ok\n")) {
            Process process =
                    Program.start(UTF8, "get", "--no-netrc", Conversation.url(server), "-o", "-", "--retries", "0");
            assertEquals(TestBytes.FIRST, process.getInputStream().read());
            process.getInputStream().close();
            String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(141, process.waitFor(), err);
            assertEquals("", err);
        }
    }

    /** The first byte that a scripted server sends. */
    private static final class TestBytes {
        static final int FIRST = pasv.testing.TestFiles.pattern(0, 1)[0] & 0xFF;
    }
}
