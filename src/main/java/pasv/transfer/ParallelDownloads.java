package pasv.transfer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import pasv.ftp.FtpException;
import pasv.ftp.FtpUrl;

/** How are many files fetched, over one session or several? Each session asks ahead about the file after its own. */
public final class ParallelDownloads {
    /**
     * One file to fetch.
     *
     * @param clients who lends sessions with its server
     */
    public record Item(FtpUrl url, Target target, Clients clients) {}

    private record Turn(Item item, Narrator narrator) implements FileCrew.Turn {
        @Override
        public Clients clients() {
            return item.clients();
        }
    }

    private final Download.Options options;
    private final TransferListener listener;

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
        List<Turn> turns = new ArrayList<>();
        for (Item item : items) {
            turns.add(new Turn(item, Narrator.of(listener, item.url(), item.target())));
        }
        new FileCrew<Turn>("pasv-download").run(turns, sessions, () -> {
            Map<Clients, Download> downloads = new HashMap<>();
            return (turn, after) -> {
                Optional<FtpException> failure = fetched(turn, after, downloads);
                synchronized (ending) {
                    ending.accept(turn.item(), failure);
                }
                return failure;
            };
        });
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
