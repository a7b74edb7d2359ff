package pasv.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pasv.doctor.examination.Allowance;
import pasv.doctor.examination.Wishes;
import pasv.doctor.finding.Diagnosis;
import pasv.doctor.finding.Finding;
import pasv.doctor.finding.Severity;
import pasv.doctor.finding.Verdict;
import pasv.ftp.options.Credentials;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.WireListener;
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

    /** The time of the second reply alone would not be over yet. */
    @Test
    void severalSlowRepliesEndAtTheLimitOfTheProbe() throws IOException {
        String slow = "x".repeat(150);
        try (ScriptedServer server = ScriptedServer.play(LOGIN + "> SYST\n<. 215 " + slow + "\n> FEAT\n! stall\n")) {
            Diagnosis diagnosis = diagnose(server, new Allowance.Limits(Duration.ofSeconds(1), Duration.ofSeconds(20)));
            assertEquals("too-slow", diagnosis.verdict().id(), diagnosis::toString);
            assertEquals(
                    "the server answers too slowly: server was not done within 1 s",
                    diagnosis.verdict().sentence());
            assertEquals(Severity.SKIP, finding(diagnosis, "data").severity());
        }
    }

    @Test
    void aTricklingGreetingEndsAtTheLimit() throws IOException {
        try (ScriptedServer server = ScriptedServer.play("default * 500 no\n<. 220 " + "x".repeat(60_000) + "\n")) {
            Diagnosis diagnosis = diagnose(server, new Allowance.Limits(Duration.ofSeconds(1), Duration.ofSeconds(20)));
            assertEquals("banner-silent", diagnosis.verdict().id(), diagnosis::toString);
        }
    }

    @Test
    void tricklingDataEndsAtTheLimit() throws IOException {
        try (ScriptedServer server = ScriptedServer.play("""
                default PASV 227 ok ({pasv})
                default ABOR 226 closed
                default NOOP 200 ok
                """ + LOGIN + """
                > LIST
                < 150 here
                ! trickle 60000
                < 426 gone
                """)) {
            Diagnosis diagnosis = diagnose(server, new Allowance.Limits(Duration.ofSeconds(4), Duration.ofSeconds(20)));
            Finding data = finding(diagnosis, "data");
            assertEquals(Severity.WARN, data.severity(), diagnosis::toString);
            assertTrue(data.what().endsWith(" in 2500 ms, the rest was left unread"), data::what);
            assertEquals("healthy", diagnosis.verdict().id(), diagnosis::toString);
        }
    }

    @Test
    void fullPacketsThatVanishAreTold() throws IOException {
        try (ScriptedServer server = ScriptedServer.play("""
                default PASV 227 ok ({pasv})
                default EPSV 502 no
                """ + LOGIN + """
                > LIST
                < 150 here
                ! data-text "-rw-r--r-- 1 a a 314572800 Jan 1 2025 a.txt\\r\\n"
                ! close-data
                < 226 done
                > RETR a.txt
                < 150 here
                ! stall
                """)) {
            Diagnosis diagnosis = diagnose(server, new Allowance.Limits(Duration.ofSeconds(4), Duration.ofSeconds(20)));
            assertEquals("mtu-hole", diagnosis.verdict().id(), diagnosis::toString);
        }
    }

    @Test
    void dataTakenBySomebodyElseIsTold() throws IOException {
        try (ScriptedServer server =
                ScriptedServer.play("default PASV 227 ok ({pasv})\n" + LOGIN + "> LIST\n! close-data\n! stall\n")) {
            assertEquals("data-intercepted", examine(server).id());
        }
    }

    /** Few find room in the queue of a port that the server waits on: who knocks there many times counts no packets. */
    @Test
    void nobodyKnocksWhereTheServerMayBeWaiting() throws IOException {
        try (ScriptedServer server = ScriptedServer.play(LOGIN + """
                > PASV
                < 227 ok ({pasv})
                > PASV
                < 227 ok ({pasv})
                > LIST
                < 150 here
                ! close-data
                < 226 done
                > NOOP
                ! stall
                """)) {
            Wishes wishes = new Wishes(false, Optional.of(Duration.ofMillis(1)));
            Diagnosis diagnosis =
                    diagnose(server, new Allowance.Limits(Duration.ofSeconds(2), Duration.ofSeconds(20)), wishes);
            assertEquals("idle-dropped", diagnosis.verdict().id(), diagnosis::toString);
            assertEquals(1, server.dataConnections());
        }
    }

    @Test
    void allProbesTogetherHaveALimit() throws IOException {
        try (ScriptedServer server = ScriptedServer.play("default * 500 no\n<. 220 " + "x".repeat(60_000) + "\n")) {
            Diagnosis diagnosis = diagnose(server, new Allowance.Limits(Duration.ofSeconds(20), Duration.ofSeconds(1)));
            assertEquals("banner-silent", diagnosis.verdict().id(), diagnosis::toString);
            assertEquals(
                    List.of("banner was not done within 1 s for all probes together"),
                    finding(diagnosis, "banner").evidence());
            assertEquals(Severity.SKIP, finding(diagnosis, "data").severity());
        }
    }

    private static Finding finding(Diagnosis diagnosis, String id) {
        return diagnosis.findings().stream()
                .filter(finding -> finding.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Verdict examine(ScriptedServer server) throws IOException {
        return diagnose(server, Allowance.Limits.STANDARD).verdict();
    }

    private static Diagnosis diagnose(ScriptedServer server, Allowance.Limits limits) throws IOException {
        return diagnose(server, limits, Wishes.LOOK);
    }

    private static Diagnosis diagnose(ScriptedServer server, Allowance.Limits limits, Wishes wishes)
            throws IOException {
        Duration limit = Duration.ofSeconds(3);
        FtpOptions options = FtpOptions.to(FtpUrl.parse(server.url("a", "")))
                .withCredentials(Credentials.of("a", "1234"))
                .withTimeouts(new Timeouts(limit, limit, limit, limit));
        return new Doctor(options, wishes, WireListener.NONE, new Cancellation(), limits).examine(finding -> {});
    }
}
