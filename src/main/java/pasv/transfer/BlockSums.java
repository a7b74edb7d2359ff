package pasv.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The checksums of a part that grows from its beginning, one CRC32C for each block as it was received. A later run goes on
 * only from what still has them: a crash can leave blocks unwritten, and other programs or a disk can change some.
 */
final class BlockSums {
    static final int BLOCK = 4 << 20;
    private static final int CHUNK = 256 * 1024;

    /**
     * What is vouched for, as the journal keeps it.
     *
     * @param bytes from the beginning of the part
     * @param sums one for each block, the last of which may be short
     */
    record Kept(long bytes, List<Integer> sums) {
        static final Kept NOTHING = new Kept(0, List.of());

        Kept {
            sums = List.copyOf(sums);
            if (bytes < 0 || sums.size() != (bytes + BLOCK - 1) / BLOCK) {
                throw new IllegalArgumentException(sums.size() + " sums do not vouch for " + bytes + " bytes");
            }
        }
    }

    private final List<Integer> whole = new ArrayList<>();
    private final CRC32C open = new CRC32C();
    private int filled;

    /** Takes in what is received next; the buffer stays as it is. */
    void received(ByteBuffer bytes) {
        ByteBuffer rest = bytes.duplicate();
        while (rest.hasRemaining()) {
            int n = Math.min(rest.remaining(), BLOCK - filled);
            open.update(rest.duplicate().limit(rest.position() + n));
            rest.position(rest.position() + n);
            filled += n;
            if (filled == BLOCK) {
                whole.add((int) open.getValue());
                open.reset();
                filled = 0;
            }
        }
    }

    /** What is vouched for by now. */
    Kept kept() {
        List<Integer> sums = new ArrayList<>(whole);
        if (filled > 0) {
            sums.add((int) open.getValue());
        }
        return new Kept((long) whole.size() * BLOCK + filled, sums);
    }

    /**
     * Reads a part and takes in what an earlier run vouched for and is still so.
     *
     * @return how many bytes that are, from the beginning
     */
    long verified(FileChannel part, Kept kept) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
        for (int block = 0; block < kept.sums().size(); block++) {
            long start = (long) block * BLOCK;
            long end = Math.min(start + BLOCK, kept.bytes());
            CRC32C sum = new CRC32C();
            if (!read(part, start, end, chunk, sum::update)
                    || (int) sum.getValue() != kept.sums().get(block)) {
                return start;
            }
            if (end - start == BLOCK) {
                whole.add((int) sum.getValue());
            } else {
                read(part, start, end, chunk, this::received);
            }
        }
        return kept.bytes();
    }

    private interface Taker {
        void take(ByteBuffer bytes);
    }

    /** False where the part ends before. */
    private static boolean read(FileChannel part, long from, long to, ByteBuffer chunk, Taker taker)
            throws IOException {
        long at = from;
        while (at < to) {
            chunk.clear().limit((int) Math.min(chunk.capacity(), to - at));
            int n = part.read(chunk, at);
            if (n < 0) {
                return false;
            }
            at += n;
            taker.take(chunk.flip());
        }
        return true;
    }
}
