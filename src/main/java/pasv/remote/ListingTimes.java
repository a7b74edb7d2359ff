package pasv.remote;

/** The zone in which the times of a listing are wanted. */
public enum ListingTimes {
    /** As the server wrote them, which is enough where nobody sees them. */
    AS_WRITTEN,
    /** In UTC where that can be found out: one file's MDTM tells, a question more for the first listings of a server. */
    IN_UTC
}
