package pasv.transfer;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import pasv.ftp.RemoteFacts;

/**
 * A sink: where the bytes of a download go. A partial file that is published when it is proven, or a stream that takes
 * bytes and never gives them back.
 */
interface Sink extends ByteSink, Closeable {
    /** Those of the facts that can prove what arrives here. */
    default RemoteFacts provable(RemoteFacts remote) {
        return remote;
    }

    /** Does what can be done for {@link #ready} before the remote file is known, while its answers are on their way. */
    default void prepare() {}

    /**
     * Makes ready for a remote file and says how much of it is here already.
     *
     * @param fresh whether to forget what is here
     */
    Ready ready(RemoteFacts remote, boolean fresh) throws IOException;

    /**
     * What is here already.
     *
     * @param have bytes from the beginning of the file
     * @param overlap how many of them can be read again, for comparison with what the server sends
     * @param remark what to tell the user about it
     */
    record Ready(long have, int overlap, Optional<String> remark) {
        static final Ready NOTHING = new Ready(0, 0, Optional.empty());
    }

    /** The checksum of all that is here; empty where it cannot be read again. */
    Optional<String> checksum(String algorithm) throws IOException;

    /** Whether what is here can be dropped and begun anew; not what a stream has taken. */
    default boolean restarts() {
        return true;
    }

    /** Makes the file visible under its name, in one step. */
    void publish(Optional<Instant> modified) throws IOException;

    /** Drops what is here, since it is wrong. */
    void forget() throws IOException;

    /** The transfer failed: keeps what a later run can go on from, and leaves nothing else. */
    void abandon() throws IOException;
}
