package pasv.listing.date;

import java.util.Optional;
import java.util.OptionalInt;
import pasv.listing.entry.Numbers;

/**
 * The three numbers of a date like {@code 2003/05/21}, {@code 04-23-103} or {@code 10/3/2018}. What each of them counts
 * is for the format to say.
 *
 * @param firstWidth digits of the first number: four of them are a year
 * @param thirdWidth digits of the third number
 */
public record DateNumbers(int first, int second, int third, int firstWidth, int thirdWidth) {

    public static Optional<DateNumbers> parse(String word, char separator) {
        int one = word.indexOf(separator);
        int two = word.indexOf(separator, one + 1);
        int thirdWidth = word.length() - two - 1;
        if (one < 1 || one > 4 || two < one + 2 || two > one + 3 || thirdWidth > 4) {
            return Optional.empty();
        }
        OptionalInt first = Numbers.small(word.substring(0, one));
        OptionalInt second = Numbers.small(word.substring(one + 1, two));
        OptionalInt third = Numbers.small(word.substring(two + 1));
        return first.isPresent() && second.isPresent() && third.isPresent()
                ? Optional.of(new DateNumbers(first.getAsInt(), second.getAsInt(), third.getAsInt(), one, thirdWidth))
                : Optional.empty();
    }

    public boolean isYearFirst() {
        return firstWidth == 4 && thirdWidth == 2;
    }

    public boolean hasWidths(int wantedFirst, int wantedThird) {
        return firstWidth == wantedFirst && thirdWidth == wantedThird;
    }
}
