package pasv.listing;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The splitter of bytes into lines. At LF and nowhere else, with one CR before it taken off: 0x85 and the like are
 * parts of names. Bytes may come in pieces of any size. A line longer than 64 KiB is given on cut, as too long, and the
 * rest of it is passed over, so that a server cannot fill the memory.
 */
final class LineSplitter {
    static final int MAX_LINE = 64 * 1024;

    private static final int FIRST_BUFFER = 256;

    private final Consumer<byte[]> line;
    private final Consumer<byte[]> tooLong;
    private byte[] buffer = new byte[FIRST_BUFFER];
    private int length;
    private boolean passingOver;

    LineSplitter(Consumer<byte[]> line, Consumer<byte[]> tooLong) {
        this.line = line;
        this.tooLong = tooLong;
    }

    void feed(byte[] bytes, int offset, int count) {
        int end = offset + count;
        int start = offset;
        for (int at = offset; at < end; at++) {
            if (bytes[at] == '\n') {
                append(bytes, start, at);
                endLine();
                start = at + 1;
            }
        }
        append(bytes, start, end);
    }

    /** Gives on a last line that has no end; true if there was one. */
    boolean finish() {
        boolean cut = length > 0 || passingOver;
        if (cut) {
            endLine();
        }
        return cut;
    }

    private void append(byte[] bytes, int from, int to) {
        int room = MAX_LINE + 1 - length;
        int taken = Math.min(to - from, room);
        if (!passingOver && taken > 0) {
            if (length + taken > buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.min(MAX_LINE + 1, Math.max(buffer.length * 2, length + taken)));
            }
            System.arraycopy(bytes, from, buffer, length, taken);
            length += taken;
        }
        // One byte over the limit is allowed for the CR that does not count.
        boolean over = to - from > taken || (length > MAX_LINE && buffer[MAX_LINE] != '\r');
        passingOver |= over;
    }

    private void endLine() {
        boolean carriageReturn = length > 0 && buffer[length - 1] == '\r';
        int end = passingOver ? Math.min(length, MAX_LINE) : length - (carriageReturn ? 1 : 0);
        byte[] bytes = Arrays.copyOf(buffer, end);
        boolean cut = passingOver;
        length = 0;
        passingOver = false;
        (cut ? tooLong : line).accept(bytes);
    }
}
