package pasv.net;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Selector;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The shelf for the selector that connections take turns with. A selector costs three descriptors' worth of system calls,
 * and the data connections of a session come one after the other. Opened when somebody has to wait, kept when he is done.
 * Safe for use by any thread.
 */
final class SelectorShelf implements Closeable {
    private final AtomicReference<@Nullable Selector> free = new AtomicReference<>();
    private volatile boolean closed;

    /** A shelf that keeps nothing, for a connection that is the only one of its kind. */
    static SelectorShelf none() {
        SelectorShelf shelf = new SelectorShelf();
        shelf.closed = true;
        return shelf;
    }

    /** The one that lies here, or a new one. */
    Selector take() throws IOException {
        Selector kept = free.getAndSet(null);
        return kept == null ? Selector.open() : kept;
    }

    /** Takes back one that nothing is registered with any more. */
    void giveBack(Selector selector) throws IOException {
        if (closed || !free.compareAndSet(null, selector)) {
            selector.close();
        } else if (closed) {
            close();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        Selector kept = free.getAndSet(null);
        if (kept != null) {
            kept.close();
        }
    }
}
