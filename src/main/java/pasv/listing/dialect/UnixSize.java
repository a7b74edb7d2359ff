package pasv.listing.dialect;

import java.util.Optional;
import java.util.OptionalLong;
import pasv.listing.entry.Numbers;

/**
 * A size as {@code ls} writes it: {@code 531}, {@code 33.5k} or {@code group123456}.
 *
 * @param exact false for a size rounded to a unit
 */
record UnixSize(OptionalLong bytes, boolean exact) {
    static final UnixSize UNKNOWN = new UnixSize(OptionalLong.empty(), true);

    private static final String UNITS = "kmgtp";

    /** Empty if the word is no size at all, so that the line is not understood. */
    static Optional<UnixSize> parse(String word) {
        if (Numbers.areDigits(word)) {
            return Optional.of(new UnixSize(Numbers.size(word), true));
        }
        if (word.length() > 1 && word.charAt(0) == '-' && Numbers.areDigits(word.substring(1))) {
            // a counter of 32 bits that ran over
            return Optional.of(UNKNOWN);
        }
        if (endsAWideOwner(word)) {
            return Optional.of(UNKNOWN);
        }
        return rounded(word);
    }

    /** A long group pushes the size against itself: where the one ends and the other begins nobody can say. */
    private static boolean endsAWideOwner(String word) {
        return Character.isLetter(word.charAt(0))
                && Numbers.isDigit(word.charAt(word.length() - 1))
                && word.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-');
    }

    private static Optional<UnixSize> rounded(String word) {
        int last = word.length() - 1;
        int unit = UNITS.indexOf(Character.toLowerCase(word.charAt(last)));
        int point = word.indexOf('.');
        String whole = word.substring(0, point < 0 ? last : point);
        String part = point < 0 ? "0" : word.substring(point + 1, Math.max(point + 1, last));
        boolean legal = unit >= 0
                && Numbers.areDigits(whole)
                && Numbers.areDigits(part)
                && whole.length() <= 5
                && part.length() <= 3;
        if (!legal) {
            return Optional.empty();
        }
        double bytes = Double.parseDouble(whole + "." + part) * Math.pow(1024, unit + 1);
        return Optional.of(
                new UnixSize(bytes < Long.MAX_VALUE ? OptionalLong.of((long) bytes) : OptionalLong.empty(), false));
    }
}
