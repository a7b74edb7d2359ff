package pasv.net;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/** A source that moves its bytes into a channel itself, as the system does from file to socket without a copy. */
public interface Outflow {
    /** Moves what the channel takes now, and tells how many bytes that were; never waits for the channel. */
    long into(WritableByteChannel channel) throws IOException;

    /** Whether nothing is left. */
    boolean isSpent() throws IOException;

    /** Throws where it was the source that failed, and not the channel: one call reads and writes. */
    void demandReadable() throws IOException;
}
