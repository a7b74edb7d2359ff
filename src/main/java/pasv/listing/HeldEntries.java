package pasv.listing;

import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import pasv.listing.date.ServerClock;
import pasv.listing.date.UnorderedDate;
import pasv.listing.date.UnorderedDate.Order;
import pasv.listing.dialect.Reading.Found;
import pasv.listing.dialect.Reading.NameGap;
import pasv.listing.entry.Doubt;
import pasv.listing.entry.Entry;
import pasv.listing.entry.EntryTime;

/**
 * The entries that wait for what the rest of the listing says. Two things cannot be read from a line alone: whether AIX
 * filled up a year with a blank that then seems to begin the name, and which number of an AS/400 date is the day. Such
 * entries wait, with those behind them so that the order stays, until a line decides; but never more than a few.
 */
final class HeldEntries {
    static final int MAX_HELD = 1_000;
    private static final int MAX_HELD_BYTES = 1024 * 1024;

    private enum Padding {
        UNDECIDED,
        AIX,
        NONE
    }

    private final ServerClock clock;
    private final EntryGate gate;
    private final ArrayDeque<Found> held = new ArrayDeque<>();
    private final Set<Order> orders = EnumSet.allOf(Order.class);
    private Padding padding = Padding.UNDECIDED;
    private int heldBytes;

    HeldEntries(ServerClock clock, EntryGate gate) {
        this.clock = clock;
        this.gate = gate;
    }

    void accept(Found found) {
        learn(found);
        if (held.isEmpty() && isSettled(found)) {
            gate.entry(resolved(found));
            return;
        }
        held.add(found);
        heldBytes += found.entry().line().length();
        while (!held.isEmpty() && isSettled(held.getFirst())) {
            release();
        }
        if (held.size() > MAX_HELD || heldBytes > MAX_HELD_BYTES) {
            releaseAll();
        }
    }

    /** No line has decided: blanks after every year are padding, and an undecided date is unknown. */
    void releaseAll() {
        while (!held.isEmpty()) {
            if (padding == Padding.UNDECIDED && held.getFirst().gap() == NameGap.PERHAPS_PADDED) {
                padding = Padding.AIX;
            }
            release();
        }
    }

    private void release() {
        Found found = held.removeFirst();
        heldBytes -= found.entry().line().length();
        gate.entry(resolved(found));
    }

    private void learn(Found found) {
        if (found.gap() == NameGap.PLAIN) {
            if (padding == Padding.AIX) {
                gate.doubt(Doubt.NAMES_GUESSED);
            } else {
                padding = Padding.NONE;
            }
        }
        found.date().ifPresent(date -> orders.removeIf(order -> !date.allows(order, clock)));
    }

    private boolean isSettled(Found found) {
        boolean name = padding != Padding.UNDECIDED || found.gap() != NameGap.PERHAPS_PADDED;
        boolean date = orders.size() <= 1 || found.date().isEmpty();
        return name && date;
    }

    private Entry resolved(Found found) {
        Entry entry = found.entry();
        if (found.gap() == NameGap.PERHAPS_PADDED && padding == Padding.AIX) {
            entry = entry.withName(entry.name().withoutFirstByte());
        }
        return found.date().isPresent()
                ? entry.withModified(decided(found.date().get()))
                : entry;
    }

    private Optional<EntryTime> decided(UnorderedDate date) {
        return orders.size() == 1 ? date.in(orders.iterator().next()) : Optional.empty();
    }
}
