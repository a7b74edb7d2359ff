package pasv.listing.dialect;

import java.util.Optional;
import pasv.listing.date.UnorderedDate;
import pasv.listing.entry.Entry;

/** The reading of one line by one format. An entry, something to pass over, or nothing. */
public sealed interface Reading {
    /** The line is an entry, though a detail of it may have to wait for what the rest of the listing shows. */
    record Found(Entry entry, NameGap gap, Optional<UnorderedDate> date) implements Reading {
        static Found certain(Entry entry) {
            return new Found(entry, NameGap.SILENT, Optional.empty());
        }
    }

    /** Readings that are no entry. */
    enum Nothing implements Reading {
        /** Furniture: {@code total 20}, a header, the directory itself. */
        SKIP,
        /** The first of two lines: VMS breaks the line after a long name. */
        OPENS_NEXT,
        /** This format does not write such lines. */
        NOT_MINE
    }

    /** What the blanks between a year and the name say about AIX, which writes one blank more than others. */
    enum NameGap {
        /** Exactly one blank after a year: this server does not pad. */
        PLAIN,
        /** Two blanks after a year: padding, or a name that begins with a blank. */
        PERHAPS_PADDED,
        SILENT
    }
}
