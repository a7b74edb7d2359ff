package pasv.doctor.finding;

/**
 * A line that mends a trouble.
 *
 * @param where the file or program, such as {@code vsftpd.conf}
 * @param line what to write or run there
 * @param origin how it is known to help
 */
public record Fix(String where, String line, Origin origin) {
    /** How a fix is known to help. */
    public enum Origin {
        /** A test applies it and sees the doctor turn healthy. */
        TESTED,
        /** From the vendor's manual; no test of ours runs that program. */
        MANUAL,
        /** To look at, or to do without changing the server's settings. */
        LOOK
    }

    static Fix tested(String where, String line) {
        return new Fix(where, line, Origin.TESTED);
    }

    static Fix manual(String where, String line) {
        return new Fix(where, line, Origin.MANUAL);
    }

    static Fix look(String where, String line) {
        return new Fix(where, line, Origin.LOOK);
    }

    @Override
    public String toString() {
        return where + ": " + line + (origin == Origin.MANUAL ? "  (from the vendor's manual)" : "");
    }
}
