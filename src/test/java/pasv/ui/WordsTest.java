package pasv.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.ftp.wire.Reply;

/** How amounts, signs and advice are said. */
class WordsTest {
    /** What needs no advice: the message itself says what to change, or there is nobody to tell. */
    private static final Set<Failure> SPEAK_FOR_THEMSELVES = EnumSet.of(
            Failure.USAGE,
            Failure.REFUSED,
            Failure.OUTPUT_CLOSED,
            Failure.CANCELLED,
            Failure.TLS_FAILED,
            Failure.CERTIFICATE,
            Failure.DATA_UNPROTECTED);

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 0.98 KiB",
        "1024, 1.00 KiB",
        "10240, 10.0 KiB",
        "102400, 100 KiB",
        "1023999, 0.98 MiB",
        "314572800, 300 MiB",
        "1610612736, 1.50 GiB",
        "9223372036854775807, 8.00 EiB",
    })
    void human(long bytes, String said) {
        assertEquals(said, Quantity.human(bytes));
    }

    @Test
    void exactTimesAndLimits() {
        assertEquals("314,572,800", Quantity.exact(314_572_800));
        assertEquals("500 ms", Quantity.limit(Duration.ofMillis(500)));
        assertEquals("10 s", Quantity.limit(Duration.ofSeconds(10)));
        assertEquals("30 s", Quantity.limit(Duration.ofMillis(29_999)));
        assertEquals("5 ms", Quantity.limit(Duration.ofMillis(5)));
        assertEquals("1500 ms", Quantity.limit(Duration.ofMillis(1_500)));
        assertEquals("0.42 s", Quantity.seconds(Duration.ofMillis(420)));
        assertEquals("100 s", Quantity.seconds(Duration.ofSeconds(100)));
        assertEquals("0:05", Quantity.clock(5));
        assertEquals("1:02:03", Quantity.clock(3723));
    }

    @ParameterizedTest
    @CsvSource({
        "C.UTF-8, , , UNICODE",
        ", , ko_KR.utf8, UNICODE",
        "C, , ko_KR.UTF-8, ASCII",
        ", POSIX, , ASCII",
        ", , de_DE.ISO-8859-1, ASCII",
        ", , , ASCII",
    })
    void theLocaleChoosesTheSigns(String all, String ctype, String lang, Glyphs glyphs) {
        Map<String, String> environment = Map.of(
                "LC_ALL", Optional.ofNullable(all).orElse(""),
                "LC_CTYPE", Optional.ofNullable(ctype).orElse(""),
                "LANG", Optional.ofNullable(lang).orElse(""));
        assertEquals(glyphs, Glyphs.of(environment, new Properties()));
    }

    @Test
    void theLaunchersWordOnTheLocaleWins() {
        Properties properties = new Properties();
        properties.setProperty("pasv.locale", "UTF-8");
        assertEquals(Glyphs.UNICODE, Glyphs.of(Map.of("LC_ALL", "C"), properties));
    }

    @Test
    void aReplyOfAMegabyteIsCutAndShownOnce() {
        Circumstances facts = Circumstances.in(Phase.LOGIN).withReply(Reply.of(530, "no ".repeat(1 << 18)));
        String said = String.join(
                "\n",
                new Problem(Glyphs.ASCII, failure -> 1).lines(new FtpException(Failure.REFUSED, "refused", facts)));
        assertTrue(said.startsWith("pasv: error: refused: 530 no no "), said);
        assertTrue(said.contains(" ... (785,435 more characters)"), said.substring(1000));
        assertTrue(said.length() < 2000, said);
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void everyFailureHasAdviceOrSpeaksForItself(Failure failure) {
        FtpException e = new FtpException(failure, "x", Circumstances.in(Phase.COMMAND));
        assertTrue(SPEAK_FOR_THEMSELVES.contains(failure) || !Advice.of(e).isEmpty(), failure.id());
        Advice.of(e).forEach(advice -> assertTrue(advice.equals(advice.strip()) && !advice.endsWith("."), advice));
    }
}
