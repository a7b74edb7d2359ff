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

    private final Download.Options options;
    private final TransferListener listener;
    private final Deque<Item> queue = new ArrayDeque<>();
    private volatile int running;

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
        queue.addAll(items);
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
        try {
            for (Item item = next(); item != null; ) {
                if (running > 1 && !isLetIn(item)) {
                    return;
                }
                Item after = next();
                Optional<FtpException> failure = fetched(item, after, downloads);
                synchronized (ending) {
                    ending.accept(item, failure);
                }
                item = item.clients().cancellation().cause().isPresent() ? null : after;
            }
        } finally {
            synchronized (queue) {
                running--;
            }
        }
    }

    private @Nullable Item next() {
        synchronized (queue) {
            return queue.poll();
        }
    }

    /** Whether there is a session for the item; where not, it goes back to the others, unless this is the last worker. */
    private boolean isLetIn(Item item) {
        try {
            item.clients().giveBack(item.clients().borrow());
            return true;
        } catch (FtpException e) {
            synchronized (queue) {
                boolean leaves = e.failure() == Failure.SERVER_FULL && running > 1;
                if (leaves) {
                    queue.addFirst(item);
                }
                return !leaves;
            }
        } catch (IOException e) {
            // the download meets the same trouble and reports it
            return true;
        }
    }

    private Optional<FtpException> fetched(Item item, @Nullable Item after, Map<Clients, Download> downloads) {
        Optional<FtpUrl> next = Optional.ofNullable(after)
                .filter(it -> it.clients().equals(item.clients()))
                .map(Item::url);
        try {
            downloads
                    .computeIfAbsent(item.clients(), clients -> new Download(clients, options, listener))
                    .run(item.url(), item.target(), next);
            return Optional.empty();
        } catch (FtpException e) {
            return Optional.of(e);
        }
    }
}
