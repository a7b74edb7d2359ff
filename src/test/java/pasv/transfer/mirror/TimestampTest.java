package pasv.transfer.mirror;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pasv.transfer.mirror.Timestamp.Match;

/** Two times of one version of a file are told from those of two versions, however coarsely a listing speaks. */
class TimestampTest {
    @ParameterizedTest
    @CsvSource({
        // MLSD and a local file: to the second
        "2026-03-01T10:20:30Z, 1, 2026-03-01T10:20:30Z, 1, SAME",
        "2026-03-01T10:20:30.999Z, 1, 2026-03-01T10:20:30Z, 1, SAME",
        "2026-03-01T10:20:31Z, 1, 2026-03-01T10:20:30Z, 1, DIFFERENT",
        // LIST tells minutes
        "2026-03-01T10:20:00Z, 60, 2026-03-01T10:20:59Z, 1, SAME",
        "2026-03-01T10:20:00Z, 60, 2026-03-01T10:21:00Z, 1, DIFFERENT",
        // FAT keeps every second second, rounded up by some
        "2026-03-01T10:20:32Z, 2, 2026-03-01T10:20:31Z, 1, SAME",
        "2026-03-01T10:20:34Z, 2, 2026-03-01T10:20:31Z, 1, DIFFERENT",
        // summer time, Korea, Nepal, and one that no zone explains
        "2026-03-01T11:20:30Z, 1, 2026-03-01T10:20:30Z, 1, UNCERTAIN",
        "2026-03-01T19:20:00Z, 60, 2026-03-01T10:20:30Z, 1, UNCERTAIN",
        "2026-03-01T16:05:00Z, 60, 2026-03-01T10:20:00Z, 60, UNCERTAIN",
        "2026-03-01T10:27:00Z, 60, 2026-03-01T10:20:00Z, 60, DIFFERENT",
        "2026-03-02T13:20:30Z, 1, 2026-03-01T10:20:30Z, 1, DIFFERENT",
        // a day alone says little
        "2026-03-01T00:00:00Z, 86400, 2026-03-01T23:20:30Z, 1, UNCERTAIN",
        "2026-03-01T00:00:00Z, 86400, 2026-03-05T00:00:00Z, 1, DIFFERENT",
    })
    void theCoarserOfBothDecides(Instant left, long leftCut, Instant right, long rightCut, Match match) {
        Timestamp one = new Timestamp(left, Duration.ofSeconds(leftCut), true);
        Timestamp other = new Timestamp(right, Duration.ofSeconds(rightCut), true);
        assertEquals(match, one.match(other));
        assertEquals(match, other.match(one));
    }
}
