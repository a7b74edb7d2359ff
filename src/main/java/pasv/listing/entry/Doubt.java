package pasv.listing.entry;

/** The doubts about a listing: why nothing should be deleted on its word. */
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
