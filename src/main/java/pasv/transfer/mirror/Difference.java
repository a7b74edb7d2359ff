package pasv.transfer.mirror;

import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The difference of two directories: every name of either side, once, with what each side says of it. Both sides come
 * sorted by name, so that directories of any length are compared in constant memory.
 */
public final class Difference implements Iterator<Difference.Pair> {
    /**
     * One name.
     *
     * @param source what the source says of it; empty where only the target has it
     * @param target what the target says of it; empty where only the source has it
     */
    public record Pair(Optional<TreeEntry> source, Optional<TreeEntry> target) {
        public Pair {
            if (source.isEmpty() && target.isEmpty()) {
                throw new IllegalArgumentException("a name that neither side has");
            }
        }

        /** The name that both sides share. */
        public String name() {
            return source.or(() -> target).orElseThrow().name();
        }
    }

    private final Iterator<TreeEntry> sources;
    private final Iterator<TreeEntry> targets;
    private @Nullable TreeEntry source;
    private @Nullable TreeEntry target;

    /**
     * Of two sorted sides.
     *
     * @param sources entries by ascending name, each name once
     * @param targets the same of the other side
     */
    public Difference(Iterator<TreeEntry> sources, Iterator<TreeEntry> targets) {
        this.sources = sources;
        this.targets = targets;
        this.source = next(sources, null);
        this.target = next(targets, null);
    }

    @Override
    public boolean hasNext() {
        return source != null || target != null;
    }

    /** @throws IllegalArgumentException when a side is not in order */
    @Override
    public Pair next() {
        TreeEntry left = source;
        TreeEntry right = target;
        if (left == null && right == null) {
            throw new java.util.NoSuchElementException();
        }
        int order = left == null ? 1 : right == null ? -1 : left.compareTo(right);
        if (order <= 0) {
            source = next(sources, left);
        }
        if (order >= 0) {
            target = next(targets, right);
        }
        return new Pair(
                order <= 0 ? Optional.ofNullable(left) : Optional.empty(),
                order >= 0 ? Optional.ofNullable(right) : Optional.empty());
    }

    private static @Nullable TreeEntry next(Iterator<TreeEntry> side, @Nullable TreeEntry before) {
        if (!side.hasNext()) {
            return null;
        }
        TreeEntry entry = side.next();
        if (before != null && before.compareTo(entry) >= 0) {
            throw new IllegalArgumentException("not in order: " + entry.name());
        }
        return entry;
    }
}
