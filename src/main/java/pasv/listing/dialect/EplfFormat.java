package pasv.listing.dialect;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import pasv.listing.entry.EntryKind;
import pasv.listing.entry.EntryTime;
import pasv.listing.entry.EntryTime.Precision;
import pasv.listing.entry.Line;
import pasv.listing.entry.Numbers;

/**
 * The format of anonftpd and publicfile: EPLF. In EPLF, Easily Parsed LIST Format: a plus, facts with commas, a tab,
 * the name ({@code +i8388621.48594,m825718503,r,s280,<TAB>djb.html}). Times are seconds since 1970.
 */
final class EplfFormat implements ListingFormat {
    private static final long LAST_SECOND = 253_402_300_799L;

    @Override
    public Reading read(Line line) {
        String text = line.text();
        int tab = text.indexOf('\t');
        if (tab < 1 || text.charAt(0) != '+') {
            return Reading.Nothing.NOT_MINE;
        }
        EntryKind kind = EntryKind.UNKNOWN;
        OptionalLong size = OptionalLong.empty();
        Optional<EntryTime> modified = Optional.empty();
        String permissions = "";
        for (String fact : text.substring(1, tab).split(",")) {
            if (fact.equals("/")) {
                kind = EntryKind.DIRECTORY;
            } else if (fact.equals("r")) {
                kind = EntryKind.FILE;
            } else if (fact.startsWith("s")) {
                size = Numbers.size(fact.substring(1));
            } else if (fact.startsWith("m")) {
                modified = modified(Numbers.size(fact.substring(1)));
            } else if (fact.startsWith("up")) {
                permissions = fact.substring(2);
            }
        }
        Draft draft = new Draft(line, line.nameFrom(tab + 1), kind).size(size).modified(modified);
        return (permissions.isEmpty() ? draft : draft.permissions(permissions)).found();
    }

    private static Optional<EntryTime> modified(OptionalLong second) {
        return second.isPresent() && second.getAsLong() <= LAST_SECOND
                ? Optional.of(new EntryTime(Instant.ofEpochSecond(second.getAsLong()), Precision.SECOND, true))
                : Optional.empty();
    }
}
