package pasv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pasv.testing.RealServer;
import pasv.testing.RequiresServer;
import pasv.testing.TestFiles;

/**
 * Scripts that were written for the old {@code ftp -n} run as they are, against the server that they were written for;
 * where the server fails they fail too, which {@code ftp} never told (it exits with 0).
 */
@RequiresServer("vsftpd")
class OldScriptTest {
    @TempDir
    Path directory;

    private Path remote;
    private Path local;
    private AtHome user;

    private RealServer vsftpd() throws IOException {
        user = new AtHome(Files.createDirectories(directory.resolve("user")));
        local = Files.createDirectories(directory.resolve("local"));
        remote = Files.createDirectories(directory.resolve("homes/a"));
        TestFiles.write(remote.resolve("one.gz"), 1000, 1);
        TestFiles.write(remote.resolve("two.gz"), 2000, 2);
        TestFiles.write(local.resolve("up.txt"), 300, 3);
        return RealServer.vsftpd().start(directory.resolve("homes"));
    }

    private String script(RealServer server, String... lines) {
        return "open 127.0.0.1 " + server.port() + "\nuser a " + RealServer.PASSWORD + "\nlcd " + local + "\n"
                + String.join("\n", lines) + "\n";
    }

    private static final String[] GOOD = {
        "binary",
        "hash",
        "prompt",
        "passive",
        "mget *.gz",
        "get one.gz named.gz",
        "put up.txt sent.txt",
        "mput *.txt",
        "mkdir made",
        "rename sent.txt made/moved.txt",
        "cd made",
        "size moved.txt",
        "delete moved.txt",
        "cd ..",
        "rmdir made",
        "dir",
        "nlist",
        "pwd",
        "status",
        "bye"
    };

