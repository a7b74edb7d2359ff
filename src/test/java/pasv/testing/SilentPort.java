package pasv.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * A port on loopback that answers a connect with nothing at all, as one behind a firewall that drops does.
 *
 * <p>It is a listener whose queue is full: Linux then drops every further SYN (tcp_conn_request, ListenOverflows). The
 * constructor proves it by a connect of its own that gets no answer, so a system that behaves otherwise is an
 * IllegalStateException here and not a riddle in the test.
 */
public final class SilentPort implements AutoCloseable {
    private static final int PROBE_MILLIS = 200;
    private static final int ENOUGH = 16;

    private final ServerSocket listener;
    private final List<Socket> fillers = new ArrayList<>();

    public SilentPort(InetAddress address) throws IOException {
        listener = new ServerSocket(0, 1, address);
        InetSocketAddress here = new InetSocketAddress(address, listener.getLocalPort());
        for (int i = 0; i < ENOUGH; i++) {
            Socket filler = new Socket();
            fillers.add(filler);
            try {
                filler.connect(here, PROBE_MILLIS);
            } catch (SocketTimeoutException silent) {
                return;
            }
        }
        close();
        throw new IllegalStateException("this system answers a connect to a full queue: no silent port here");
    }

    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket filler : fillers) {
            filler.close();
        }
    }
}
