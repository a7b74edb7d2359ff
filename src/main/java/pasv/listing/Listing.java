package pasv.listing;

import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import pasv.listing.entry.Doubt;
import pasv.listing.entry.Entry;
import pasv.listing.entry.RawLine;

/** The listing of a directory. Its entries, held together, and what is to be thought of the listing they come from. */
public record Listing(List<Entry> entries, ListingSummary summary) {
    /** A directory with more entries is for {@link ListingReader}, which holds none of them. */
    public static final int MAX_ENTRIES = 1_000_000;

    private static final int CHUNK = 16 * 1024;

    public Listing {
        entries = List.copyOf(entries);
    }

    /**
     * Reads to the end of the stream, which stays open: {@code Listing.read(in, ListingReader::mlsd)}. Entries beyond
     * {@link #MAX_ENTRIES} are counted, not kept, and the listing says so.
     */
    public static Listing read(InputStream in, Function<Consumer<Entry>, ListingReader> how) throws IOException {
        return read(in, how, MAX_ENTRIES);
    }

    static Listing read(InputStream in, Function<Consumer<Entry>, ListingReader> how, int maxEntries)
            throws IOException {
        List<Entry> entries = new ArrayList<>();
        ListingReader reader = how.apply(entry -> {
            if (entries.size() < maxEntries) {
                entries.add(entry);
            }
        });
        byte[] chunk = new byte[CHUNK];
        for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
            reader.feed(chunk, 0, length);
        }
        ListingSummary summary = reader.finish();
        return new Listing(
                entries,
                summary.entries() > maxEntries
                        ? summary.with(Doubt.TOO_MANY_ENTRIES).incomplete()
                        : summary);
    }

    /** Lines that no format understands: to be shown as they are. */
    public List<RawLine> notUnderstood() {
        return summary.notUnderstood();
    }

    public List<RefusedEntry> refused() {
        return summary.refused();
    }

    public boolean complete() {
        return summary.complete();
    }

    public boolean reliable() {
        return summary.reliable();
    }

    public Listing incomplete() {
        return new Listing(entries, summary.incomplete());
    }

    /** The same listing with its times read in a zone that somebody said, with its summer time; known ones stay. */
    public Listing inZone(ZoneId zone) {
        return new Listing(entries.stream().map(entry -> entry.inZone(zone)).toList(), summary);
    }

    /** The same listing with its times read in the server's zone; times whose zone is known stay. */
    public Listing withZoneOffset(ZoneOffset offset) {
        return new Listing(
                entries.stream().map(entry -> entry.withZoneOffset(offset)).toList(), summary);
    }
}
