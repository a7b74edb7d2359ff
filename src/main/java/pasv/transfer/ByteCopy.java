package pasv.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import pasv.ftp.DataConnection;

/**
 * How do bytes get between the data connection and the disk? The one copy loop, in both directions: one direct buffer, no byte array between
 * the socket and the file.
 */
final class ByteCopy {
    /** Large enough that a system call costs little beside what it moves. */
    private static final int BUFFER = 1024 * 1024;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);

    /**
     * Copies to the end of the data.
     *
     * @param from where in the file the data begins; the bytes up to {@code have} are compared, not written
     * @return how many bytes of the file the data led up to, counted from the file's beginning
     * @throws StartOver when the bytes to compare differ
     */
    long run(DataConnection data, Sink sink, long from, long have, Narrator narrator) throws IOException {
        long position = from;
        while (true) {
            buffer.clear();
            if (position < have) {
                buffer.limit((int) Math.min(PartialFile.OVERLAP, have - position));
            }
            int n = data.read(buffer, narrator::stalled);
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
            narrator.reached(Math.max(position, have));
        }
    }

    /**
     * The other direction: sends the source from a position to its end.
     *
     * @return how many bytes of the file were sent up to, counted from the file's beginning
     */
    long send(Source source, DataConnection data, long from, Narrator narrator) throws IOException {
        long position = from;
        while (true) {
            int n;
            try {
                n = source.read(buffer.clear(), position);
            } catch (IOException e) {
                throw LocalTrouble.reading(source.name(), e);
            }
            if (n < 0) {
                return position;
            }
            data.write(buffer.flip(), narrator::stalled);
            position += n;
            narrator.reached(position);
        }
    }

    private void written(Sink sink) throws IOException {
        try {
            sink.write(buffer);
        } catch (IOException e) {
            throw LocalTrouble.of(sink.name(), e);
        }
    }
}
