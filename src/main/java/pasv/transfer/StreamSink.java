package pasv.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Instant;
import java.util.Optional;
import pasv.ftp.RemoteFacts;

/** How is a download written to what takes bytes once: standard output, a pipe, a device? */
final class StreamSink implements Sink {
    private final WritableByteChannel channel;
    private final String name;
    private final boolean closes;
    private long written;

    /** @param closes whether the channel is this sink's to close */
    StreamSink(WritableByteChannel channel, String name, boolean closes) {
        this.channel = channel;
        this.name = name;
        this.closes = closes;
    }

    @Override
    public Ready ready(RemoteFacts remote, boolean fresh) throws IOException {
        if (fresh && written > 0) {
            throw new IOException("bytes that were written to " + name + " cannot be taken back");
        }
        return new Ready(written, 0, Optional.empty());
    }

    @Override
    public boolean matches(ByteBuffer bytes, long position) {
        throw new IllegalStateException("a stream has no overlap");
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            written += channel.write(bytes);
        }
    }

    @Override
    public void publish(Optional<Instant> modified) throws IOException {
        close();
    }

    @Override
    public void abandon() throws IOException {
        close();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void close() throws IOException {
        if (closes) {
            channel.close();
        }
    }
}
