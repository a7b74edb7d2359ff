package pasv.ftp;

import java.nio.ByteBuffer;
import pasv.net.Connection;
import pasv.net.Endpoint;
import pasv.net.Patience;

/** A connection whose other side has said all it ever will, and gives it out in pieces of a certain size. */
public final class ByteConnection implements Connection {
    private final byte[] said;
    private final int piece;
    private int at;

    public ByteConnection(byte[] said, int piece) {
        this.said = said;
        this.piece = piece;
    }

    @Override
    public int read(ByteBuffer into, Patience patience) {
        if (at == said.length) {
            return -1;
        }
        int boundary = piece - at % piece;
        int n = Math.min(Math.min(boundary, said.length - at), into.remaining());
        into.put(said, at, n);
        at += n;
        return n;
    }

    /** How many bytes were taken. */
    public int taken() {
        return at;
    }

    @Override
    public int poll(ByteBuffer into) {
        return 0;
    }

    @Override
    public void write(ByteBuffer from, Patience patience) {
        from.position(from.limit());
    }

    @Override
    public void endOutput(Patience patience) {}

    @Override
    public boolean endedCleanly() {
        return false;
    }

    @Override
    public Endpoint local() {
        return new Endpoint("127.0.0.1", 1);
    }

    @Override
    public Endpoint remote() {
        return new Endpoint("127.0.0.1", 21);
    }

    @Override
    public void close() {}
}
