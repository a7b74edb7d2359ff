package pasv.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What connections that come one after the other share, and what a close from elsewhere does to it. */
@Timeout(30)
class SelectorShelfTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final SelectorShelf shelf = new SelectorShelf();
    private final Cancellation cancellation = new Cancellation();

    private PlainConnection open(ServerSocket listener) throws IOException {
        try (Race race = new Race(cancellation, shelf)) {
            race.start(new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()), null);
            return race.run(List.of(), LIMIT, LIMIT);
        }
    }

    private static ServerSocket listener() throws IOException {
        return new ServerSocket(0, 8, InetAddress.getByName("127.0.0.1"));
    }

    /** Waits until the peer has spoken, so that the selector was needed. */
    private static void hear(Connection connection, Socket peer) throws IOException {
        Patience speaks =
                new Patience(LIMIT, (waited, limit) -> peer.getOutputStream().write('x'));
        assertEquals(1, connection.read(ByteBuffer.allocate(1), speaks));
    }

    @Test
    void theNextConnectionWaitsWithTheSelectorOfTheOneBefore() throws IOException {
        try (ServerSocket listener = listener()) {
            PlainConnection first = open(listener);
            try (Socket peer = listener.accept()) {
                hear(first, peer);
            }
            first.close();
            Selector kept = shelf.take();
            assertTrue(kept.isOpen());
            assertTrue(kept.keys().isEmpty(), "nothing of the first connection is left in it");
            shelf.giveBack(kept);

            PlainConnection second = open(listener);
            try (Socket peer = listener.accept()) {
                hear(second, peer);
            }
            second.close();
            assertSame(kept, shelf.take());
            kept.close();
        }
    }

    @Test
    void aCloseFromAnotherThreadWakesTheOneWhoWaitsAndSpoilsNothingForTheNext() throws IOException {
        try (ServerSocket listener = listener()) {
            PlainConnection first = open(listener);
            try (Socket peer = listener.accept()) {
                assertTrue(peer.isConnected());
                CountDownLatch waits = new CountDownLatch(1);
                Thread closer = new Thread(() -> {
                    try {
                        waits.await();
                        first.close();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                closer.start();
                Patience patience = new Patience(LIMIT, (waited, limit) -> waits.countDown());
                NetException e = assertThrows(NetException.class, () -> first.read(ByteBuffer.allocate(1), patience));
                assertEquals(NetException.Kind.CLOSED, e.kind());
            }
            PlainConnection second = open(listener);
            try (Socket peer = listener.accept()) {
                hear(second, peer);
            }
            second.close();
            shelf.close();
        }
    }

    @Test
    void aCancelEndsAWaitForWhatNobodyAnswers() throws IOException {
        try (ServerSocket listener = listener()) {
            PlainConnection connection = open(listener);
            Patience patience = new Patience(LIMIT, (waited, limit) -> cancellation.cancel(Cancellation.Cause.ASKED));
            NetException e = assertThrows(NetException.class, () -> connection.read(ByteBuffer.allocate(1), patience));
            assertEquals(NetException.Kind.CANCELLED, e.kind());
        }
    }

    @Test
    void aShelfThatIsClosedKeepsNothing() throws IOException {
        Selector lent = shelf.take();
        assertNotSame(lent, shelf.take());
        shelf.close();
        shelf.giveBack(lent);
        assertFalse(lent.isOpen());
    }
}
