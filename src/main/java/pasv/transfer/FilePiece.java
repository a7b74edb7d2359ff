package pasv.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import pasv.net.Outflow;

/**
 * A piece of a file on its way into a connection, past our own memory.
 *
 * @param position where in the file it begins
 * @param most its length in bytes at most, where the file is long enough
 */
record FilePiece(FileChannel file, long position, long most) implements Outflow {
    @Override
    public long into(WritableByteChannel channel) throws IOException {
        return file.transferTo(position, most, channel);
    }

    @Override
    public boolean isSpent() throws IOException {
        return position >= file.size();
    }

    @Override
    public void demandReadable() throws IOException {
        if (file.read(ByteBuffer.allocate(1), position) == 0) {
            throw new IOException("nothing can be read");
        }
    }
}
