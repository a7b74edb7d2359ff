package pasv.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * One passive port of a scripted session: a listener, and the data connection that comes in.
 *
 * <p>Connections are accepted at once and counted, wanted or not, so that a test can prove that none was made.
 */
final class DataPort implements AutoCloseable {
    private static final int PIECE = 1 << 16;
    /** Long enough for the kernel to send a segment on its own way, short enough for thousands of them. */
    private static final Duration BETWEEN_SEGMENTS = Duration.ofMillis(1);

    private final ServerSocket listener;
    private final Duration limit;
    private final BlockingQueue<Socket> arrived = new LinkedBlockingQueue<>();
    private Socket data;
    private long position;

    DataPort(InetAddress address, Duration limit, AtomicInteger count) throws IOException {
        this.listener = new ServerSocket(0, 50, address);
        this.limit = limit;
        Thread acceptor = new Thread(() -> accept(count), "scripted-data-" + listener.getLocalPort());
        acceptor.setDaemon(true);
        acceptor.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept(AtomicInteger count) {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                count.incrementAndGet();
                socket.setTcpNoDelay(true);
                socket.setSoTimeout((int) limit.toMillis());
                arrived.add(socket);
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** The data connection, waited for; a client that never makes it is a difference from the script. */
    Socket connection() throws InterruptedException {
        if (data == null) {
            data = arrived.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (data == null) {
                throw new Difference("the client opened no data connection to port " + port());
            }
        }
        return data;
    }

    void sendPattern(long from, long length, int piece) throws IOException, InterruptedException {
        Socket socket = connection();
        position = from < 0 ? position : from;
        for (long left = length; left > 0; ) {
            int now = (int) Math.min(left, piece > 0 ? piece : PIECE);
            socket.getOutputStream().write(TestFiles.pattern(position, now));
            position += now;
            left -= now;
            if (piece > 0) {
                LockSupport.parkNanos(BETWEEN_SEGMENTS.toNanos());
            }
        }
    }

    void send(byte[] bytes) throws IOException, InterruptedException {
        connection().getOutputStream().write(bytes);
        position += bytes.length;
    }

    byte[] receive(int atMost) throws IOException, InterruptedException {
        InputStream in = connection().getInputStream();
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        byte[] buffer = new byte[PIECE];
        while (got.size() < atMost) {
            int n = in.read(buffer, 0, Math.min(buffer.length, atMost - got.size()));
            if (n < 0) {
                break;
            }
            got.write(buffer, 0, n);
        }
        return got.toByteArray();
    }

    void finish() throws IOException, InterruptedException {
        Socket socket = connection();
        socket.shutdownOutput();
        if (socket.getInputStream().available() == 0) {
            socket.close(); // with unread bytes a close would be an RST
        }
    }

    void reset() throws IOException, InterruptedException {
        reset(connection());
    }

    static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : arrived) {
            socket.close();
        }
        if (data != null) {
            data.close();
        }
    }
}
