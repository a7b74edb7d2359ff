package pasv.listing.entry;

/** Why should nothing be deleted on the word of this listing? Each reason for which names may be missing or wrong. */
public enum Doubt {
    /** Lines that no format understands: an error message, a new format, a broken server. */
    LINES_NOT_UNDERSTOOD,
    /** Entries whose names are unsafe or cannot be represented. */
    ENTRIES_REFUSED,
    /** Blanks before names were taken for the padding of AIX, and a later line spoke against it. */
    NAMES_GUESSED,
    /** So many entries that repeated names could no longer be looked for. */
    DUPLICATES_UNCHECKED,
    /** More entries than a collected listing holds; the rest was not kept. */
    TOO_MANY_ENTRIES
}
