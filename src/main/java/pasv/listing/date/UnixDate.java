package pasv.listing.date;

import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import pasv.listing.entry.EntryTime;
import pasv.listing.entry.Line;
import pasv.listing.entry.Numbers;

/**
 * The date of an {@code ls -l} line, and where it stands. The date is the anchor of such a line: before it stands the
 * size, and one blank after it the name begins. Its shape is what counts: a date that does not exist ({@code Aug 36
 * 2001}) still shows where the name is.
 *
 * @param time empty if the date has the right shape but means nothing
 * @param endsWithYear whether the last word is a year, which AIX pads on the wrong side
 */
public record UnixDate(int firstWord, int lastWord, Optional<EntryTime> time, boolean endsWithYear) {
    private static final Set<String> WEEKDAYS = Set.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final char[] SEPARATORS = {'-', '/', '.'};

    /** The date after the given word; the leftmost, because names contain dates too. */
    public static Optional<UnixDate> find(Line line, int sizeAtLeast, ServerClock clock) {
        for (int word = sizeAtLeast + 1; word < line.words(); word++) {
            Optional<UnixDate> date = certain(line, word, clock);
            if (date.isPresent()) {
                return date;
            }
        }
        // A month as a mere number looks like a link count and two ids: only where nothing better stands in the line.
        for (int word = sizeAtLeast + 1; word < line.words(); word++) {
            Optional<UnixDate> date = numericMonth(line, word, clock);
            if (date.isEmpty()) {
                date = unknownMonth(line, word);
            }
            if (date.isPresent() && Numbers.areDigits(line.word(word - 1))) {
                return date;
            }
        }
        return Optional.empty();
    }

    /** The shape of a word tells which formats can begin with it: most words of a line are no date, and are not cut out. */
    private static Optional<UnixDate> certain(Line line, int word, ServerClock clock) {
        String text = line.text();
        int start = line.start(word);
        int end = line.end(word);
        if (Numbers.areDigits(text, start, end)) {
            return end - start <= 2 ? swapped(line, word, clock) : Optional.empty();
        }
        int hyphen = text.indexOf('-', start);
        if (!Numbers.isDigit(text.charAt(start)) && (hyphen < 0 || hyphen >= end)) {
            return full(line, word).or(() -> named(line, word, clock));
        }
        return full(line, word)
                .or(() -> named(line, word, clock))
                .or(() -> swapped(line, word, clock))
                .or(() -> iso(line, word))
                .or(() -> hyphened(line, word))
                .or(() -> monthAndDay(line, word, clock))
                .or(() -> CountedDate.at(line, word, clock));
    }

    /** {@code Mar 2 15:13}, {@code Mar 2 2003}, and VShell's {@code Oct 08, 2002 09:47}. */
    public static Optional<UnixDate> named(Line line, int word, ServerClock clock) {
        if (word + 2 >= line.words() || !Numbers.isDigit(line.text().charAt(line.start(word + 1)))) {
            return Optional.empty();
        }
        OptionalInt month = Months.of(line.word(word));
        String dayWord = line.word(word + 1);
        OptionalInt day = day(dayWord);
        if (month.isEmpty() || day.isEmpty()) {
            return Optional.empty();
        }
        OptionalInt year = year(line.word(word + 2));
        Optional<TimeOfDay> time = wordTime(line, word + 3);
        if (dayWord.endsWith(",") && year.isPresent() && time.isPresent()) {
            return Optional.of(new UnixDate(
                    word,
                    word + 3,
                    ServerClock.at(year.getAsInt(), month.getAsInt(), day.getAsInt(), time.get()),
                    false));
        }
        return ending(line, word, word + 2, month.getAsInt(), day.getAsInt(), clock);
    }

    /** {@code 01 oct 2004} and {@code 2. Okt. 2003}. */
    private static Optional<UnixDate> swapped(Line line, int word, ServerClock clock) {
        if (word + 2 >= line.words()) {
            return Optional.empty();
        }
        OptionalInt day = day(line.word(word));
        OptionalInt month = day.isPresent() ? Months.of(line.word(word + 1)) : OptionalInt.empty();
        return month.isPresent()
                ? ending(line, word, word + 2, month.getAsInt(), day.getAsInt(), clock)
                : Optional.empty();
    }

