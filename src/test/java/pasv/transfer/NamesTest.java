package pasv.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;

/** Names on the local disk, and when it is tried again. */
class NamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "/", "a/b", "../x", "/abs", "a/../../b", "x\0y", "a\nb", "a\u001b[2J", "\u009b"})
    void isNoLocalName(String name) {
        FtpException e = assertThrows(FtpException.class, () -> LocalName.checked(name));
        assertEquals(Failure.HOSTILE, e.failure());
        assertFalse(e.getMessage().matches("(?s).*[\0-\u001f\u0080-\u009f].*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.txt", "|id", "-rf", "!x", "~root", "...", "한글.txt", " x "})
    void isAnOrdinaryName(String name) throws FtpException {
        assertEquals(name, LocalName.checked(name));
    }

    @Property(tries = 2000)
    void whatPassesStaysInItsDirectory(@ForAll String name) {
        try {
            LocalName.checked(name);
        } catch (FtpException e) {
            return;
        }
        assertEquals(-1, name.indexOf('/'));
        assertNotEquals("..", name);
    }

    @Property(tries = 500)
    void aPartNameFitsTheFileSystem(@ForAll @StringLength(min = 1, max = 300) String name) {
        String part = PartName.of(name);
        assertTrue(part.endsWith(PartName.PART));
        int bytes = (part + PartName.JOURNAL + "~").getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes <= 255, part);
    }

    @Test
    void longNamesThatDifferHavePartsThatDiffer() {
        assertEquals("a.txt.part", PartName.of("a.txt"));
        assertNotEquals(PartName.of("x".repeat(250) + "1"), PartName.of("x".repeat(250) + "2"));
        assertEquals(Path.of("a.txt.part"), Path.of(PartName.of("a.txt")).getFileName());
    }

    @Property(tries = 500)
    void pausesGrowFromHalfASecondToThirty(@ForAll @IntRange(min = 1, max = 1000) int n) {
        Duration pause = new RetryPolicy(3).pause(n);
        long full = n > 5 ? 30_000 : 1_000L << (n - 1);
        assertTrue(pause.toMillis() >= full / 2 && pause.toMillis() <= full, pause + " at " + n);
    }
}
