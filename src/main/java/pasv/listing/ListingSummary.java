package pasv.listing;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import pasv.listing.entry.Doubt;
import pasv.listing.entry.RawLine;

/**
 * The summary of a listing: how far it can be trusted. What became of every line: entries given on, furniture skipped,
 * lines not understood, entries refused. The lists are bounded, the counts are not.
 *
 * @param skipped headers, totals and the directory itself
 * @param notUnderstood the first lines that no format understands
 * @param refused the first entries refused
 * @param complete whether the last line had its end; without it the transfer was cut, or the server is careless
 */
public record ListingSummary(
        long entries,
        long skipped,
        List<RawLine> notUnderstood,
        long notUnderstoodCount,
        List<RefusedEntry> refused,
        long refusedCount,
        boolean complete,
        Set<Doubt> doubts) {

    public ListingSummary {
        notUnderstood = List.copyOf(notUnderstood);
        refused = List.copyOf(refused);
        doubts = Set.copyOf(doubts);
    }

    /** Complete and without any doubt: what is not in this listing is not on the server. */
    public boolean reliable() {
        return complete && doubts.isEmpty();
    }

    /** The same after a reply that says otherwise: a limit on the server ({@code Output truncated}), or no 226. */
    public ListingSummary incomplete() {
        return new ListingSummary(
                entries, skipped, notUnderstood, notUnderstoodCount, refused, refusedCount, false, doubts);
    }

    /** The same when only some of the entries are meant. */
    public ListingSummary withEntries(long count) {
        return new ListingSummary(
                count, skipped, notUnderstood, notUnderstoodCount, refused, refusedCount, complete, doubts);
    }

    ListingSummary with(Doubt doubt) {
        Set<Doubt> more = EnumSet.of(doubt);
        more.addAll(doubts);
        return new ListingSummary(
                entries, skipped, notUnderstood, notUnderstoodCount, refused, refusedCount, complete, more);
    }
}
