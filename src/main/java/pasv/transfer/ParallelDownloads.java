package pasv.transfer;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import pasv.ftp.Failure;
import pasv.ftp.FtpException;
import pasv.ftp.FtpUrl;

/**
 * How are many files fetched, over one session or several? Each session takes the next file from one queue. A server that lets
 * no more sessions in makes the pool smaller, as long as one works.
 */
public final class ParallelDownloads {
    /**
     * One file to fetch.
     *
     * @param clients who lends sessions with its server
     */
    public record Item(FtpUrl url, Target target, Clients clients) {}

    /** An item with what tells of it: one that was put back has been told of already. */
    private record Turn(Item item, Narrator narrator) {}

    private final Download.Options options;
    private final TransferListener listener;
    private final Deque<Turn> queue = new ArrayDeque<>();
    private int running;

    public ParallelDownloads(Download.Options options, TransferListener listener) {
        this.options = options;
        this.listener = listener;
    }

    /**
     * Fetches all items and returns when each has ended.
     *
     * @param sessions how many at the most
     * @param ending told of every item that ended, with its failure or none; called by any of the threads, one at a time
     */
    public void run(List<Item> items, int sessions, BiConsumer<Item, Optional<FtpException>> ending) {
        for (Item item : items) {
            queue.add(new Turn(item, Narrator.of(listener, item.url(), item.target())));
        }
        int count = Math.min(sessions, items.size());
        if (count == 1) {
            running = 1;
            work(ending);
            return;
        }
        Thread[] workers = new Thread[count];
        running = count;
        for (int i = 0; i < count; i++) {
            workers[i] = new Thread(() -> work(ending), "pasv-download");
            workers[i].setDaemon(true);
            workers[i].start();
        }
        for (Thread worker : workers) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void work(BiConsumer<Item, Optional<FtpException>> ending) {
        Map<Clients, Download> downloads = new HashMap<>();
        for (Turn turn = next(); turn != null; ) {
            if (isOneOfMany() && !isLetIn(turn)) {
                return;
            }
            Item item = turn.item();
            Turn after = ahead();
            Optional<FtpException> failure = fetched(turn, after, downloads);
            synchronized (ending) {
                ending.accept(item, failure);
            }
            if (item.clients().cancellation().cause().isPresent()) {
                return;
            }
            turn = after == null ? next() : after;
        }
    }

    /** The next file; with none the worker counts as gone, so that no other leaves one to it. */
    private @Nullable Turn next() {
        synchronized (queue) {
            Turn turn = queue.poll();
            running -= turn == null ? 1 : 0;
            return turn;
        }
    }

    /** The file after this one. */
    private @Nullable Turn ahead() {
        synchronized (queue) {
            return queue.poll();
        }
    }

    private boolean isOneOfMany() {
        synchronized (queue) {
            return running > 1;
        }
    }

    /** Whether there is a session for the item; where not, it goes back to the others, unless this is the last worker. */
    private boolean isLetIn(Turn turn) {
        Clients clients = turn.item().clients();
        try {
            clients.giveBack(clients.borrow());
            return true;
        } catch (FtpException e) {
            synchronized (queue) {
                boolean leaves = e.failure() == Failure.SERVER_FULL && running > 1;
                if (leaves) {
                    queue.addFirst(turn);
                    running--;
                    turn.narrator().warned("the server lets no more sessions in: going on with " + running);
                }
                return !leaves;
            }
        } catch (IOException e) {
            // the download meets the same trouble and reports it
            return true;
        }
    }

    private Optional<FtpException> fetched(Turn turn, @Nullable Turn after, Map<Clients, Download> downloads) {
        Item item = turn.item();
        Optional<FtpUrl> next = Optional.ofNullable(after)
                .map(Turn::item)
                .filter(it -> it.clients().equals(item.clients()))
                .map(Item::url);
        try {
            downloads
                    .computeIfAbsent(item.clients(), clients -> new Download(clients, options, listener))
                    .run(item.url(), item.target(), next, turn.narrator());
            return Optional.empty();
        } catch (FtpException e) {
            return Optional.of(e);
        }
    }
}
