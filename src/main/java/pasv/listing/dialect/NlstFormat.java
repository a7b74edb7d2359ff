package pasv.listing.dialect;

import java.nio.charset.StandardCharsets;
import pasv.listing.dialect.Reading.Nothing;
import pasv.listing.entry.EntryKind;
import pasv.listing.entry.EntryName;
import pasv.listing.entry.Line;

/**
 * The format of NLST: names alone. RFC 959 says a path name, and servers differ: bare names, or the asked path before
 * each (RFC 1123 section 4.1.2.7). Only that exact path is taken off; a name that still holds a slash is refused later.
 */
public final class NlstFormat implements ListingFormat {
    private final String prefix;

    /** @param asked the argument of NLST; empty where there was none, which means the current directory */
    public NlstFormat(byte[] asked) {
        String path = new String(asked, StandardCharsets.ISO_8859_1);
        String directory = path.isEmpty() ? "." : path;
        prefix = directory.endsWith("/") ? directory : directory + "/";
    }

    @Override
    public Reading read(Line line) {
        String text = line.text();
        // An error message of the server's ls, sent where the names belong.
        if (text.isEmpty() || text.startsWith("ls: ") || text.startsWith("ftpd: ")) {
            return Nothing.NOT_MINE;
        }
        EntryName name = line.nameFrom(text.startsWith(prefix) ? prefix.length() : 0);
        return name.isDots() ? Nothing.SKIP : new Draft(line, name, EntryKind.UNKNOWN).found();
    }
}
