package pasv.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between the client and a server that means well, and breaks what it is told to break.
 *
 * <pre>{@code
 * try (RealServer vsftpd = RealServer.vsftpd().start(homes);
 *         FaultProxy proxy = FaultProxy.before(vsftpd.address(), vsftpd.port(), FaultPlan.none().cutData(1024))) {
 *     … proxy.url("a", "a.txt") …
 * }
 * }</pre>
 *
 * <p>It reads clear-text FTP far enough to send data connections through itself: the port in every 227 and 229 becomes
 * one of its own. Behind AUTH TLS it sees nothing and only carries bytes. A fault strikes once, on the first chance,
 * unless the plan says {@code always()}: so the client's second try meets a server that is well.
 */
public final class FaultProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final InetAddress server;
    private final int serverPort;
    private final FaultPlan plan;
    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger sessions = new AtomicInteger();
    private final AtomicInteger chances = new AtomicInteger();
    private final AtomicInteger strikes = new AtomicInteger();
    private final List<String> commands = new CopyOnWriteArrayList<>();

    private FaultProxy(ServerSocket listener, InetAddress server, int serverPort, FaultPlan plan) {
        this.listener = listener;
        this.server = server;
        this.serverPort = serverPort;
        this.plan = plan;
    }

    /** A proxy on the server's own loopback address, on a free port. */
    public static FaultProxy before(InetAddress server, int port, FaultPlan plan) throws IOException {
        FaultProxy proxy = new FaultProxy(new ServerSocket(0, 50, server), server, port, plan);
        Pipe.daemon("fault-proxy", proxy::accept);
        return proxy;
    }

    public int port() {
        return listener.getLocalPort();
    }

    public String url(String user, String path) {
        return Homes.url(user, server, port(), path);
    }

    /** How many control connections were made. */
    public int sessions() {
        return sessions.get();
    }

    /** How often the fault struck; a test of a fault that never struck proves nothing. */
    public int strikes() {
        return strikes.get();
    }

    /** The commands that passed, of all sessions, with passwords as they were sent. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    /** Stops accepting new control connections; those that are open go on. */
    public void stopListening() throws IOException {
        listener.close();
    }

    @Override
    public void close() {
        open.forEach(FaultProxy::quietly);
        quietly(listener);
    }

    FaultPlan plan() {
        return plan;
    }

    InetAddress server() {
        return server;
    }

    /** Whether the fault is to happen now; counts it. */
    boolean strike() {
        int chance = chances.incrementAndGet();
        boolean now = plan.every() == 0 ? chance == 1 : chance % plan.every() == 0;
        if (now) {
            strikes.incrementAndGet();
        }
        return now;
    }

    void passed(String command) {
        commands.add(command);
    }

    <T extends AutoCloseable> T keep(T closeable) {
        open.add(closeable);
        return closeable;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = keep(listener.accept());
                sessions.incrementAndGet();
                lead(client);
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void lead(Socket client) throws IOException {
        try {
            new ProxiedSession(this, client, keep(new Socket(server, serverPort))).start();
        } catch (IOException down) {
            DataPort.reset(client); // a server that is down (killed, not yet revived) is no end of the proxy
        }
    }

    private static void quietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // closed already, which is what was wanted
        }
    }
}
