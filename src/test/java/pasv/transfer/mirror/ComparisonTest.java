package pasv.transfer.mirror;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import pasv.listing.entry.EntryKind;
import pasv.transfer.mirror.Comparison.By;
import pasv.transfer.mirror.Comparison.Verdict;
import pasv.transfer.mirror.Comparison.Which;

/** Unchanged means unchanged, changed means changed, and what cannot be told is asked for once. */
class ComparisonTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void sizeAndTimeTell() {
        assertEquals(Verdict.UNCHANGED, by(By.TIME, file(5, NOON), file(5, NOON)));
        assertEquals(Verdict.CHANGED, by(By.TIME, file(6, NOON), file(5, NOON)));
        assertEquals(Verdict.CHANGED, by(By.TIME, file(5, NOON.plusSeconds(7)), file(5, NOON)));
    }

    @Test
    void aZonesDistanceIsLookedAtOnceMore() {
        TreeEntry inSeoul = file(5, NOON.plusSeconds(9 * 3600));
        assertEquals(Verdict.LOOK_CLOSER, by(By.TIME, inSeoul, file(5, NOON)));
        assertEquals(Verdict.CHANGED, Comparison.DEFAULT.of(inSeoul, file(5, NOON), true));
    }

    @Test
    void whereNothingBetterIsToBeHadACoarseTimeSpeaksForTheSameVersion() {
        TreeEntry day = new TreeEntry(
                "f", EntryKind.FILE, OptionalLong.of(5), Optional.of(new Timestamp(NOON, Timestamp.DAY, true)));
        assertEquals(Verdict.LOOK_CLOSER, Comparison.DEFAULT.of(file(5, NOON), day, false));
        assertEquals(Verdict.UNCHANGED, Comparison.DEFAULT.of(file(5, NOON), day, true));
        TreeEntry noZone = new TreeEntry(
                "f",
                EntryKind.FILE,
                OptionalLong.of(5),
                Optional.of(new Timestamp(NOON.plusSeconds(3600), Timestamp.MINUTE, false)));
        assertEquals(Verdict.UNCHANGED, Comparison.DEFAULT.of(file(5, NOON), noZone, true));
    }

    @Test
    void anUnknownSizeIsAskedFor() {
        TreeEntry unknown =
                new TreeEntry("f", EntryKind.FILE, OptionalLong.empty(), Optional.of(Timestamp.exact(NOON)));
        assertEquals(Verdict.LOOK_CLOSER, by(By.SIZE, file(5, NOON), unknown));
        assertEquals(Verdict.CHANGED, new Comparison(By.SIZE, false, Which.ALL).of(file(5, NOON), unknown, true));
    }

    @Test
    void contentIsComparedOnlyWhereSizesAgree() {
        assertEquals(Verdict.COMPARE_CONTENT, by(By.HASH, file(5, NOON), file(5, NOON.plusSeconds(7))));
        assertEquals(Verdict.CHANGED, by(By.HASH, file(6, NOON), file(5, NOON)));
    }

    @Test
    void updateReplacesOnlyByTheNewer() {
        Comparison update = new Comparison(By.TIME, true, Which.ALL);
        assertEquals(Verdict.CHANGED, update.of(file(6, NOON.plusSeconds(7)), file(5, NOON), false));
        assertEquals(Verdict.LEFT_ALONE, update.of(file(6, NOON), file(5, NOON.plusSeconds(7)), false));
        assertEquals(Verdict.LEFT_ALONE, update.of(file(6, NOON), file(5, NOON), false));
    }

    @Test
    void missingAndExisting() {
        Comparison missing = new Comparison(By.TIME, false, Which.MISSING);
        assertEquals(Verdict.NEW, missing.ofMissing());
        assertEquals(Verdict.LEFT_ALONE, missing.of(file(6, NOON), file(5, NOON), false));
        Comparison existing = new Comparison(By.TIME, false, Which.EXISTING);
        assertEquals(Verdict.LEFT_ALONE, existing.ofMissing());
        assertEquals(Verdict.CHANGED, existing.of(file(6, NOON), file(5, NOON), false));
    }

    @Test
    void aDirectoryInPlaceOfAFileIsInTheWay() {
        TreeEntry directory = new TreeEntry("f", EntryKind.DIRECTORY, OptionalLong.empty(), Optional.empty());
        assertEquals(Verdict.IN_THE_WAY, by(By.TIME, file(5, NOON), directory));
        assertEquals(Verdict.IN_THE_WAY, by(By.TIME, directory, file(5, NOON)));
        assertEquals(Verdict.UNCHANGED, by(By.TIME, directory, directory));
    }

    private static Verdict by(By by, TreeEntry source, TreeEntry target) {
        return new Comparison(by, false, Which.ALL).of(source, target, false);
    }

    private static TreeEntry file(long size, Instant modified) {
        return new TreeEntry("f", EntryKind.FILE, OptionalLong.of(size), Optional.of(Timestamp.exact(modified)));
    }
}
