package pasv.listing.date;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import pasv.listing.entry.EntryTime;
import pasv.listing.entry.EntryTime.Precision;

/**
 * The server's wall clock, by which the date in a line is read. The server's wall clock is read as UTC until its zone
 * is known. One {@code now} holds for the whole listing, so that a listing read over midnight keeps one year.
 */
public final class ServerClock {
    /** A server's zone may be ahead of ours by most of a day. */
    private static final Duration AHEAD = Duration.ofHours(24);

    /** A leap year may be eight years back: 1896 and 1904 had none between them. */
    private static final int YEARS_BACK = 8;

    private static final long SECONDS_A_DAY = 86_400;
    private static final int DAYS_OF_ANY_MONTH = 28;

    /** Nothing later is believed. */
    private final Instant latest;

    private final int latestYear;

    /** @param now taken once for a listing */
    public ServerClock(Instant now) {
        latest = now.plus(AHEAD);
        latestYear = latest.atOffset(ZoneOffset.UTC).getYear();
    }

    public static Optional<EntryTime> day(int year, int month, int day) {
        return date(year, month, day)
                .map(date ->
                        new EntryTime(Instant.ofEpochSecond(date.toEpochDay() * SECONDS_A_DAY), Precision.DAY, false));
    }

    public static Optional<EntryTime> at(int year, int month, int day, TimeOfDay time) {
        if (!time.exists()) {
            return Optional.empty();
        }
        Precision precision = time.hasSecond() ? Precision.SECOND : Precision.MINUTE;
        return date(year, month, day)
                .map(date -> new EntryTime(
                        Instant.ofEpochSecond(date.toEpochDay() * SECONDS_A_DAY + time.secondOfDay()),
                        precision,
                        false));
    }

    /** {@code Mar 2 15:13} is the latest such moment that is not more than a day ahead. */
    Optional<EntryTime> yearless(int month, int day, TimeOfDay time) {
        for (int year = latestYear; year >= latestYear - 1 - YEARS_BACK; year--) {
            Optional<EntryTime> candidate = at(year, month, day, time);
            if (candidate.isPresent() && !isFuture(candidate.get())) {
                return candidate;
            }
        }
        return Optional.empty();
    }

    boolean isFuture(EntryTime time) {
        return time.instant().isAfter(latest);
    }

    private static Optional<LocalDate> date(int year, int month, int day) {
        boolean exists = year >= 1
                && year <= 9999
                && month >= 1
                && month <= 12
                && day >= 1
                && (day <= DAYS_OF_ANY_MONTH || day <= YearMonth.of(year, month).lengthOfMonth());
        return exists ? Optional.of(LocalDate.of(year, month, day)) : Optional.empty();
    }
}
