package pasv.listing.date;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import pasv.listing.entry.Line;
import pasv.listing.entry.Numbers;

/**
 * A date of counted parts, such as {@code 3月} or {@code 2005년}. Chinese, Japanese and Korean servers write a number and
 * the word for year, month or day after it, in one of several encodings.
 */
final class CountedDate {
    // The words as bytes seen through Latin-1. Japanese and Chinese 年 月 日: UTF-8, Shift-JIS, EUC-JP, GBK, Big5.
    private static final Set<String> YEARS = Set.of(
            "\u00e5\u00b9\u00b4",
            "\u0094N",
            "\u00c7\u00af",
            "\u00c4\u00ea",
            "\u00a6~",
            "\u00eb\u0085\u0084",
            "\u00b3\u00e2");
    private static final Set<String> MONTHS = Set.of(
            "\u00e6\u009c\u0088",
            "\u008c\u008e",
            "\u00b7\u00ee",
            "\u00d4\u00c2",
            "\u00a4\u00eb",
            "\u00ec\u009b\u0094",
            "\u00bf\u00f9");
    private static final Set<String> DAYS = Set.of(
            "\u00e6\u0097\u00a5",
            "\u0093\u00fa",
            "\u00c6\u00fc",
            "\u00c8\u00d5",
            "\u00a4\u00e9",
            "\u00ec\u009d\u00bc",
            "\u00c0\u00cf");

    private CountedDate() {}

    static OptionalInt year(String word) {
        return counted(word, YEARS, 4);
    }

    static OptionalInt month(String word) {
        return counted(word, MONTHS, 2);
    }

    static OptionalInt day(String word) {
        return counted(word, DAYS, 2);
    }

    private static OptionalInt counted(String word, Set<String> counters, int maxDigits) {
        int digits = 0;
        while (digits < word.length() && Numbers.isDigit(word.charAt(digits))) {
            digits++;
        }
        boolean counts = digits > 0 && digits <= maxDigits && counters.contains(word.substring(digits));
        return counts ? Numbers.small(word.substring(0, digits)) : OptionalInt.empty();
    }

    /** Month, day, then time or year; or year, month, day. */
    static Optional<UnixDate> at(Line line, int word, ServerClock clock) {
        if (word + 2 >= line.words()) {
            return Optional.empty();
        }
        String second = line.word(word + 1);
        String third = line.word(word + 2);
        OptionalInt year = year(line.word(word));
        if (year.isPresent() && month(second).isPresent() && day(third).isPresent()) {
            return Optional.of(new UnixDate(
                    word,
                    word + 2,
                    ServerClock.day(
                            year.getAsInt(),
                            month(second).getAsInt(),
                            day(third).getAsInt()),
                    false));
        }
        OptionalInt month = month(line.word(word));
        OptionalInt day = day(second).isPresent() ? day(second) : Numbers.small(second);
        if (month.isEmpty() || day.isEmpty()) {
            return Optional.empty();
        }
        OptionalInt lastYear = year(third);
        if (lastYear.isPresent()) {
            return Optional.of(new UnixDate(
                    word, word + 2, ServerClock.day(lastYear.getAsInt(), month.getAsInt(), day.getAsInt()), false));
        }
        return UnixDate.ending(line, word, word + 2, month.getAsInt(), day.getAsInt(), clock);
    }
}
