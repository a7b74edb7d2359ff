package pasv.transfer;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import pasv.ftp.FtpClient;
import pasv.ftp.FtpOptions;
import pasv.ftp.WireListener;
import pasv.net.Cancellation;

/**
 * Who has a session to lend? Keeps the idle sessions of one server and one user, and opens another when none is idle.
 * Safe for use by any thread; a lent client belongs to its borrower alone.
 */
public final class Clients implements Closeable {
    private final FtpOptions options;
    private final WireListener listener;
    private final Cancellation cancellation;
    private final Deque<FtpClient> idle = new ArrayDeque<>();

    public Clients(FtpOptions options, WireListener listener, Cancellation cancellation) {
        this.options = options;
        this.listener = listener;
        this.cancellation = cancellation;
    }

    /** A session that is ready for a command: an idle one, else a new one. */
    public FtpClient borrow() throws IOException {
        for (FtpClient client = lastIdle(); client != null; client = lastIdle()) {
            if (client.settled()) {
                return client;
            }
            client.close();
        }
        return FtpClient.connect(options, listener, cancellation);
    }

    private @Nullable FtpClient lastIdle() {
        synchronized (idle) {
            return idle.pollLast();
        }
    }

    /** A session that has just been opened, for asking what no older session can be trusted with. */
    FtpClient fresh() throws IOException {
        return FtpClient.connect(options, listener, cancellation);
    }

    /** Takes a session back; one that is out of step is closed. */
    public void giveBack(FtpClient client) {
        if (!client.isUsable()) {
            client.close();
            return;
        }
        synchronized (idle) {
            idle.addLast(client);
        }
    }

    public FtpOptions options() {
        return options;
    }

    public Cancellation cancellation() {
        return cancellation;
    }

    @Override
    public void close() {
        synchronized (idle) {
            idle.forEach(FtpClient::close);
            idle.clear();
        }
    }
}
