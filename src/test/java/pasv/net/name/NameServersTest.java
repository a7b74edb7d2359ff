package pasv.net.name;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A name that does not exist, a name server that fails and one that says nothing are three things. */
class NameServersTest {
    private static final String HOST = "ftp.lab.example";

    @ParameterizedTest
    @CsvSource({"0,UNKNOWN", "2,SERVER_FAILED", "3,UNKNOWN", "5,SERVER_FAILED"})
    void theAnswerOfTheNameServerTells(int code, NameServers.Reason kind) throws IOException {
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            Thread answering = new Thread(() -> answer(server, code));
            answering.setDaemon(true);
            answering.start();
            assertEquals(kind, why(server));
        }
    }

    @Test
    void silenceIsNoUnknownName() throws IOException {
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            assertEquals(NameServers.Reason.SILENT, why(server));
        }
    }

    @Test
    void nobodyIsAskedForAnInvalidName() {
        NameServers nobody = new NameServers(List.of(new InetSocketAddress("127.0.0.1", 1)), Duration.ofSeconds(1));
        assertEquals(NameServers.Reason.UNKNOWN, nobody.why("no.such.invalid"));
    }

    private static NameServers.Reason why(DatagramSocket server) {
        return new NameServers(
                        List.of(new InetSocketAddress("127.0.0.1", server.getLocalPort())), Duration.ofSeconds(1))
                .why(HOST);
    }

    /** The question comes back with a code and no answer. */
    private static void answer(DatagramSocket server, int code) {
        byte[] room = new byte[512];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(room, room.length);
                server.receive(packet);
                ByteBuffer.wrap(room).putShort(2, (short) (0x8180 | code)).putShort(10, (short) 0);
                server.send(packet);
            }
        } catch (IOException closed) {
            return;
        }
    }
}
