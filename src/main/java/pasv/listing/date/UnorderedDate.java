package pasv.listing.date;

import java.util.Optional;
import pasv.listing.entry.EntryTime;

/**
 * A date whose day, month and year stand in an unknown order. {@code 04/03/18} from an AS/400 follows the job's date
 * format, which the listing does not state; only the other lines of the same listing can tell.
 */
public record UnorderedDate(int first, int second, int third, TimeOfDay time) {
    /** OS/400 counts the years 40 to 99 into the last century. */
    private static final int PIVOT = 40;

    /** The job date formats *YMD, *DMY and *MDY. */
    public enum Order {
        YEAR_MONTH_DAY,
        DAY_MONTH_YEAR,
        MONTH_DAY_YEAR
    }

    public static int fullYear(int twoDigits) {
        return twoDigits < PIVOT ? 2000 + twoDigits : 1900 + twoDigits;
    }

    public Optional<EntryTime> in(Order order) {
        return switch (order) {
            case YEAR_MONTH_DAY -> ServerClock.at(fullYear(first), second, third, time);
            case DAY_MONTH_YEAR -> ServerClock.at(fullYear(third), second, first, time);
            case MONTH_DAY_YEAR -> ServerClock.at(fullYear(third), first, second, time);
        };
    }

    /** Nothing on a server was modified tomorrow, which rules out most wrong orders. */
    public boolean allows(Order order, ServerClock clock) {
        return in(order).filter(time -> !clock.isFuture(time)).isPresent();
    }
}
