package pasv.listing;

import pasv.listing.entry.EntryName;

/**
 * The names that a listing has shown so far. A server that lists a link and then a directory of the same name can lead
 * a client out of its tree. Names are remembered by 64 bits each, at most {@value #MAX_NAMES} of them, in 16 MiB.
 */
final class SeenNames {
    static final int MAX_NAMES = 1 << 20;

    private static final int SMALLEST = 64;

    /** Open addressing; 0 is an empty place. */
    private long[] places = new long[SMALLEST];

    private int count;

    /** True if the name is new, or cannot be checked any more because {@link #full()}. */
    boolean add(EntryName name) {
        long fingerprint = name.fingerprint();
        long stored = fingerprint == 0 ? 1 : fingerprint;
        int place = place(places, stored);
        if (places[place] == stored) {
            return false;
        }
        if (full()) {
            return true;
        }
        places[place] = stored;
        count++;
        if (count > places.length / 2) {
            grow();
        }
        return true;
    }

    boolean full() {
        return count >= MAX_NAMES;
    }

    private void grow() {
        long[] larger = new long[places.length * 2];
        for (long stored : places) {
            if (stored != 0) {
                larger[place(larger, stored)] = stored;
            }
        }
        places = larger;
    }

    /** Where the fingerprint is, or the empty place where it would be. */
    private static int place(long[] places, long stored) {
        int mask = places.length - 1;
        int at = (int) (stored ^ (stored >>> 32)) & mask;
        while (places[at] != 0 && places[at] != stored) {
            at = (at + 1) & mask;
        }
        return at;
    }
}
