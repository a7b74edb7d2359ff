package pasv.listing.entry;

import java.util.OptionalInt;
import java.util.OptionalLong;

/** The numbers in a listing. Every number of a listing is read here, so that none can overflow. */
public final class Numbers {
    private Numbers() {}

    /** An ASCII digit; those of other scripts are none. */
    public static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** At least one digit and nothing else. */
    public static boolean areDigits(String word) {
        return areDigits(word, 0, word.length());
    }

    /** The same of a part of a text, from {@code from} to before {@code to}. */
    public static boolean areDigits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return to > from;
    }

    /** A number of at most nine digits, which always fits. */
    public static OptionalInt small(String word) {
        return word.length() <= 9 && areDigits(word) ? OptionalInt.of(Integer.parseInt(word)) : OptionalInt.empty();
    }

    /** A number of bytes; empty if it is none or over 2^63-1, as in 18446744073709551615. */
    public static OptionalLong size(String digits) {
        if (!areDigits(digits)) {
            return OptionalLong.empty();
        }
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (value > (Long.MAX_VALUE - digit) / 10) {
                return OptionalLong.empty();
            }
            value = value * 10 + digit;
        }
        return OptionalLong.of(value);
    }

    /** Digits with a comma between groups of three, as Windows writes {@code 34,359,738,368}; else empty. */
    public static OptionalLong grouped(String word) {
        StringBuilder digits = new StringBuilder();
        char mark = word.indexOf('.') > 0 ? '.' : ',';
        int comma = word.indexOf(mark);
        int expected = comma < 0 ? -1 : comma;
        for (int i = 0; i < word.length(); i++) {
            if (i == expected) {
                if (word.charAt(i) != mark || i == 0 || i + 4 > word.length()) {
                    return OptionalLong.empty();
                }
                expected = i + 4;
            } else {
                digits.append(word.charAt(i));
            }
        }
        boolean wholeGroups = comma < 0 || expected == word.length();
        return wholeGroups ? size(digits.toString()) : OptionalLong.empty();
    }
}
