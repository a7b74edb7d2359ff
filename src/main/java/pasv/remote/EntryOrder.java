package pasv.remote;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import pasv.listing.entry.Entry;
import pasv.listing.entry.EntryTime;

/** An order of entries; where two are equal in it, their names decide. */
public enum EntryOrder {
    NAME,
    /** The newest first; what has no time comes last. */
    TIME,
    /** The largest first; the size of a directory is not that of what it holds, and does not count. */
    SIZE;

    /** An entry and the text of its name, which is decoded once. */
    record Keyed(String name, Entry entry) {
        static Keyed of(Entry entry) {
            return new Keyed(entry.name().text(), entry);
        }
    }

    /** These in order, held together. */
    public List<Entry> sorted(List<Entry> entries, boolean reversed) {
        return entries.stream()
                .map(Keyed::of)
                .sorted(comparator(reversed))
                .map(Keyed::entry)
                .toList();
    }

    Comparator<Keyed> comparator(boolean reversed) {
        Comparator<Keyed> byName = Comparator.comparing(Keyed::name);
        Comparator<Keyed> comparator = switch (this) {
            case NAME -> byName;
            case TIME ->
                Comparator.comparing((Keyed keyed) -> modified(keyed.entry()))
                        .reversed()
                        .thenComparing(byName);
            case SIZE ->
                Comparator.comparingLong((Keyed keyed) -> size(keyed.entry()))
                        .reversed()
                        .thenComparing(byName);
        };
        return reversed ? comparator.reversed() : comparator;
    }

    private static Instant modified(Entry entry) {
        return entry.modified().map(EntryTime::instant).orElse(Instant.MIN);
    }

    private static long size(Entry entry) {
        return entry.isDirectory() ? -1 : entry.size().orElse(-1);
    }
}
