package pasv.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of bytes that a source moves into the connection itself. */
@Timeout(30)
class OutflowTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private ServerSocket listener;
    private PlainConnection connection;
    private Socket peer;

    @BeforeEach
    void open() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        try (Race race = new Race(new Cancellation(), SelectorShelf.none())) {
            race.start(new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()), null);
            connection = race.run(List.of(), LIMIT, LIMIT);
        }
        peer = listener.accept();
    }

    @AfterEach
    void close() throws IOException {
        connection.close();
        peer.close();
        listener.close();
    }

    /** So many zeros, and then a failure of its own where one is wanted. */
    private static final class Zeros implements Outflow {
        private final ByteBuffer left;
        private final boolean fails;

        Zeros(int length, boolean fails) {
            this.left = ByteBuffer.allocate(length);
            this.fails = fails;
        }

        @Override
        public long into(WritableByteChannel channel) throws IOException {
            demandReadable();
            return channel.write(left);
        }

        @Override
        public boolean isSpent() {
            return !left.hasRemaining();
        }

        @Override
        public void demandReadable() throws IOException {
            if (fails) {
                throw new IOException("the disk is broken");
            }
        }
    }

    @Test
    void whatIsMovedArrivesAndTheEndIsTold() throws IOException {
        Zeros zeros = new Zeros(1000, false);
        assertEquals(1000, connection.writeFrom(zeros, Patience.of(LIMIT)));
        assertEquals(0, connection.writeFrom(zeros, Patience.of(LIMIT)));
        assertEquals(1000, peer.getInputStream().readNBytes(1000).length);
    }

    @Test
    void aPeerThatTakesNothingEndsItAtTheLimit() throws IOException {
        Zeros zeros = new Zeros(64 * 1024 * 1024, false);
        NetException e = assertThrows(NetException.class, () -> {
            while (!zeros.isSpent()) {
                connection.writeFrom(zeros, Patience.of(Duration.ofMillis(200)));
            }
        });
        assertEquals(NetException.Kind.SILENT, e.kind());
    }

    @Test
    void aPeerThatGoesIsNoTroubleOfTheSource() throws IOException {
        peer.setSoLinger(true, 0);
        peer.close();
        Zeros zeros = new Zeros(64 * 1024 * 1024, false);
        NetException e = assertThrows(NetException.class, () -> {
            while (!zeros.isSpent()) {
                connection.writeFrom(zeros, Patience.of(LIMIT));
            }
        });
        assertEquals(NetException.Kind.RESET, e.kind());
    }

    @Test
    void aSourceThatCannotBeReadIsNoTroubleOfThePeer() {
        IOException e =
                assertThrows(IOException.class, () -> connection.writeFrom(new Zeros(10, true), Patience.of(LIMIT)));
        assertFalse(e instanceof NetException);
        assertEquals("the disk is broken", e.getMessage());
    }
}
