package pasv.listing;

import pasv.listing.entry.EntryName;
import pasv.listing.entry.RawLine;

/**
 * An entry that was not taken, and why. A name is refused where it could lead out of its directory, hide another entry,
 * or not be sent back to the server.
 */
public record RefusedEntry(EntryName name, Reason reason, RawLine line) {
    public enum Reason {
        EMPTY_NAME,
        NAME_TOO_LONG,
        /** The name holds a slash: it would lead elsewhere. */
        PATH_IN_NAME,
        /** {@code .} or {@code ..} offered as something else than a directory. */
        DOTS_AS_NAME,
        NUL_IN_NAME,
        /** A carriage return cannot be sent in a command, RFC 3659 section 2.2. */
        LINE_BREAK_IN_NAME,
        /** The same name again: the first one counts. */
        DUPLICATE,
        /** VMS keeps older versions under the same name; they are not in doubt, only not the file. */
        OLDER_VERSION
    }
}
