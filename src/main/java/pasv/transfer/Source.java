package pasv.transfer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import pasv.net.Cancellation;

/**
 * A source: where the bytes of an upload come from. A file, which can be read again, or a stream, which gives them
 * once.
 */
public sealed interface Source extends Closeable {
    /** What it is called in messages. */
    String name();

    /** The size now; empty for a stream. */
    OptionalLong size() throws IOException;

    Optional<Instant> modified() throws IOException;

    /** Whether bytes can be read again. */
    boolean rewinds();

    /** Reads what fits from a position; -1 at the end. A stream has only the position that it is at. */
    int read(ByteBuffer into, long position) throws IOException;

    /** The file that the bytes are in as they are to be sent; empty for a stream. */
    default Optional<FileChannel> file() {
        return Optional.empty();
    }

    /** A file; a pipe or device is a stream, whose other end is waited for. */
    static Source ofFile(Path path, Cancellation cancellation) throws pasv.ftp.wire.FtpException {
        try {
            if (Files.isDirectory(path)) {
                throw new IOException("it is a directory");
            }
            if (Files.isRegularFile(path)) {
                return new OfFile(path, FileChannel.open(path, StandardOpenOption.READ));
            }
            return new OfStream(OtherEnd.open(path, StandardOpenOption.READ, cancellation), path.toString());
        } catch (IOException e) {
            throw LocalTrouble.reading(path.toString(), e);
        }
    }

    /** A stream such as standard input. */
    static Source ofStream(ReadableByteChannel channel, String name) {
        return new OfStream(channel, name);
    }

    /** A file; size and time are asked of the path, so that a change while it is sent is noticed. */
    record OfFile(Path path, FileChannel channel) implements Source {
        @Override
        public String name() {
            return path.toString();
        }

        @Override
        public OptionalLong size() throws IOException {
            return OptionalLong.of(channel.size());
        }

        @Override
        public Optional<Instant> modified() throws IOException {
            return Optional.of(Files.getLastModifiedTime(path).toInstant());
        }

        @Override
        public boolean rewinds() {
            return true;
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            return channel.read(into, position);
        }

        @Override
        public Optional<FileChannel> file() {
            return Optional.of(channel);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** A stream; it knows neither its size nor the way back. */
    record OfStream(ReadableByteChannel channel, String name) implements Source {
        @Override
        public OptionalLong size() {
            return OptionalLong.empty();
        }

        @Override
        public Optional<Instant> modified() {
            return Optional.empty();
        }

        @Override
        public boolean rewinds() {
            return false;
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            return channel.read(into);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
