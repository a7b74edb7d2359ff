package pasv.listing.entry;

/** The kinds of entries. Only what the server said; a link's target is never guessed. */
public enum EntryKind {
    FILE,
    DIRECTORY,
    /** A symbolic link; whether it leads to a directory is not said by any listing. */
    LINK,
    /** A device, socket, fifo or door: reading one may block for ever, so it must never be retrieved. */
    OTHER,
    /** The server did not say, as in every NLST. */
    UNKNOWN
}