    @Test
    void fromStandardInput() throws IOException {
        try (RealServer server = vsftpd()) {
            AtHome.Ran ran = user.fed(script(server, GOOD), "-n");
            assertEquals(0, ran.code(), ran.err());
            arrived();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-n -s:", "-n -i -v -s:", "-niv -s:", "-v -n -s:"})
    void fromAFileWithTheOldFlags(String flags) throws IOException {
        try (RealServer server = vsftpd()) {
            Path file = Files.writeString(directory.resolve("job.ftp"), script(server, GOOD));
            AtHome.Ran ran = user.run((flags + file).split(" "));
            assertEquals(0, ran.code(), ran.err());
            arrived();
        }
    }

    /** As in {@code ftp -n HOST <<END}: the host on the command line, the user in the script. */
    @Test
    void aHereDocumentNamesTheUserAndTheCommandLineTheHost() throws IOException {
        try (RealServer server = vsftpd()) {
            String lines = "user a " + RealServer.PASSWORD + "\nlcd " + local + "\nget one.gz\nquit\n";
            AtHome.Ran ran = user.fed(lines, "-n", "127.0.0.1:" + server.port());
            assertEquals(0, ran.code(), ran.err());
            assertEquals(-1, Files.mismatch(remote.resolve("one.gz"), local.resolve("one.gz")));
        }
    }

    private void arrived() throws IOException {
        for (String name : List.of("one.gz", "two.gz")) {
            assertEquals(-1, Files.mismatch(remote.resolve(name), local.resolve(name)), name);
        }
        assertEquals(-1, Files.mismatch(remote.resolve("one.gz"), local.resolve("named.gz")));
        assertEquals(-1, Files.mismatch(local.resolve("up.txt"), remote.resolve("up.txt")));
        assertFalse(Files.exists(remote.resolve("made")));
        assertFalse(Files.exists(remote.resolve("sent.txt")));
    }

    @Test
    void goesOnBehindWhatFailsAndTellsItAll() throws IOException {
        try (RealServer server = vsftpd()) {
            String lines =
                    script(server, "get missing.txt", "put nothere", "put up.txt /etc/no/up.txt", "get one.gz", "bye");
            AtHome.Ran ran = user.fed(lines, "-n");
            assertEquals(8, ran.code(), ran.err());
            assertTrue(
                    ran.err()
                            .endsWith("pasv: 3 lines failed:\n  line 4: get missing.txt\n  line 5: put nothere\n"
                                    + "  line 6: put up.txt /etc/no/up.txt\n"),
                    ran.err());
            assertTrue(Files.exists(local.resolve("one.gz")));
            assertFalse(Files.exists(local.resolve("missing.txt")));
        }
    }

    @Test
    void aLocalFileThatIsMissingComesFirst() throws IOException {
        try (RealServer server = vsftpd()) {
            assertEquals(
                    3,
                    user.fed(script(server, "put nothere", "get missing.txt"), "-n")
                            .code());
        }
    }

    @Test
    void aWrongPasswordFailsAllThatFollows() throws IOException {
        try (RealServer server = vsftpd()) {
            String lines = "open 127.0.0.1 " + server.port() + "\nuser a wrong-1\nlcd " + local + "\nget one.gz\nbye\n";
            AtHome.Ran ran = user.fed(lines, "-n");
            assertEquals(6, ran.code(), ran.err());
            assertTrue(ran.err().contains("line 2: (hidden)\n  line 4: get one.gz\n"), ran.err());
            assertFalse(ran.err().contains("wrong-1"), ran.err());
            assertFalse(Files.exists(local.resolve("one.gz")));
        }
    }

    @Test
    void aServerThatIsGoneInTheMiddleIsAFailure() throws IOException {
        try (RealServer server = vsftpd()) {
            InputStream lines = new SequenceInputStream(
                    bytes(script(server, "get one.gz")), new Deed(server::kill, "get two.gz\nput up.txt\nbye\n"));
            AtHome.Ran ran = user.fed(lines, "--retries", "0", "-n");
            assertEquals(4, ran.code(), ran.err());
            assertTrue(
                    ran.err().contains("pasv: 2 lines failed:\n  line 5: get two.gz\n  line 6: put up.txt\n"),
                    ran.err());
            assertTrue(Files.exists(local.resolve("one.gz")));
            assertFalse(Files.exists(local.resolve("two.gz")));
        }
    }

    @Test
    void runAndCommandsStopAtTheFirstFailureUnlessToldToGoOn() throws IOException {
        try (RealServer server = vsftpd()) {
            String url = server.url("a", "").replace("a@", "a:" + RealServer.PASSWORD + "@");
            String lines = "lcd " + local + "\ncd nowhere\nget one.gz\nput nothere\n";
            Path file = Files.writeString(directory.resolve("job.pasv"), "open " + url + "\n" + lines);
            String commands = lines.strip().replace("\n", "; ");
            for (String[] stops : new String[][] {{"run", file.toString()}, {"-c", commands, url}}) {
                assertEquals(8, user.run(stops).code());
                assertFalse(Files.exists(local.resolve("one.gz")));
            }
            for (String[] goesOn : new String[][] {
                {"run", "--keep-going", file.toString()},
                {"run", file.toString(), "--keep-going"},
                {"-c", commands, "--keep-going", url}
            }) {
                AtHome.Ran ran = user.run(goesOn);
                assertEquals(8, ran.code(), ran.err());
                assertTrue(Files.deleteIfExists(local.resolve("one.gz")));
            }
            assertEquals(8, user.fed("open " + url + "\n" + lines, "run", "-").code());
        }
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Lines before whose first something happens. */
    private static final class Deed extends ByteArrayInputStream {
        private final Runnable deed;
        private boolean done;

        Deed(Runnable deed, String lines) {
            super(lines.getBytes(StandardCharsets.UTF_8));
            this.deed = deed;
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            if (!done) {
                done = true;
                deed.run();
            }
            return super.read(into, offset, length);
        }
    }
}
