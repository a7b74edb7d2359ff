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
    private final int most;
    private final Consumer<Entry> beyond;
    private final List<Entry> held = new ArrayList<>();
    private boolean over;

    public Spill(int most, Consumer<Entry> beyond) {
        this.most = most;
        this.beyond = beyond;
    }

    @Override
    public void accept(Entry entry) {
        if (held.size() == most) {
            over = true;
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

    List<Entry> held() {
        return held;
    }
}
