package pasv.transfer.mirror;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import pasv.listing.entry.EntryTime;

/**
 * A modification time and how well it is known. Two of them can be compared only as finely as the coarser of both, and
 * only where both zones are known.
 *
 * @param instant the wall clock read as UTC where the zone is unknown
 * @param precision what the time was cut to: a second, two on FAT, a minute or a day in listings
 * @param zoneKnown false for the wall clock of a server whose zone nobody knows
 */
public record Timestamp(Instant instant, Duration precision, boolean zoneKnown) {
    public static final Duration SECOND = Duration.ofSeconds(1);
    public static final Duration MINUTE = Duration.ofMinutes(1);
    public static final Duration DAY = Duration.ofDays(1);

    /** The widest distance between two zones of the earth is 26 hours (UTC+14 and UTC-12). */
    private static final Duration WIDEST_ZONES = Duration.ofHours(26);

    private static final Duration ZONE_STEP = Duration.ofMinutes(15);

    /** What two times say about whether two files are the same version. */
    public enum Match {
        SAME,
        DIFFERENT,
        /** They differ by a zone's offset, an hour of summer time, or less than they are known: MDTM must tell. */
        UNCERTAIN
    }

    /** An exact time in UTC, as MDTM and local file systems tell it. */
    public static Timestamp exact(Instant instant) {
        return new Timestamp(instant, SECOND, true);
    }

    /** The time that a listing tells. */
    public static Timestamp of(EntryTime time) {
        return new Timestamp(
                time.instant(),
                switch (time.precision()) {
                    case DAY -> DAY;
                    case MINUTE -> MINUTE;
                    case SECOND -> SECOND;
                },
                time.zoneKnown());
    }

    /** Whether this and the other can be the time of one and the same version of a file. */
    public Match match(Timestamp other) {
        Duration coarser = precision.compareTo(other.precision) >= 0 ? precision : other.precision;
        if (coarser.compareTo(DAY) >= 0) {
            // the day is that of the server's clock: it may begin up to 14 hours earlier or later than in UTC
            return distance(other, SECOND).compareTo(DAY.plusHours(14)) < 0 ? Match.UNCERTAIN : Match.DIFFERENT;
        }
        Duration distance = distance(other, coarser);
        if (distance.isZero() || (coarser.toSeconds() == 2 && distance.compareTo(coarser) <= 0)) {
            return Match.SAME;
        }
        boolean zones = distance.compareTo(WIDEST_ZONES) <= 0 && distance.toSeconds() % ZONE_STEP.toSeconds() == 0;
        return zones ? Match.UNCERTAIN : Match.DIFFERENT;
    }

    /** Whether it is known to a minute or better, in a known zone. */
    boolean isFine() {
        return zoneKnown && precision.compareTo(DAY) < 0;
    }

    /** Whether it is known to the second, in a known zone. */
    boolean isExact() {
        return zoneKnown && precision.compareTo(SECOND) <= 0;
    }

    /** Whether this is later than the other by more than both are known. */
    public boolean isAfter(Timestamp other) {
        Duration coarser = precision.compareTo(other.precision) >= 0 ? precision : other.precision;
        return instant.isAfter(other.instant) && distance(other, coarser).compareTo(Duration.ZERO) > 0;
    }

    private Duration distance(Timestamp other, Duration unit) {
        ChronoUnit cut = unit.compareTo(MINUTE) >= 0 ? ChronoUnit.MINUTES : ChronoUnit.SECONDS;
        return Duration.between(instant.truncatedTo(cut), other.instant.truncatedTo(cut))
                .abs();
    }
}
