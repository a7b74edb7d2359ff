package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pasv.net.Cancellation;
import pasv.testing.Conversation;
import pasv.testing.Program;
import pasv.testing.ScriptedServer;
import pasv.testing.TestFiles;
import pasv.ui.Glyphs;

/** A download that is interrupted ends with the signal's code, keeps what came, and blocks nobody. */
@Timeout(60)
class InterruptedTest {
    private static final int HALF = 2048;

    @TempDir
    Path directory;

    private static ScriptedServer stalling() {
        return ScriptedServer.play(Conversation.LOGIN + Conversation.stalls(4096, HALF));
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    void aSignalEndsItWithItsCode(String signal, int code) throws Exception {
        assumeTrue(File.separatorChar == '/');
        try (ScriptedServer server = stalling()) {
            Process process = start(server);
            awaitHalf(process);
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
            Program.Ran ran = Program.finished(process);
            assertEquals(code, ran.code(), ran.err());
            assertTrue(server.received(1).contains("ABOR"), "says ABOR before it goes");
            assertArrayEquals(TestFiles.pattern(0, HALF), Files.readAllBytes(part()));
            assertTrue(Files.exists(directory.resolve("a.txt.part.json")));
        }
    }

    @Test
    void aCancelInsideTheProgramIs130() throws Exception {
        try (ScriptedServer server = stalling()) {
            Cancellation cancellation = new Cancellation();
            Thread asker = new Thread(() -> {
                awaitHalf(null);
                cancellation.cancel(Cancellation.Cause.ASKED);
            });
            asker.start();
            Program.Ran ran = Program.run(
                    Glyphs.UNICODE,
                    cancellation,
                    "get",
                    "--no-netrc",
                    Conversation.url(server),
                    "-d",
                    directory.toString());
            asker.join();
            assertEquals(130, ran.code(), ran.err());
            assertArrayEquals(TestFiles.pattern(0, HALF), Files.readAllBytes(part()));
        }
    }

    @Test
    void aSecondProcessOnTheSameTargetGivesWay() throws Exception {
        String script = Conversation.LOGIN + Conversation.stalls(4096, HALF);
        try (ScriptedServer server = ScriptedServer.play(
                "=== session\n" + script + "=== session\n" + Conversation.LOGIN + Conversation.ready(4096))) {
            Process first = start(server);
            try {
                awaitHalf(first);
                Program.Ran second =
                        Program.run("get", "--no-netrc", Conversation.url(server), "-d", directory.toString());
                assertEquals(3, second.code(), second.err());
                assertTrue(
                        second.err().contains("another pasv (process " + first.pid() + ") is fetching a.txt right now"),
                        second.err());
                assertArrayEquals(TestFiles.pattern(0, HALF), Files.readAllBytes(part()));
            } finally {
                first.destroyForcibly();
            }
        }
    }

    @Test
    void aKilledProcessLeavesNoLockThatBlocks() throws Exception {
        try (ScriptedServer server = ScriptedServer.play("=== session\n" + Conversation.LOGIN
                + Conversation.stalls(4096, HALF) + "=== session\n" + Conversation.LOGIN + Conversation.whole(4096))) {
            Process first = start(server);
            awaitHalf(first);
            first.destroyForcibly().waitFor();
            Program.Ran second = Program.run("get", "--no-netrc", Conversation.url(server), "-d", directory.toString());
            assertEquals(0, second.code(), second.err());
            assertArrayEquals(TestFiles.pattern(0, 4096), Files.readAllBytes(directory.resolve("a.txt")));
            assertFalse(Files.exists(part()));
        }
    }

    private Process start(ScriptedServer server) throws IOException {
        return Program.startWithSignals("get", "--no-netrc", Conversation.url(server), "-d", directory.toString());
    }

    private Path part() {
        return directory.resolve("a.txt.part");
    }

    /** Waits until half of the file is on the disk; the test's own limit ends it. */
    private void awaitHalf(Process process) {
        File file = part().toFile();
        while (file.length() < HALF && (process == null || process.isAlive())) {
            Thread.onSpinWait();
        }
    }
}
