package pasv.transfer.mirror;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pasv.listing.entry.EntryKind;

/** Filters mean what gitignore means by them. A path that ends in a slash is a directory. */
class FiltersTest {
    @ParameterizedTest
    @CsvSource({
        "*.tmp, a.tmp, true",
        "*.tmp, deep/below/a.tmp, true",
        "*.tmp, a.txt, false",
        "/a.tmp, a.tmp, true",
        "/a.tmp, sub/a.tmp, false",
        "sub/a.tmp, sub/a.tmp, true",
        "sub/a.tmp, other/sub/a.tmp, false",
        "cache/, cache/, true",
        "cache/, cache, false",
        "cache/, deep/cache/, true",
        "**/logs, logs, true",
        "**/logs, a/b/logs, true",
        "logs/**, logs/a/b, true",
        "logs/**, logs/, false",
        "a/**/z, a/z, true",
        "a/**/z, a/b/c/z, true",
        "a/*/z, a/b/c/z, false",
        "*, anything, true",
        "[ab].txt, b.txt, true",
        "?.txt, ab.txt, false",
        "한*, 한글.txt, true",
    })
    void exclusion(String pattern, String path, boolean out) {
        assertEquals(!out, holds(Filters.NONE.exclude(pattern), path));
    }

    @Test
    void theLastThatMatchesWins() {
        Filters filters = Filters.NONE.exclude("*.log").include("keep.log").exclude("/old/keep.log");
        assertFalse(holds(filters, "a.log"));
        assertTrue(holds(filters, "keep.log"));
        assertTrue(holds(filters, "sub/keep.log"));
        assertFalse(holds(filters, "old/keep.log"));
    }

    @Test
    void inclusionsAloneMeanNothingElse() {
        Filters filters = Filters.NONE.include("*.iso");
        assertTrue(holds(filters, "sub/a.iso"));
        assertFalse(holds(filters, "a.txt"));
        assertTrue(holds(filters, "sub/"), "what is meant may lie below");
    }

    @Test
    void aFileOfRules() {
        Filters filters =
                Filters.NONE.lines(List.of("# what is made", "", "build/", "*.o  ", "!keep.o", "\\#odd", "\\!odd"));
        assertFalse(holds(filters, "build/"));
        assertFalse(holds(filters, "a.o"));
        assertTrue(holds(filters, "keep.o"));
        assertFalse(holds(filters, "#odd"));
        assertFalse(holds(filters, "!odd"));
    }

    @Test
    void aPatternThatNamesNothingOrLeadsOutIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Filters.NONE.exclude("/"));
        assertThrows(IllegalArgumentException.class, () -> Filters.NONE.exclude(""));
        assertThrows(IllegalArgumentException.class, () -> Filters.NONE.exclude("a/../b"));
    }

    @Test
    void ageAndSizeBoundFilesAlone() {
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        Filters filters = Filters.NONE.within(new Filters.Bounds(
                Optional.of(noon.minusSeconds(60)), Optional.of(noon), OptionalLong.of(10), OptionalLong.of(20)));
        assertTrue(filters.holds(List.of(), file(10, noon.minusSeconds(1))));
        assertFalse(filters.holds(List.of(), file(9, noon.minusSeconds(1))));
        assertFalse(filters.holds(List.of(), file(21, noon.minusSeconds(1))));
        assertFalse(filters.holds(List.of(), file(10, noon.minusSeconds(60))));
        assertFalse(filters.holds(List.of(), file(10, noon)));
        assertFalse(
                filters.holds(List.of(), new TreeEntry("f", EntryKind.FILE, OptionalLong.empty(), Optional.empty())),
                "what is not told is not within");
        assertTrue(holds(filters, "sub/"));
    }

    private static TreeEntry file(long size, Instant modified) {
        return new TreeEntry("f", EntryKind.FILE, OptionalLong.of(size), Optional.of(Timestamp.exact(modified)));
    }

    private static boolean holds(Filters filters, String path) {
        List<String> names = Arrays.asList(path.split("/"));
        EntryKind kind = path.endsWith("/") ? EntryKind.DIRECTORY : EntryKind.FILE;
        TreeEntry entry = new TreeEntry(names.get(names.size() - 1), kind, OptionalLong.empty(), Optional.empty());
        return filters.holds(names.subList(0, names.size() - 1), entry);
    }
}
