package pasv.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import pasv.listing.entry.Entry;

/**
 * The entries of a directory that are held together, up to a number. Where more come, those that were held are handed
 * on and so is each that follows, in the order of the server.
 */
public final class Spill implements Consumer<Entry> {
    /** So many are kept to find out by their times in which zone the server writes. */
    private static final int SAMPLE = 64;

    private final int most;
    private final Consumer<Entry> beyond;
    private final List<Entry> held = new ArrayList<>();
    private List<Entry> first = List.of();
    private boolean over;

    public Spill(int most, Consumer<Entry> beyond) {
        this.most = most;
        this.beyond = beyond;
    }

    @Override
    public void accept(Entry entry) {
        if (held.size() == most) {
            over = true;
            first = List.copyOf(held.subList(0, Math.min(SAMPLE, held.size())));
            held.forEach(beyond);
            held.clear();
        }
        if (over) {
            beyond.accept(entry);
        } else {
            held.add(entry);
        }
    }

    /** Whether there were more. */
    public boolean isOver() {
        return over;
    }

    /** The first of them, where there were more. */
    List<Entry> first() {
        return first;
    }

    List<Entry> held() {
        return held;
    }
}
