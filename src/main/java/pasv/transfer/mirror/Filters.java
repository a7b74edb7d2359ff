package pasv.transfer.mirror;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What of a tree takes part in a mirror. Name rules in order, of which the last that matches wins, as in gitignore; what
 * lies in a directory that is out is out; where there are rules of inclusion alone, files that none of them means are
 * out. Files can be bounded in age and size besides. What is out is neither transferred nor deleted.
 */
public final class Filters {
    /** One rule. */
    private record Rule(boolean include, FilterPattern pattern) {}

    /** A bound on age and size of files; empty where there is none. */
    public record Bounds(
            Optional<Instant> newerThan, Optional<Instant> olderThan, OptionalLong minSize, OptionalLong maxSize) {
        public static final Bounds NONE =
                new Bounds(Optional.empty(), Optional.empty(), OptionalLong.empty(), OptionalLong.empty());

        /** Whether a file lies within; one whose size or time is not told does not, where that is bounded. */
        boolean holds(TreeEntry file) {
            long size = file.size().orElse(-1);
            boolean sized = (minSize.isEmpty() || size >= minSize.getAsLong())
                    && (maxSize.isEmpty() || (size >= 0 && size <= maxSize.getAsLong()));
            Optional<Instant> time = file.modified().map(Timestamp::instant);
            boolean aged = newerThan.isEmpty()
                    || time.filter(newerThan.get()::isBefore).isPresent();
            return sized
                    && aged
                    && (olderThan.isEmpty()
                            || time.filter(olderThan.get()::isAfter).isPresent());
        }
    }

    public static final Filters NONE = new Filters(List.of(), Bounds.NONE);

    private final List<Rule> rules;
    private final Bounds bounds;
    private final boolean outUnlessMeant;

    private Filters(List<Rule> rules, Bounds bounds) {
        this.rules = List.copyOf(rules);
        this.bounds = bounds;
        this.outUnlessMeant = !rules.isEmpty() && rules.stream().allMatch(Rule::include);
    }

    /**
     * These and one more rule, which wins over those before it.
     *
     * @throws IllegalArgumentException when the pattern names nothing or leads out of the tree
     */
    public Filters include(String pattern) {
        return with(new Rule(true, FilterPattern.of(pattern)));
    }

    /** @see #include */
    public Filters exclude(String pattern) {
        return with(new Rule(false, FilterPattern.of(pattern)));
    }

    /**
     * These and the rules of a file, one a line: a pattern excludes, one behind {@code !} includes; blank lines and those
     * that begin with {@code #} say nothing; a backslash takes the meaning from a first {@code #} or {@code !}.
     */
    public Filters lines(List<String> lines) {
        Filters filters = this;
        for (String line : lines) {
            String rule = line.stripTrailing();
            if (rule.isEmpty() || rule.startsWith("#")) {
                continue;
            }
            boolean escaped = rule.startsWith("\\#") || rule.startsWith("\\!");
            filters = rule.startsWith("!")
                    ? filters.include(rule.substring(1))
                    : filters.exclude(escaped ? rule.substring(1) : rule);
        }
        return filters;
    }

    public Filters within(Bounds other) {
        return new Filters(rules, other);
    }

    private Filters with(Rule rule) {
        List<Rule> more = new ArrayList<>(rules);
        more.add(rule);
        return new Filters(more, bounds);
    }

    /**
     * Whether a name takes part.
     *
     * @param above the names of the directories that it lies in, from the root; those take part already
     */
    public boolean holds(List<String> above, TreeEntry entry) {
        List<String> names = new ArrayList<>(above);
        names.add(entry.name());
        return named(names, entry.isDirectory()) && (!entry.isFile() || bounds.holds(entry));
    }

    private boolean named(List<String> names, boolean directory) {
        for (int i = rules.size() - 1; i >= 0; i--) {
            if (rules.get(i).pattern().matches(names, directory)) {
                return rules.get(i).include();
            }
        }
        // a directory is gone into, since what is meant may lie below
        return directory || !outUnlessMeant;
    }
}
