package pasv.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which connect counts as one. */
@Timeout(30)
class RaceTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** The passive range of many servers lies among the ports that a client on the same host draws from. */
    @Test
    void aConnectionToItselfIsARefusal() throws IOException {
        InetSocketAddress closed;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            closed = new InetSocketAddress(probe.getInetAddress(), probe.getLocalPort());
        }
        try (Race race = new Race(new Cancellation(), SelectorShelf.none())) {
            race.start(closed, closed);
            NetException e = assertThrows(NetException.class, () -> race.run(List.of(), LIMIT, LIMIT));
            assertEquals(NetException.Kind.REFUSED, e.kind());
        }
    }

    /** As when a server refuses the command and closes the passive port that it announced for it. */
    @Test
    void aListenerThatIsClosedWithTheConnectionInItsQueueIsAReset() throws IOException {
        try (Race race = new Race(new Cancellation(), SelectorShelf.none())) {
            try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
                InetSocketAddress to = new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
                race.start(to, new InetSocketAddress(listener.getInetAddress(), 0));
            }
            NetException e = assertThrows(NetException.class, () -> race.run(List.of(), LIMIT, LIMIT));
            assertEquals(NetException.Kind.RESET, e.kind());
        }
    }
}