    /** {@code Thu Jul 15 08:09:10 2004}: only behind a weekday is the year after the time no beginning of a name. */
    private static Optional<UnixDate> full(Line line, int word) {
        if (word + 4 >= line.words()
                || line.end(word) - line.start(word) != 3
                || !WEEKDAYS.contains(line.word(word).toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        OptionalInt month = Months.of(line.word(word + 1));
        OptionalInt day = day(line.word(word + 2));
        OptionalInt year = year(line.word(word + 4));
        if (month.isEmpty() || day.isEmpty() || year.isEmpty()) {
            return Optional.empty();
        }
        return wordTime(line, word + 3)
                .map(time -> new UnixDate(
                        word,
                        word + 4,
                        ServerClock.at(year.getAsInt(), month.getAsInt(), day.getAsInt(), time),
                        false));
    }

    /**
     * GNU's long-iso {@code 2005-04-08 11:22}, full-iso with seconds and zone, and iso without a time; the same with
     * slashes or points; {@code 2005-04-08T11:22:33Z} in one word; and {@code 08.04.2005}, which with points is always the
     * day first.
     */
    private static Optional<UnixDate> iso(Line line, int word) {
        String text = line.word(word);
        int t = text.indexOf('T');
        if (t == 10) {
            boolean utc = text.endsWith("Z");
            Optional<TimeOfDay> time = TimeOfDay.parse(text.substring(11, utc ? text.length() - 1 : text.length()));
            return DateNumbers.parse(text.substring(0, t), '-')
                    .filter(DateNumbers::isYearFirst)
                    .flatMap(date -> time.map(clock -> new UnixDate(
                            word,
                            word,
                            ServerClock.at(date.first(), date.second(), date.third(), clock)
                                    .map(moment -> utc ? moment.withZoneOffset(ZoneOffset.UTC) : moment),
                            false)));
        }
        for (char separator : SEPARATORS) {
            Optional<DateNumbers> date = DateNumbers.parse(text, separator);
            if (date.filter(DateNumbers::isYearFirst).isPresent()) {
                DateNumbers numbers = date.get();
                return Optional.of(timed(line, word, numbers.first(), numbers.second(), numbers.third()));
            }
            if (separator == '.'
                    && date.filter(numbers -> numbers.hasWidths(2, 4)).isPresent()) {
                DateNumbers numbers = date.get();
                return Optional.of(timed(line, word, numbers.third(), numbers.second(), numbers.first()));
            }
        }
        return Optional.empty();
    }

    /** A whole date in one word; a time may follow it, and a zone that. */
    private static UnixDate timed(Line line, int word, int year, int month, int day) {
        Optional<TimeOfDay> time = wordTime(line, word + 1);
        if (time.isEmpty()) {
            return new UnixDate(word, word, ServerClock.day(year, month, day), true);
        }
        Optional<EntryTime> moment = ServerClock.at(year, month, day, time.get());
        Optional<ZoneOffset> zone = word + 2 < line.words() ? zone(line.word(word + 2)) : Optional.empty();
        return zone.isPresent()
                ? new UnixDate(word, word + 2, moment.map(m -> m.withZoneOffset(zone.get())), false)
                : new UnixDate(word, word + 1, moment, false);
    }

    /** {@code 15-Jul-2004} and {@code Jul-15-2004}, with or without a time. */
    private static Optional<UnixDate> hyphened(Line line, int word) {
        String[] parts = line.word(word).split("-", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        boolean dayFirst = !parts[0].isEmpty() && Numbers.isDigit(parts[0].charAt(0));
        OptionalInt month = Months.of(parts[dayFirst ? 1 : 0]);
        OptionalInt day = day(parts[dayFirst ? 0 : 1]);
        OptionalInt year = year(parts[2]);
        return month.isPresent() && day.isPresent() && year.isPresent()
                ? Optional.of(timed(line, word, year.getAsInt(), month.getAsInt(), day.getAsInt()))
                : Optional.empty();
    }

    /** {@code 09-26 2000} and {@code 09-26 13:45}. */
    private static Optional<UnixDate> monthAndDay(Line line, int word, ServerClock clock) {
        String date = line.word(word);
        if (date.length() != 5 || date.charAt(2) != '-' || word + 1 >= line.words()) {
            return Optional.empty();
        }
        OptionalInt month = Numbers.small(date.substring(0, 2));
        OptionalInt day = Numbers.small(date.substring(3));
        return month.isPresent() && day.isPresent()
                ? ending(line, word, word + 1, month.getAsInt(), day.getAsInt(), clock)
                : Optional.empty();
    }

    /** {@code 3 29 03:26}: a month as a number. */
    private static Optional<UnixDate> numericMonth(Line line, int word, ServerClock clock) {
        if (word + 2 >= line.words()) {
            return Optional.empty();
        }
        OptionalInt month = Numbers.small(line.word(word));
        OptionalInt day = Numbers.small(line.word(word + 1));
        boolean plausible = month.isPresent()
                && month.getAsInt() >= 1
                && month.getAsInt() <= 12
                && day.isPresent()
                && day.getAsInt() >= 1
                && day.getAsInt() <= 31;
        return plausible ? ending(line, word, word + 2, month.getAsInt(), day.getAsInt(), clock) : Optional.empty();
    }

    /** A month in a language or encoding that {@link Months} does not know: the place is clear, the time is not. */
    private static Optional<UnixDate> unknownMonth(Line line, int word) {
        if (word + 2 >= line.words()) {
            return Optional.empty();
        }
        String first = line.word(word);
        String second = line.word(word + 1);
        String third = line.word(word + 2);
        boolean dayAndMonth =
                (isWord(first) && day(second).isPresent()) || (day(first).isPresent() && isWord(second));
        boolean year = year(third).isPresent();
        boolean ends = year || TimeOfDay.parse(third).isPresent();
        return dayAndMonth && ends
                ? Optional.of(new UnixDate(word, word + 2, Optional.empty(), year))
                : Optional.empty();
    }

    /** A month and a day are read; the word at {@code last} must be a year or a time. */
    static Optional<UnixDate> ending(Line line, int first, int last, int month, int day, ServerClock clock) {
        OptionalInt year = year(line.word(last));
        if (year.isPresent()) {
            return Optional.of(new UnixDate(first, last, ServerClock.day(year.getAsInt(), month, day), true));
        }
        return TimeOfDay.parse(line.word(last))
                .map(time -> new UnixDate(first, last, clock.yearless(month, day, time), false));
    }

    private static Optional<TimeOfDay> wordTime(Line line, int word) {
        return word < line.words() ? TimeOfDay.parse(line.word(word)) : Optional.empty();
    }

    private static OptionalInt day(String word) {
        boolean marked = word.endsWith(".") || word.endsWith(",");
        String digits = marked ? word.substring(0, word.length() - 1) : word;
        return digits.length() <= 2 ? Numbers.small(digits) : OptionalInt.empty();
    }

    private static OptionalInt year(String word) {
        return word.length() == 4 ? Numbers.small(word) : OptionalInt.empty();
    }

    private static Optional<ZoneOffset> zone(String word) {
        boolean shape = word.length() == 5
                && (word.charAt(0) == '+' || word.charAt(0) == '-')
                && Numbers.areDigits(word.substring(1));
        if (!shape) {
            return Optional.empty();
        }
        int hours = Integer.parseInt(word.substring(1, 3));
        int minutes = Integer.parseInt(word.substring(3));
        int sign = word.charAt(0) == '-' ? -1 : 1;
        return hours < 18 && minutes < 60
                ? Optional.of(ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes))
                : Optional.empty();
    }

    private static boolean isWord(String word) {
        boolean letters = word.chars().allMatch(c -> Character.isLetter(c) || c >= 0x80 || c == '.');
        return letters && word.length() >= 2 && word.length() <= 16;
    }
}
