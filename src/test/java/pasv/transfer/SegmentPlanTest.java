package pasv.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** What is done and what is planned are the file: no byte twice, none left out, none behind the end. */
class SegmentPlanTest {
    private static final long MOST = 64L * SegmentPlan.SMALLEST;

    @Provide
    Arbitrary<List<Range>> done() {
        Arbitrary<Long> place = Arbitraries.longs().between(0, MOST + 10);
        return Combinators.combine(place, place)
                .as((a, b) -> new Range(Math.min(a, b), Math.max(a, b)))
                .list()
                .ofMaxSize(8);
    }

    @Property(tries = 1000)
    void partsAreDisjointAndCoverWhatIsMissing(
            @ForAll("done") List<Range> done,
            @ForAll @LongRange(max = MOST) long size,
            @ForAll @IntRange(min = 1, max = 99) int segments) {
        List<Range> all = new ArrayList<>(SegmentPlan.merged(done, size));
        long here = all.stream().mapToLong(Range::length).sum();
        for (Range part : SegmentPlan.of(done, size, segments)) {
            assertTrue(part.length() > 0 && part.end() <= size, part.toString());
            here += part.length();
            all.add(part);
        }
        assertEquals(size, here);
        assertEquals(size == 0 ? List.of() : List.of(new Range(0, size)), SegmentPlan.merged(all, size));
    }

    @Property(tries = 1000)
    void mergedRangesAreSortedAndApart(@ForAll("done") List<Range> done, @ForAll @LongRange(max = MOST) long size) {
        long end = -1;
        for (Range range : SegmentPlan.merged(done, size)) {
            assertTrue(range.start() > end && range.length() > 0 && range.end() <= size);
            end = range.end();
        }
    }

    @Test
    void smallPartsAreNotCut() {
        assertEquals(1, SegmentPlan.of(List.of(), SegmentPlan.SMALLEST, 8).size());
        assertEquals(4, SegmentPlan.of(List.of(), 4 * SegmentPlan.SMALLEST, 8).size());
    }

    @Test
    void comparesWithWhatLiesRightBefore() {
        Range segment = new Range(100_000, 200_000);
        assertEquals(0, SegmentPlan.overlap(List.of(), segment, 100_000));
        assertEquals(0, SegmentPlan.overlap(List.of(new Range(0, 99_999)), segment, 100_000));
        assertEquals(10, SegmentPlan.overlap(List.of(new Range(99_990, 100_000)), segment, 100_000));
        assertEquals(PartialFile.OVERLAP, SegmentPlan.overlap(List.of(new Range(0, 100_000)), segment, 100_000));
        assertEquals(7, SegmentPlan.overlap(List.of(new Range(0, 100_000)), segment, 100_007));
    }

    @Property(tries = 1000)
    void whatIsLeftWithoutHolesHasNoByteOfThem(
            @ForAll("done") List<Range> done,
            @ForAll("done") List<Range> holes,
            @ForAll @LongRange(max = MOST) long size) {
        List<Range> left = SegmentPlan.without(done, holes, size);
        List<Range> again = new ArrayList<>(left);
        again.addAll(SegmentPlan.merged(holes, size));
        long disjoint = again.stream().mapToLong(Range::length).sum();
        List<Range> both = new ArrayList<>(done);
        both.addAll(holes);
        long covered =
                SegmentPlan.merged(both, size).stream().mapToLong(Range::length).sum();
        assertEquals(covered, disjoint);
        assertEquals(SegmentPlan.merged(both, size), SegmentPlan.merged(again, size));
    }
}
