package pasv.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The early dial: the first connection, under way before anybody asks for it. The front door sends a SYN to the server
 * that the command line names while the rest of it is read. The first {@link Dialer} of the process takes it over where
 * it wants that very address, and closes it where not. Not a byte is sent on it before.
 */
public final class EarlyDial {
    /** The one of this process: before another command line there is another process. */
    public static final EarlyDial OF_PROCESS = new EarlyDial();

    private static final Optional<Begun> TOO_LATE = Optional.empty();

    /** Null until a SYN was sent or a dialer passed, whichever comes first. */
    private final AtomicReference<Optional<Begun>> state = new AtomicReference<>();

    EarlyDial() {}

    /** A connect that was begun: where to, and its channel, which nobody waits for yet. */
    record Begun(InetSocketAddress to, SocketChannel channel) {}

    /** Looks the name up and sends the SYN to its first address; trouble is left to the dialer, who meets it again. */
    public void begin(Endpoint server) {
        try {
            InetSocketAddress to = new InetSocketAddress(InetAddress.getByName(server.host()), server.port());
            SocketChannel channel = Race.sent(to, null);
            if (!state.compareAndSet(null, Optional.of(new Begun(to, channel)))) {
                channel.close();
            }
        } catch (IOException | RuntimeException e) {
            // the dialer says it
        }
    }

    /** The connect to this address for the first who asks; one to another address is closed. */
    Optional<Begun> to(InetSocketAddress wanted) throws IOException {
        Optional<Begun> begun = state.getAndSet(TOO_LATE);
        if (begun == null || begun.isEmpty()) {
            return TOO_LATE;
        }
        if (!begun.get().to().equals(wanted)) {
            begun.get().channel().close();
            return TOO_LATE;
        }
        return begun;
    }
}
