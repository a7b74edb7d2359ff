package pasv.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pasv.doctor.finding.Diagnosis;

/** Saved conversations, real ones of pasv, curl and lftp among them, lead to the verdicts that the live ones do. */
class SavedLogTest {
    @ParameterizedTest
    @CsvSource({
        "pasv-drop-range.log,data-no-answer",
        "curl-drop-range.log,data-no-answer",
        "lftp-drop-range.log,data-no-answer",
        "wireshark-drop-range.txt,data-no-answer",
        "lftp-reject-range.log,data-prohibited",
        "curl-refuse-range.log,data-refused",
        "lftp-loopback.log,address-loopback",
        "lftp-healthy.log,healthy",
        "curl-expired-cert.log,certificate-expired",
        "lftp-expired-cert.log,certificate-expired",
        // before the server has said a word
        "curl-slow-banner.log,banner-silent",
        "lftp-slow-banner.log,server-silent",
        "curl-no-answer.log,server-no-answer",
        "pasv-no-answer.log,server-no-answer",
        "curl-refused.log,server-refused",
        "lftp-refused.log,server-refused",
        "curl-unknown-name.log,name-unknown",
        "lftp-unknown-name.log,name-unknown",
        // the header names the client first, and byte counts stand between the pieces
        "wireshark-follow-drop-range.txt,data-no-answer",
        "wireshark-follow-healthy.txt,healthy",
        "filezilla-refused.log,data-refused",
        "filezilla-private.log,address-private",
        "wireshark-no-range.txt,range-not-configured",
        "wireshark-healthy.txt,healthy",
        "curl-tls-required.log,tls-required",
        "full-house.log,server-full"
    })
    void tellsTheTrouble(String file, String verdict) throws IOException {
        Diagnosis diagnosis = SavedLog.diagnose(read(file)).orElseThrow();
        assertEquals(verdict, diagnosis.verdict().id(), diagnosis::toString);
        assertFalse(diagnosis.toString().contains("1234"), "a password of the log was repeated");
    }

    @Test
    void recognisesTheServerForItsFixLines() throws IOException {
        Diagnosis diagnosis = SavedLog.diagnose(read("filezilla-private.log")).orElseThrow();
        assertEquals("vsftpd 3.0.5", diagnosis.server());
        assertEquals(
                "pasv_address=203.0.113.11", diagnosis.verdict().fixes().get(0).line());
    }

    @Test
    void aPartlyOpenRangeShowsInOneLog() {
        String log = """
                > PASV
                < 227 Entering Passive Mode (10,0,0,11,234,97).
                < 150 here
                < 226 done
                > PASV
                < 227 Entering Passive Mode (10,0,0,11,234,104).
                * connect to 10.0.0.11 port 60008 failed: Connection timed out
                """;
        assertEquals(
                "range-partly-open",
                SavedLog.diagnose(log).orElseThrow().verdict().id());
    }

    @Test
    void whatIsNoConversationHasNoDiagnosis() {
        assertTrue(SavedLog.diagnose("hello\nworld\n").isEmpty());
        assertTrue(SavedLog.diagnose("").isEmpty());
    }

    private static String read(String file) throws IOException {
        try (InputStream in = SavedLogTest.class.getResourceAsStream("/pasv/doctor/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
