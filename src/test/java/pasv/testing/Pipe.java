package pasv.testing;

import java.io.IOException;
import java.net.Socket;

/** Carries the bytes of one direction from socket to socket, until their end or until a byte that was agreed on. */
final class Pipe {
    private static final int PIECE = 1 << 16;

    /** How a pipe came to its end. */
    enum End {
        /** The source ended; the target was told. */
        FINISHED,
        /** The agreed number of bytes has passed. */
        LIMIT,
        /** One of the two is gone. */
        BROKEN
    }

    private Pipe() {}

    /** Carries at most so many bytes (negative: all of them). */
    static End carry(Socket from, Socket to, long limit) {
        byte[] buffer = new byte[PIECE];
        long left = limit < 0 ? Long.MAX_VALUE : limit;
        try {
            while (left > 0) {
                int n = from.getInputStream().read(buffer, 0, (int) Math.min(PIECE, left));
                if (n < 0) {
                    to.shutdownOutput();
                    return End.FINISHED;
                }
                to.getOutputStream().write(buffer, 0, n);
                left -= n;
            }
            return End.LIMIT;
        } catch (IOException gone) {
            ScriptedServer.quietly(from::close);
            ScriptedServer.quietly(to::close);
            return End.BROKEN;
        }
    }

    /** Takes what still comes and throws it away, so that the sender finishes in peace. */
    static void drain(Socket from) {
        byte[] buffer = new byte[PIECE];
        try {
            while (from.getInputStream().read(buffer) >= 0) {}
        } catch (IOException gone) {
            // then there is nothing left to drain
        }
    }

    static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
