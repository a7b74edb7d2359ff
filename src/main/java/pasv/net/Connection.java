package pasv.net;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A connection: one open byte stream between two hosts, plain or TLS. Every wait is finite: reads and writes alike end
 * with {@link NetException.Kind#SILENT} when the peer takes or gives nothing for the limit. Used by one thread; closing
 * it from another wakes that thread.
 */
public interface Connection extends Closeable {
    /**
     * Reads what is there, waiting for the first byte.
     *
     * @return the number of bytes, at least 1 where {@code into} has room; -1 at the end of the stream
     */
    int read(ByteBuffer into, Patience patience) throws IOException;

    /** Reads what is there without waiting: 0 when nothing is, -1 at the end of the stream. */
    int poll(ByteBuffer into) throws IOException;

    /** Writes all of it; the limit counts the silence between two pieces that the peer takes. */
    void write(ByteBuffer from, Patience patience) throws IOException;

    /**
     * Writes without a copy through this process, where bytes leave as they are.
     *
     * @return the number of bytes, at least 1; 0 when nothing is left; -1 where they have to pass through {@link #write}
     * @throws IOException no NetException, when the source cannot be read
     */
    default long writeFrom(Outflow from, Patience patience) throws IOException {
        return -1;
    }

    /** Tells the peer that nothing more is sent: close_notify where TLS is, then FIN. Reading goes on. */
    void endOutput(Patience patience) throws IOException;

    /** Whether the end of the stream was a promise (TLS close_notify), not only a FIN, which anyone can fake. */
    boolean endedCleanly();

    /** This side, numeric. */
    Endpoint local();

    /** The other side, numeric. */
    Endpoint remote();

    /** Protocol, cipher and resumption; empty for a plain connection. */
    default Optional<TlsFacts> tls() {
        return Optional.empty();
    }

    @Override
    void close();
}
