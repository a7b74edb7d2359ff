package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pasv.testing.Conversation;
import pasv.testing.Program;
import pasv.testing.RealServer;
import pasv.testing.RequiresServer;
import pasv.testing.ScriptedServer;
import pasv.testing.TestFiles;

/** {@code --report}: a page of every run, whatever comes of it, that asks nobody for anything. */
@Timeout(120)
class ReportTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    @TempDir
    Path homes;

    @TempDir
    Path directory;

    @Test
    @RequiresServer("vsftpd")
    void aTransferIsDrawn() throws Exception {
        Files.createDirectories(homes.resolve("a"));
        TestFiles.write(homes.resolve("a/a.txt"), 100_000, 1);
        Path page = directory.resolve("page.html");
        try (RealServer server = RealServer.vsftpd()) {
            server.start(homes);
            String url = server.url("a", "a.txt").replace("@", ":" + RealServer.PASSWORD + "@");
            Program.Ran ran =
                    Program.run("get", "--no-netrc", url, "-d", directory.toString(), "--report", page.toString());
            assertEquals(0, ran.code(), ran.err());
        }
        String html = Files.readString(page);
        assertTrue(html.contains("files 1 proven"), html);
        assertTrue(html.matches("(?s).*[0-9]+ × 256 \\+ [0-9]+ = [0-9]+.*"));
        assertTrue(html.contains("RETR a.txt") && html.contains("PASS ****"));
        assertFalse(html.contains(":" + RealServer.PASSWORD + "@"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(page)));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(2, files.count());
        }
        opensInABrowser(page);
    }

    @Test
    void aFailureIsDrawn() throws Exception {
        Path page = directory.resolve("page.html");
        try (ScriptedServer server = ScriptedServer.play("< 220 hello\n> USER a\n< 530 <script>alert(1)</script>\n")) {
            Program.Ran ran = Program.run(
                    "get",
                    "--no-netrc",
                    "--retries=0",
                    Conversation.url(server),
                    "-d",
                    directory.toString(),
                    "--reply-timeout=1",
                    "--report",
                    page.toString());
            assertTrue(ran.code() != 0, ran.err());
        }
        String html = Files.readString(page);
        assertTrue(html.contains("verdict bad") && html.contains("530 &lt;script&gt;"), html);
        opensInABrowser(page);
    }

    @Test
    void aScriptThatFailsIsDrawn() throws Exception {
        Path page = directory.resolve("page.html");
        Path script = directory.resolve("script.pasv");
        try (ScriptedServer server = ScriptedServer.play("< 220 hello\n> USER anonymous\n< 530 nobody comes in\n")) {
            Files.writeString(script, "open ftp://127.0.0.1:" + server.port() + "\n");
            Program.Ran ran = Program.run("run", script.toString(), "--no-netrc", "--report", page.toString());
            assertEquals(6, ran.code(), ran.err());
        }
        String html = Files.readString(page);
        assertTrue(html.contains("verdict bad") && html.contains("530 nobody comes in"), html);
        assertTrue(html.contains("USER anonymous"), html);
    }

    @Test
    void nothingIsAskedWhereThePageCannotBeWritten() throws IOException {
        try (ScriptedServer server = ScriptedServer.play("=== session optional")) {
            Program.Ran ran = Program.run(
                    "get",
                    "--no-netrc",
                    Conversation.url(server),
                    "--report",
                    directory.resolve("no/page.html").toString());
            assertEquals(3, ran.code(), ran.err());
            assertEquals(0, server.sessions());
        }
    }

    @Test
    void aForeignLogIsDrawnWithoutItsPassword() throws Exception {
        Path log = directory.resolve("curl.log");
        Path page = directory.resolve("page.html");
        Files.writeString(
                log,
                "* Connected to 10.0.0.11 (10.0.0.11) port 21 (#0)\n< 220 <b>hello</b>\n> USER a\n< 331 say it\n> PASS "
                        + Program.CANARY
                        + "\n< 230 welcome " + Program.CANARY
                        + "\n> PASV\n< 227 Entering Passive Mode (10,0,0,11,234,97).\n* connect to 10.0.0.11 port 60001"
                        + " failed: Connection timed out\n");
        Program.Ran ran = Program.run("explain", log.toString(), "--report", page.toString());
        assertEquals(0, ran.code(), ran.err());
        String html = Files.readString(page);
        assertFalse(html.contains(Program.CANARY), html);
        assertTrue(html.contains("234 × 256 + 97 = 60001") && html.contains("does not answer"), html);
        assertFalse(html.contains("<b>"), html);
        opensInABrowser(page);
    }

    /** No word on the console and no request but for the page itself; a screenshot is what a person looks at. */
    private void opensInABrowser(Path page) throws IOException, InterruptedException {
        boolean required = "require".equals(System.getenv("PASV_REAL_SERVERS"));
        assumeTrue(required || Files.exists(CHROMIUM), "chromium is not installed");
        Path net = directory.resolve("net.json");
        Path said = directory.resolve("chromium.log");
        Process browser = new ProcessBuilder(List.of(
                        CHROMIUM.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--no-first-run",
                        "--enable-logging=stderr",
                        "--host-resolver-rules=MAP * ~NOTFOUND",
                        "--user-data-dir=" + directory.resolve("browser"),
                        "--log-net-log=" + net,
                        "--dump-dom",
                        page.toUri().toString()))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertTrue(browser.waitFor(60, TimeUnit.SECONDS));
        String out = Files.readString(said);
        assertTrue(out.contains("</main>"), out);
        assertFalse(out.contains("CONSOLE"), out);
        String requests = Files.readString(net);
        // those of the browser itself have "not an origin"
        assertFalse(requests.matches("(?s).*\"initiator\":\"(null|file).*"), "a request was made");
    }
}
