package pasv.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A sink of bytes, as the copy loop sees it. */
interface ByteSink {
    /** Compares the next bytes with what is here from {@code position} on; false at the first difference. */
    boolean matches(ByteBuffer bytes, long position) throws IOException;

    /** Adds bytes at the end, all of them. */
    void write(ByteBuffer bytes) throws IOException;

    /** Told about once a second while nothing comes. */
    default void quiet() throws IOException {}

    /** The target as people name it. */
    String name();
}
