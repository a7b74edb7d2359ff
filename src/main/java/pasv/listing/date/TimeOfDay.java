package pasv.listing.date;

import java.util.Locale;
import java.util.Optional;
import pasv.listing.entry.Numbers;

/**
 * A time of day. It has the shape of a time; whether the hour exists is decided with the date, because a line with an
 * impossible hour still has its name where the name belongs.
 *
 * @param second -1 if not said
 */
public record TimeOfDay(int hour, int minute, int second) {

    /** {@code 3:07}, {@code 03:07}, {@code 03:07:59} and {@code 03:07:59.000000000}. */
    public static Optional<TimeOfDay> parse(String word) {
        int colon = word.indexOf(':');
        if (colon < 1 || colon > 2 || word.length() < colon + 3) {
            return Optional.empty();
        }
        if (!Numbers.areDigits(word, 0, colon) || !Numbers.areDigits(word, colon + 1, colon + 3)) {
            return Optional.empty();
        }
        int hour = Integer.parseInt(word, 0, colon, 10);
        int minute = Integer.parseInt(word, colon + 1, colon + 3, 10);
        int second = -1;
        if (word.length() > colon + 3) {
            Optional<Integer> read = second(word.substring(colon + 3));
            if (read.isEmpty()) {
                return Optional.empty();
            }
            second = read.get();
        }
        return Optional.of(new TimeOfDay(hour, minute, second));
    }

    private static Optional<Integer> second(String rest) {
        if (rest.length() < 3 || rest.charAt(0) != ':' || !Numbers.areDigits(rest.substring(1, 3))) {
            return Optional.empty();
        }
        boolean fraction = rest.length() > 4 && rest.charAt(3) == '.' && Numbers.areDigits(rest.substring(4));
        return rest.length() == 3 || fraction ? Optional.of(Integer.parseInt(rest.substring(1, 3))) : Optional.empty();
    }

    /** Four digits without a colon, as OS-9 writes them. */
    public static Optional<TimeOfDay> parseCompact(String word) {
        return word.length() == 4 && Numbers.areDigits(word)
                ? Optional.of(
                        new TimeOfDay(Integer.parseInt(word.substring(0, 2)), Integer.parseInt(word.substring(2)), -1))
                : Optional.empty();
    }

    /** {@code 03:47PM}: twelve at night is hour 0, twelve at noon is hour 12. */
    public static Optional<TimeOfDay> parseWithHalf(String word) {
        if (word.length() < 6) {
            return Optional.empty();
        }
        String clock = word.substring(0, word.length() - 2);
        return parse(clock).flatMap(time -> time.inHalf(word.substring(word.length() - 2)));
    }

    public Optional<TimeOfDay> inHalf(String half) {
        if (hour < 1 || hour > 12) {
            return Optional.empty();
        }
        return switch (half.toUpperCase(Locale.ROOT)) {
            case "AM" -> Optional.of(new TimeOfDay(hour % 12, minute, second));
            case "PM" -> Optional.of(new TimeOfDay(hour % 12 + 12, minute, second));
            default -> Optional.empty();
        };
    }

    /** Midnight at the end of a day may be written 24:00. */
    boolean exists() {
        boolean endOfDay = hour == 24 && minute == 0 && second <= 0;
        return endOfDay || (hour < 24 && minute < 60 && second < 60);
    }

    boolean hasSecond() {
        return second >= 0;
    }

    int secondOfDay() {
        return (hour * 60 + minute) * 60 + Math.max(second, 0);
    }
}
