package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pasv.testing.Conversation;
import pasv.testing.Program;
import pasv.testing.ScriptedServer;

/** Whatever language the system speaks of its troubles in, they are the same troubles. */
@Timeout(60)
class LocaleTest {
    private static final int MUCH = 4_000_000;

    @TempDir
    Path directory;

    private static void demand(String locale) throws IOException {
        Process all = new ProcessBuilder("locale", "-a").start();
        String there = new String(all.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean has = there.lines().anyMatch(line -> line.equalsIgnoreCase(locale.replace("UTF-8", "utf8")));
        if (!has && "require".equals(System.getenv("PASV_REAL_SERVERS"))) {
            fail("the locale " + locale + " is not there, and PASV_REAL_SERVERS=require demands it");
        }
        assumeTrue(has, "the locale " + locale + " is not there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr_FR.UTF-8", "ko_KR.UTF-8"})
    void aReaderThatGoesIs141(String locale) throws IOException {
        demand(locale);
        String script = Conversation.LOGIN + Conversation.ready(MUCH) + "> RETR a.txt\n< 150 go\n! data " + MUCH
                + "\n! close-data\n*> ABOR\n< 226 ok\n*> NOOP\n< 200 ok\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Process process = Program.start(Map.of("LC_ALL", locale), "cat", "--no-netrc", Conversation.url(server));
            assertTrue(process.getInputStream().read() >= 0);
            process.getInputStream().close();
            String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(141, process.waitFor(), said);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr_FR.UTF-8", "ko_KR.UTF-8"})
    void aFullDeviceIsNoSpace(String locale) throws IOException {
        demand(locale);
        assumeTrue(Files.exists(Path.of("/dev/full")), "no /dev/full here");
        String script = Conversation.LOGIN + Conversation.ready(10)
                + "> RETR a.txt\n< 150 go\n! data 10\n! close-data\n*> ABOR\n< 226 ok\n*> NOOP\n< 200 ok\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Program.Ran ran = Program.finished(Program.start(
                    Map.of("LC_ALL", locale),
                    "get",
                    "--json",
                    "--no-netrc",
                    Conversation.url(server),
                    "-o",
                    "/dev/full"));
            assertEquals(3, ran.code(), ran.err());
            assertTrue(ran.out().contains("\"kind\":\"no-space\""), ran.out());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fr_FR.UTF-8", "ko_KR.UTF-8"})
    void aClosedPortIsRefused(String locale) throws IOException {
        demand(locale);
        try (pasv.testing.RefusingPort closed =
                new pasv.testing.RefusingPort(java.net.InetAddress.getLoopbackAddress())) {
            Program.Ran ran = Program.finished(Program.start(
                    Map.of("LC_ALL", locale),
                    "get",
                    "--json",
                    "--retries=0",
                    "--no-netrc",
                    "ftp://127.0.0.1:" + closed.port() + "/a.txt",
                    "-d",
                    directory.toString()));
            assertEquals(4, ran.code(), ran.err());
            assertTrue(ran.out().contains("\"kind\":\"connect-refused\""), ran.out());
        }
    }
}
