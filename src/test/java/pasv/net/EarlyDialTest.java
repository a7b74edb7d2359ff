package pasv.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a connection that was begun before the command line was read. */
@Timeout(30)
class EarlyDialTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final EarlyDial early = new EarlyDial();
    private final Dialer dialer = new Dialer(new Cancellation(), early, java.util.Optional.empty());
    private ServerSocket guessed;
    private ServerSocket other;

    @BeforeEach
    void listen() throws IOException {
        guessed = new ServerSocket(0, 4, InetAddress.getByName("127.0.0.1"));
        other = new ServerSocket(0, 4, InetAddress.getByName("127.0.0.1"));
    }

    @AfterEach
    void stop() throws IOException {
        guessed.close();
        other.close();
    }

    private static Endpoint at(ServerSocket listener) {
        return new Endpoint("127.0.0.1", listener.getLocalPort());
    }

    private static void sawNothingMore(ServerSocket listener) throws IOException {
        listener.setSoTimeout(100);
        assertThrows(SocketTimeoutException.class, listener::accept);
    }

    @Test
    void itIsTheOneConnectionThatTheServerSees() throws IOException {
        early.begin(at(guessed));
        try (Connection connection = dialer.dial(at(guessed), Dialer.Family.ANY, LIMIT);
                Socket accepted = guessed.accept()) {
            assertEquals(connection.local().port(), accepted.getPort());
            sawNothingMore(guessed);
        }
    }

    @Test
    void aSecondSessionDialsForItself() throws IOException {
        early.begin(at(guessed));
        try (Connection first = dialer.dial(at(guessed), Dialer.Family.ANY, LIMIT);
                Connection second = dialer.dial(at(guessed), Dialer.Family.ANY, LIMIT)) {
            assertTrue(first.local().port() != second.local().port());
        }
    }

    @Test
    void oneToAnotherServerIsClosedWithoutAWord() throws IOException {
        early.begin(at(guessed));
        try (Connection connection = dialer.dial(at(other), Dialer.Family.ANY, LIMIT);
                Socket wrong = guessed.accept()) {
            assertEquals(at(other), connection.remote());
            assertEquals(-1, wrong.getInputStream().read());
        }
    }

    @Test
    void oneThatComesTooLateIsClosed() throws IOException {
        try (Connection connection = dialer.dial(at(guessed), Dialer.Family.ANY, LIMIT);
                Socket accepted = guessed.accept()) {
            assertEquals(connection.local().port(), accepted.getPort());
            early.begin(at(guessed));
            try (Socket late = guessed.accept()) {
                assertEquals(-1, late.getInputStream().read());
            }
        }
    }

    @Test
    void oneThatIsRefusedIsTheDialersToTell() throws IOException {
        Endpoint closed = at(guessed);
        guessed.close();
        early.begin(closed);
        NetException e = assertThrows(NetException.class, () -> dialer.dial(closed, Dialer.Family.ANY, LIMIT));
        assertEquals(NetException.Kind.REFUSED, e.kind());
    }
}
