package pasv.listing;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import pasv.listing.RefusedEntry.Reason;
import pasv.listing.dialect.VmsFormat;
import pasv.listing.entry.Doubt;
import pasv.listing.entry.Entry;
import pasv.listing.entry.EntryName;
import pasv.listing.entry.RawLine;

/**
 * The gate for entries: which may pass, and what became of the other lines. The last stop before the one who asked:
 * here names are judged and every line is counted, so that none is dropped in silence.
 */
final class EntryGate {
    static final int MAX_NAME = 4 * 1024;
    private static final int MAX_KEPT_LINES = 10_000;
    private static final int MAX_KEPT_BYTES = 1024 * 1024;

    private final Consumer<Entry> consumer;
    private final SeenNames seen = new SeenNames();
    private final List<RawLine> notUnderstood = new ArrayList<>();
    private final List<RefusedEntry> refused = new ArrayList<>();
    private final Set<Doubt> doubts = EnumSet.noneOf(Doubt.class);
    private long entries;
    private long skipped;
    private long notUnderstoodCount;
    private long refusedCount;
    private int keptBytes;

    EntryGate(Consumer<Entry> consumer) {
        this.consumer = consumer;
    }

    void entry(Entry entry) {
        if (entry.isDirectory() && entry.name().isDots()) {
            skip();
            return;
        }
        Optional<Reason> reason = reasonAgainst(entry);
        if (reason.isPresent()) {
            refuse(entry, reason.get());
            return;
        }
        entries++;
        consumer.accept(entry);
    }

    void skip() {
        skipped++;
    }

    void notUnderstood(RawLine line) {
        notUnderstoodCount++;
        doubts.add(Doubt.LINES_NOT_UNDERSTOOD);
        if (notUnderstood.size() < MAX_KEPT_LINES && fits(line)) {
            notUnderstood.add(line);
        }
    }

    void doubt(Doubt doubt) {
        doubts.add(doubt);
    }

    ListingSummary summary(boolean complete) {
        return new ListingSummary(
                entries, skipped, notUnderstood, notUnderstoodCount, refused, refusedCount, complete, doubts);
    }

    private void refuse(Entry entry, Reason reason) {
        refusedCount++;
        if (reason != Reason.OLDER_VERSION) {
            doubts.add(Doubt.ENTRIES_REFUSED);
        }
        if (refused.size() < MAX_KEPT_LINES && fits(entry.line())) {
            refused.add(new RefusedEntry(entry.name(), reason, entry.line()));
        }
    }

    private Optional<Reason> reasonAgainst(Entry entry) {
        EntryName name = entry.name();
        if (name.length() == 0) {
            return Optional.of(Reason.EMPTY_NAME);
        }
        if (name.length() > MAX_NAME) {
            return Optional.of(Reason.NAME_TOO_LONG);
        }
        if (name.contains('/')) {
            return Optional.of(Reason.PATH_IN_NAME);
        }
        if (name.contains('\0')) {
            return Optional.of(Reason.NUL_IN_NAME);
        }
        if (name.contains('\r') || name.contains('\n')) {
            return Optional.of(Reason.LINE_BREAK_IN_NAME);
        }
        if (name.isDots()) {
            return Optional.of(Reason.DOTS_AS_NAME);
        }
        return seenBefore(entry);
    }

    private Optional<Reason> seenBefore(Entry entry) {
        if (!seen.add(entry.name())) {
            return Optional.of(VmsFormat.isVersion(entry) ? Reason.OLDER_VERSION : Reason.DUPLICATE);
        }
        if (seen.full()) {
            doubts.add(Doubt.DUPLICATES_UNCHECKED);
        }
        return Optional.empty();
    }

    private boolean fits(RawLine line) {
        keptBytes = Math.min(MAX_KEPT_BYTES + 1, keptBytes + line.length() + 1);
        return keptBytes <= MAX_KEPT_BYTES;
    }
}
