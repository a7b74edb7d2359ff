package pasv.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The sink of one segment. Its bytes go to their place in the shared file; the few behind its end are kept aside, to be
 * compared with what the neighbour fetches there.
 */
final class SegmentSink implements ByteSink {
    private final FileChannel file;
    private final String name;
    private final long end;
    private final ByteBuffer beyond = ByteBuffer.allocate(PartialFile.OVERLAP);
    private final ByteBuffer compared = ByteBuffer.allocate(PartialFile.OVERLAP);
    private long position;

    SegmentSink(FileChannel file, String name, long position, long end) {
        this.file = file;
        this.name = name;
        this.position = position;
        this.end = end;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        int limit = bytes.limit();
        long own = Math.min(bytes.remaining(), Math.max(0, end - position));
        bytes.limit(bytes.position() + (int) own);
        while (bytes.hasRemaining()) {
            position += file.write(bytes, position);
        }
        bytes.limit(limit);
        int kept = Math.min(bytes.remaining(), beyond.remaining());
        bytes.limit(bytes.position() + kept);
        beyond.put(bytes);
        bytes.limit(limit);
    }

    /** The next byte of the segment that is not here yet. */
    long position() {
        return position;
    }

    /** Where the segment ends. */
    long end() {
        return end;
    }

    /** Whether what came from behind the end is what lies there in the file now. */
    boolean meetsNeighbour() throws IOException {
        return matches(beyond.duplicate().flip(), end);
    }

    @Override
    public boolean matches(ByteBuffer bytes, long at) throws IOException {
        compared.clear().limit(bytes.remaining());
        long from = at;
        while (compared.hasRemaining()) {
            int n = file.read(compared, from);
            if (n < 0) {
                return false;
            }
            from += n;
        }
        return compared.flip().equals(bytes);
    }

    @Override
    public String name() {
        return name;
    }
}
