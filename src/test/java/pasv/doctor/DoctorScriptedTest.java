package pasv.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pasv.ftp.Credentials;
import pasv.ftp.FtpOptions;
import pasv.ftp.FtpUrl;
import pasv.ftp.WireListener;
import pasv.net.Cancellation;
import pasv.net.Timeouts;
import pasv.testing.ScriptedServer;

/** Servers with one trouble each get that verdict, and the doctor keeps its manners. */
class DoctorScriptedTest {
    private static final String LOGIN = """
            default TYPE 200 ok
            default * 502 no
            < 220 hi
            > USER a
            < 331 pw
            > PASS *
            < 230 in
            """;

    @Test
    void aFullServerIsAskedOnce() throws IOException {
        try (ScriptedServer server = ScriptedServer.play("< 421 There are too many connected users\n! close\n")) {
            assertEquals("server-full", examine(server).id());
            assertEquals(1, server.sessions());
        }
    }

    @Test
    void anotherProtocolIsNamed() throws IOException {
        try (ScriptedServer server = ScriptedServer.play("< SSH-2.0-OpenSSH_9.2\n")) {
            Verdict verdict = examine(server);
            assertEquals("not-ftp", verdict.id());
            assertTrue(verdict.sentence().contains("SSH"), verdict.sentence());
        }
    }

    @Test
    void aRejectedLoginIsNotTriedAgain() throws IOException {
        try (ScriptedServer server =
                ScriptedServer.play("< 220 hi\n> USER a\n< 331 pw\n> PASS *\n< 530 Login incorrect.\n")) {
            assertEquals("login-rejected", examine(server).id());
            assertEquals(1, server.sessions());
        }
    }

    @Test
    void aServerWithoutPassiveMode() throws IOException {
        try (ScriptedServer server = ScriptedServer.play(LOGIN)) {
            assertEquals("passive-refused", examine(server).id());
        }
    }

    @Test
    void aPassiveReplyThatCannotBe() throws IOException {
        try (ScriptedServer server = ScriptedServer.play("default PASV 227 ok (10,0,0,11,256,1)\n" + LOGIN)) {
            assertEquals("passive-garbled", examine(server).id());
        }
    }

    private static Verdict examine(ScriptedServer server) throws IOException {
        Duration limit = Duration.ofSeconds(3);
        FtpOptions options = FtpOptions.to(FtpUrl.parse(server.url("a", "")))
                .withCredentials(Credentials.of("a", "1234"))
                .withTimeouts(new Timeouts(limit, limit, limit, limit));
        return new Doctor(options, new Wishes(false, Optional.empty()), WireListener.NONE, new Cancellation())
                .examine(finding -> {})
                .verdict();
    }
}
