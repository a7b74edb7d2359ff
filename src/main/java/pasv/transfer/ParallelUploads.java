package pasv.transfer;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import pasv.ftp.FtpException;
import pasv.ftp.FtpUrl;

/** How are many files sent to one server, over one session or several? */
public final class ParallelUploads {
    /** Makes a source when its turn has come, so that no more files are open than are being sent. */
    @FunctionalInterface
    public interface Opening {
        Source open() throws FtpException;
    }

    /**
     * One file to send.
     *
     * @param file what it is called in messages
     */
    public record Item(String file, Opening source, FtpUrl url) {}

    private record Turn(Item item, Clients clients, Narrator narrator) implements FileCrew.Turn {}

    private final Clients clients;
    private final Upload.Options options;
    private final TransferListener listener;

    public ParallelUploads(Clients clients, Upload.Options options, TransferListener listener) {
        this.clients = clients;
        this.options = options;
        this.listener = listener;
    }

    /**
     * Sends all items and returns when each has ended.
     *
     * @param sessions how many at the most
     * @param ending told of every item that ended, with its failure or none; called by any of the threads, one at a time
     */
    public void run(List<Item> items, int sessions, BiConsumer<Item, Optional<FtpException>> ending) {
        List<Turn> turns = items.stream()
                .map(item -> new Turn(item, clients, Upload.narrator(listener, item.file(), item.url())))
                .toList();
        new FileCrew<Turn>("pasv-upload").run(turns, sessions, () -> {
            Upload upload = new Upload(clients, options, listener);
            return (turn, after) -> {
                Optional<FtpException> failure = sent(turn, upload);
                synchronized (ending) {
                    ending.accept(turn.item(), failure);
                }
                return failure;
            };
        });
    }

    private static Optional<FtpException> sent(Turn turn, Upload upload) {
        Item item = turn.item();
        try (Source source = opened(turn)) {
            upload.run(source, item.url(), turn.narrator());
            return Optional.empty();
        } catch (FtpException e) {
            return Optional.of(e);
        } catch (IOException e) {
            return Optional.of(LocalTrouble.reading(item.file(), e));
        }
    }

    private static Source opened(Turn turn) throws FtpException {
        try {
            return turn.item().source().open();
        } catch (FtpException e) {
            turn.narrator().failed(e);
            throw e;
        }
    }
}
