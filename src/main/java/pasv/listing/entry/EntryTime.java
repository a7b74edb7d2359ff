package pasv.listing.entry;

import java.time.Instant;
import java.time.ZoneOffset;

/**
 * The modification time of an entry, and how well it is known. A listing gives a time to the second, the minute or the
 * day; and unless its zone is known, it is the server's wall clock read as if it were UTC.
 *
 * @param zoneKnown true where the instant is certain (MLSD and EPLF are UTC by definition, RFC 3659 section 2.3)
 */
public record EntryTime(Instant instant, Precision precision, boolean zoneKnown) {
    /** How fine the server's statement is; two times may only be compared at the coarser of both. */
    public enum Precision {
        DAY,
        MINUTE,
        SECOND
    }

    /**
     * The same wall clock once the server's zone is known, for instance from comparing one entry with its MDTM. A time
     * whose zone is known stays, and so does a bare day: shifting it could only turn it into another day.
     */
    public EntryTime withZoneOffset(ZoneOffset offset) {
        if (zoneKnown || precision == Precision.DAY) {
            return this;
        }
        return new EntryTime(instant.minusSeconds(offset.getTotalSeconds()), precision, true);
    }
}
