package pasv.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.Optional;
import pasv.ftp.data.DataConnection;
import pasv.ftp.wire.FtpException;
import pasv.net.Patience;

/**
 * The copy loop between the data connection and the disk. The one copy loop, in both directions: one direct buffer, no
 * byte array between the socket and the file. A large file that is sent in clear does not even pass through the buffer.
 */
final class ByteCopy {
    /** Large enough that a system call costs little beside what it moves. */
    private static final int BUFFER = 1024 * 1024;

    /** What the system is asked to move at once: as much as a peer takes between two looks at the progress. */
    private static final int PIECE = 4 * 1024 * 1024;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final RateLimit rate;

    ByteCopy(RateLimit rate) {
        this.rate = rate;
    }

    /** Told how far it came and when nothing comes. */
    interface Watcher {
        void reached(long position);

        void stalled(Duration waited, Duration limit);
    }

    /**
     * Copies to the end of the data, or until enough has come.
     *
     * @param from where in the file the data begins; the bytes up to {@code have} are compared, not written
     * @param until where in the file to stop; what has come beyond it is dropped
     * @return how many bytes of the file the data led up to, counted from the file's beginning
     * @throws StartOver when the bytes to compare differ
     */
    long run(DataConnection data, ByteSink sink, long from, long have, long until, Watcher watcher) throws IOException {
        long position = from;
        Patience.Tick tick = (waited, limit) -> {
            quiet(sink);
            watcher.stalled(waited, limit);
        };
        while (position < until) {
            buffer.clear().limit(room(position, have, until));
            int n = data.read(buffer, tick);
            if (n < 0) {
                return position;
            }
            buffer.flip();
            if (position >= have) {
                written(sink);
            } else if (!sink.matches(buffer, position)) {
                throw new StartOver("what is on disk differs from what the server sends");
            }
            position += n;
            watcher.reached(Math.max(position, have));
            rate.moved(n);
        }
        return position;
    }

    private int room(long position, long have, long until) {
        long most = position < have ? Math.min(PartialFile.OVERLAP, have - position) : until - position;
        return rate.piece((int) Math.min(buffer.capacity(), most));
    }

    /**
     * The other direction: sends the source from a position to its end.
     *
     * @return how many bytes of the file were sent up to, counted from the file's beginning
     */
    long send(Source source, DataConnection data, long from, Watcher watcher) throws IOException {
        long position = from;
        Optional<FileChannel> file = source.file();
        if (file.isPresent() && file.get().size() - from > BUFFER) {
            for (long n = piece(file.get(), source, data, position, watcher);
                    n >= 0;
                    n = piece(file.get(), source, data, position, watcher)) {
                if (n == 0) {
                    return position;
                }
                position += n;
                watcher.reached(position);
                rate.moved(n);
            }
        }
        while (true) {
            int n;
            try {
                n = source.read(buffer.clear().limit(rate.piece(buffer.capacity())), position);
            } catch (IOException e) {
                throw LocalTrouble.reading(source.name(), e);
            }
            if (n < 0) {
                return position;
            }
            data.write(buffer.flip(), watcher::stalled);
            position += n;
            watcher.reached(position);
            rate.moved(n);
        }
    }

    /** A piece that the system itself moves from the file to the connection; negative where it does not. */
    private long piece(FileChannel file, Source source, DataConnection data, long position, Watcher watcher)
            throws IOException {
        try {
            return data.writeFrom(new FilePiece(file, position, rate.piece(PIECE)), watcher::stalled);
        } catch (FtpException e) {
            throw e;
        } catch (IOException e) {
            throw LocalTrouble.reading(source.name(), e);
        }
    }

    private static void quiet(ByteSink sink) throws IOException {
        try {
            sink.quiet();
        } catch (IOException e) {
            throw LocalTrouble.of(sink.name(), e);
        }
    }

    private void written(ByteSink sink) throws IOException {
        try {
            sink.write(buffer);
        } catch (IOException e) {
            throw LocalTrouble.of(sink.name(), e);
        }
    }
}
