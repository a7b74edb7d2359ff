package pasv.listing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import pasv.listing.entry.EntryName;

/**
 * A pattern with wildcards. {@code *} is any text, {@code ?} one character, {@code [a-z]} one of a set, {@code [!a-z]}
 * one that is not in it; all else is itself, and so is a {@code [} that is never closed. Patterns are matched here and
 * not by the server, whose idea of them may be wider. Characters are code points. Matching keeps one place to return
 * to, the last star, and so never takes more steps than pattern times name.
 */
public final class Glob {
    /** One element of a pattern: what a single character of the name must be. */
    private sealed interface Element {
        boolean accepts(int codePoint);
    }

    private record Literal(int wanted) implements Element {
        @Override
        public boolean accepts(int codePoint) {
            return codePoint == wanted;
        }
    }

    private record OneOf(List<int[]> ranges, boolean negated) implements Element {
        @Override
        public boolean accepts(int codePoint) {
            boolean listed = ranges.stream().anyMatch(range -> range[0] <= codePoint && codePoint <= range[1]);
            return listed != negated;
        }
    }

    private enum Wild implements Element {
        ANY_ONE,
        ANY_TEXT;

        @Override
        public boolean accepts(int codePoint) {
            return true;
        }
    }

    private final String pattern;
    private final List<Element> elements;

    private Glob(String pattern, List<Element> elements) {
        this.pattern = pattern;
        this.elements = elements;
    }

    /** Every text is a pattern. */
    public static Glob of(String pattern) {
        return new Glob(pattern, elements(pattern.codePoints().toArray()));
    }

    /** Whether the text holds a wildcard at all; if not, it is a name. */
    public static boolean hasWildcards(String text) {
        return elements(text.codePoints().toArray()).stream().anyMatch(element -> !(element instanceof Literal));
    }

    public boolean matches(EntryName name) {
        return matches(name.text());
    }

    public boolean matches(String name) {
        int[] text = name.codePoints().toArray();
        int element = 0;
        int at = 0;
        int star = -1;
        int afterStar = 0;
        while (at < text.length) {
            if (element < elements.size() && elements.get(element) == Wild.ANY_TEXT) {
                star = element++;
                afterStar = at;
            } else if (element < elements.size() && elements.get(element).accepts(text[at])) {
                element++;
                at++;
            } else if (star >= 0) {
                element = star + 1;
                at = ++afterStar;
            } else {
                return false;
            }
        }
        while (element < elements.size() && elements.get(element) == Wild.ANY_TEXT) {
            element++;
        }
        return element == elements.size();
    }

    @Override
    public String toString() {
        return pattern;
    }

    private static List<Element> elements(int[] pattern) {
        List<Element> elements = new ArrayList<>();
        boolean mayClose = true;
        int at = 0;
        while (at < pattern.length) {
            int close = pattern[at] == '[' && mayClose ? closing(pattern, at) : -1;
            if (close > 0) {
                elements.add(oneOf(Arrays.copyOfRange(pattern, at + 1, close)));
                at = close + 1;
                continue;
            }
            // Where one bracket finds no end, none after it will: the pattern is searched only once.
            mayClose &= pattern[at] != '[';
            Element element = single(pattern[at]);
            boolean again = element == Wild.ANY_TEXT
                    && !elements.isEmpty()
                    && elements.get(elements.size() - 1) == Wild.ANY_TEXT;
            if (!again) {
                elements.add(element);
            }
            at++;
        }
        return elements;
    }

    private static Element single(int codePoint) {
        return switch (codePoint) {
            case '*' -> Wild.ANY_TEXT;
            case '?' -> Wild.ANY_ONE;
            default -> new Literal(codePoint);
        };
    }

    /** A closing bracket that stands first in a set is a member of it. */
    private static int closing(int[] pattern, int open) {
        int at = open + 1;
        if (at < pattern.length && isNot(pattern[at])) {
            at++;
        }
        for (at++; at < pattern.length; at++) {
            if (pattern[at] == ']') {
                return at;
            }
        }
        return -1;
    }

    private static OneOf oneOf(int[] members) {
        boolean negated = isNot(members[0]);
        List<int[]> ranges = new ArrayList<>();
        int at = negated ? 1 : 0;
        while (at < members.length) {
            boolean range = at + 2 < members.length && members[at + 1] == '-';
            ranges.add(new int[] {members[at], members[range ? at + 2 : at]});
            at += range ? 3 : 1;
        }
        return new OneOf(ranges, negated);
    }

    private static boolean isNot(int codePoint) {
        return codePoint == '!' || codePoint == '^';
    }
}
