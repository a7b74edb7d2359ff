package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pasv.net.Cancellation;
import pasv.testing.EmbeddedServer;
import pasv.testing.ScriptedServer;
import pasv.testing.TestFiles;
import pasv.ui.Console;
import pasv.ui.Glyphs;

/** The doctor on the command line: its lines, its JSON, its exit codes, its recording. */
class DoctorVerbTest {
    private static final String SECRET = "Kq7-secret";

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aHealthyServerIsZeroWithALineForEachProbe() throws Exception {
        TestFiles.write(Files.createDirectories(directory.resolve("a")).resolve("a.txt"), 4096, 1);
        try (EmbeddedServer server =
                EmbeddedServer.over(directory).user("a", SECRET).start()) {
            Path log = directory.resolve("doctor.log");
            String url = server.url("a", "").replace("a@", "a:" + SECRET + "@");
            assertEquals(0, run("doctor", url, "--write", "--record", log.toString()), this::text);
            assertTrue(text().contains("\nok    pasv "), this::text);
            assertTrue(text().contains("[healthy]"), this::text);
            assertFalse((text() + Files.readString(log)).contains(SECRET), "the password was printed or recorded");
            assertTrue(Files.readString(log).contains("> PASS ****"));
            assertTrue(Files.readString(log).contains("[healthy]"));
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(log)));
            assertEquals(3, run("doctor", url, "--record", log.toString()), "a recording must not be overwritten");
        }
    }

    @Test
    void jsonHasOneVerdict() throws IOException {
        try (ScriptedServer server = ScriptedServer.play("< 421 There are too many connected users\n! close\n")) {
            assertEquals(4, run("--json", "doctor", server.url("a", "")), this::text);
            String verdict = out.toString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.contains("\"event\":\"verdict\""))
                    .reduce("", String::concat);
            assertTrue(verdict.startsWith("{\"event\":\"verdict\",\"id\":\"server-full\",\"exit\":4,"), verdict);
        }
    }

    @Test
    void theDeadlineOfTheRunIsTenAndNoFinding() throws IOException {
        try (ScriptedServer server = ScriptedServer.play("! stall\n")) {
            assertEquals(10, run("doctor", "--max-time", "1", server.url("a", "")), this::text);
            assertTrue(text().contains("the time for the whole run is over"), this::text);
        }
    }

    @Test
    void explainReadsASavedLog() throws IOException {
        Path log = directory.resolve("saved.log");
        Files.writeString(log, "< 227 Entering Passive Mode (127,0,0,1,234,97).\n");
        assertEquals(0, run("explain", log.toString()), this::text);
        assertTrue(text().contains("[address-loopback]"), this::text);
        Files.writeString(log, "nothing of the kind\n");
        assertEquals(2, run("explain", log.toString()), this::text);
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        return new CommandLineRun(new Console(out, err, Glyphs.UNICODE, false, false), new Cancellation())
                .run(arguments);
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }
}
