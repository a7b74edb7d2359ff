package pasv.transfer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The plan of a segmented download: which parts are still to be fetched, and by how many. Pure: sizes in, ranges out.
 */
final class SegmentPlan {
    /** A segment that is smaller costs more round trips than it saves. */
    static final long SMALLEST = 1024 * 1024;

    private SegmentPlan() {}

    /** Sorted, merged, and cut to the file. */
    static List<Range> merged(List<Range> ranges, long size) {
        List<Range> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparingLong(Range::start));
        List<Range> out = new ArrayList<>();
        for (Range range : sorted) {
            Range cut = new Range(Math.min(range.start(), size), Math.min(range.end(), size));
            Range last = out.isEmpty() ? new Range(0, 0) : out.get(out.size() - 1);
            if (cut.length() == 0) {
                continue;
            }
            if (!out.isEmpty() && cut.start() <= last.end()) {
                out.set(out.size() - 1, new Range(last.start(), Math.max(last.end(), cut.end())));
            } else {
                out.add(cut);
            }
        }
        return out;
    }

    /** What is left of the ranges without the holes. */
    static List<Range> without(List<Range> ranges, List<Range> holes, long size) {
        List<Range> solid = missing(holes, size);
        List<Range> left = new ArrayList<>();
        for (Range range : merged(ranges, size)) {
            for (Range part : solid) {
                long start = Math.max(range.start(), part.start());
                long end = Math.min(range.end(), part.end());
                if (start < end) {
                    left.add(new Range(start, end));
                }
            }
        }
        return left;
    }

    /** The gaps between what is done. */
    static List<Range> missing(List<Range> done, long size) {
        List<Range> gaps = new ArrayList<>();
        long at = 0;
        for (Range range : merged(done, size)) {
            if (range.start() > at) {
                gaps.add(new Range(at, range.start()));
            }
            at = range.end();
        }
        if (at < size) {
            gaps.add(new Range(at, size));
        }
        return gaps;
    }

    /** The gaps, cut into about {@code segments} parts of equal size, none smaller than {@link #SMALLEST}. */
    static List<Range> of(List<Range> done, long size, int segments) {
        List<Range> gaps = missing(done, size);
        long total = gaps.stream().mapToLong(Range::length).sum();
        long each = Math.max(SMALLEST, (total + segments - 1) / segments);
        List<Range> parts = new ArrayList<>();
        for (Range gap : gaps) {
            long pieces = Math.max(1, Math.round((double) gap.length() / each));
            for (long i = 0; i < pieces; i++) {
                parts.add(new Range(
                        gap.start() + gap.length() / pieces * i,
                        i == pieces - 1 ? gap.end() : gap.start() + gap.length() / pieces * (i + 1)));
            }
        }
        return parts;
    }

    /** How many bytes right before {@code here} are on disk and can be compared with what the server sends. */
    static long overlap(List<Range> before, Range segment, long here) {
        long most = here - segment.start();
        if (most == 0) {
            for (Range range : before) {
                most = range.end() == here ? range.length() : most;
            }
        }
        return Math.min(PartialFile.OVERLAP, most);
    }
}
