package pasv.ftp.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import pasv.ftp.wire.ControlConnection;
import pasv.net.Connection;
import pasv.net.NetException;
import pasv.net.Patience;

/**
 * The end of a data connection, said so that the next one can take up its session. With close_notify: after a bare FIN,
 * servers on OpenSSL refuse every later TLS 1.2 session of the control connection.
 */
final class Farewell {
    private static final Duration NOTIFY = Duration.ofMillis(500);
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final int ROOM = 4096;
    private static final int MOST_PIECES = 256;

    private final ControlConnection control;
    private boolean said;

    Farewell(ControlConnection control) {
        this.control = control;
    }

    /**
     * Ends an upload, and under TLS reads to the end: in TLS 1.3 the ticket for the next data connection comes this way,
     * and whoever closes with bytes unread sends a reset.
     *
     * @throws NetException when the last bytes could not be sent
     */
    void afterUpload(Connection connection, Patience patience) throws IOException {
        connection.endOutput(patience);
        said = true;
        if (connection.tls().isPresent()) {
            drain(connection);
        }
    }

    private void drain(Connection connection) {
        ByteBuffer unread = ByteBuffer.allocate(ROOM);
        long end = System.nanoTime() + DRAIN.toNanos();
        try {
            int n = 0;
            while (n >= 0 && end - System.nanoTime() > 0) {
                n = connection.read(unread.clear(), patience());
            }
        } catch (IOException e) {
            said = true; // not drained: what comes of the upload is in the final reply
        }
    }

    /** Takes what has come unasked and waits for nothing. */
    void drained(Connection connection) {
        ByteBuffer unread = ByteBuffer.allocate(ROOM);
        try {
            for (int piece = 0; piece < MOST_PIECES && connection.poll(unread.clear()) > 0; piece++) {
                unread.clear();
            }
        } catch (IOException e) {
            said = true; // closed already by the server, which is as good
        }
    }

    /** A server that has sent its final reply and does not close is not waited for. */
    private Patience patience() {
        return new Patience(DRAIN, (waited, limit) -> {
            if (control.hasReply()) {
                throw new NetException(NetException.Kind.SILENT, "the server has spoken");
            }
        });
    }

    /** Says that we are done with a download; what comes of it does not matter to the transfer. */
    void say(Connection connection) {
        if (connection.tls().isPresent() && !said) {
            said = true;
            try {
                connection.endOutput(Patience.of(NOTIFY));
            } catch (IOException e) {
                said = true; // the server was quicker, which is as good
            }
        }
    }
}
