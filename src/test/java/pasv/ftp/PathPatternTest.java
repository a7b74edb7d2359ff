package pasv.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pasv.ftp.wire.RemotePath;
import pasv.listing.Glob;
import pasv.remote.ServerZone;

/** Which paths an argument means: raw wildcards against percent-encoded ones. */
class PathPatternTest {
    @Test
    void aPathWithoutWildcardsIsItself() {
        PathPattern pattern = PathPattern.ofUrl("ftp://h/pub/a%20b.txt;type=i");
        assertTrue(pattern.isLiteral());
        assertEquals(RemotePath.of("pub/a b.txt"), pattern.base());
    }

    @Test
    void aRawStarIsAWildcard() {
        PathPattern pattern = PathPattern.ofUrl("ftp://h/pub/*/a?.iso");
        assertEquals(RemotePath.of("pub"), pattern.base());
        assertEquals(2, pattern.elements().size());
        assertTrue(pattern.elements().get(1).matches("a1.iso"));
    }

    @Test
    void anEncodedStarIsAStar() {
        assertTrue(PathPattern.ofUrl("ftp://h/star%2A.txt").isLiteral());
        Glob glob = PathPattern.ofUrl("ftp://h/%2A%5B%3F*").elements().get(0);
        assertTrue(glob.matches("*[?x"));
        assertFalse(glob.matches("abcx"));
    }

    @Test
    void absolutePathsStayAbsolute() {
        assertEquals(
                RemotePath.of("/srv"), PathPattern.ofUrl("ftp://h//srv/*.log").base());
        assertEquals(RemotePath.of("/"), PathPattern.ofUrl("ftp://h//*").base());
        assertEquals(RemotePath.of(""), PathPattern.ofUrl("h/*").base());
    }

    @Test
    void typedPathsKnowNoEncoding() {
        assertEquals(RemotePath.of("100%2A"), PathPattern.typed("100%2A").base());
        assertFalse(PathPattern.typed("*.txt").isLiteral());
    }

    @Test
    void aServersZoneIsAWholeNumberOfQuarters() {
        Instant exact = Instant.parse("2026-11-22T12:00:30Z");
        assertEquals(
                Optional.of(ZoneOffset.ofHours(9)), ServerZone.between(Instant.parse("2026-11-22T21:00:00Z"), exact));
        assertEquals(
                Optional.of(ZoneOffset.ofHoursMinutes(-3, -30)),
                ServerZone.between(Instant.parse("2026-11-22T08:30:00Z"), exact));
        assertEquals(Optional.empty(), ServerZone.between(Instant.parse("2026-11-22T21:07:00Z"), exact));
    }
}
