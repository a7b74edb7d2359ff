package pasv.doctor.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pasv.net.Cancellation;
import pasv.net.Endpoint;
import pasv.testing.SilentPort;

/** Lost packets are counted in connects, in which a refusal is an answer. */
class LossTest {
    private static final Endpoint HERE = new Endpoint("127.0.0.1", 1);

    @ParameterizedTest
    @CsvSource({"40,40,0", "40,36,5", "40,20,29", "16,4,50", "16,0,100"})
    void theShareIsThatOfOneDirection(int asked, int answered, long percent) {
        assertEquals(percent, new Loss(asked, answered).percent());
    }

    @Test
    void aRefusalIsAnAnswer() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = closed.getLocalPort();
        }
        assertEquals(new Loss(3, 3), count(port));
    }

    @Test
    void aSilentPortAnswersNothing() throws Exception {
        try (SilentPort silent = new SilentPort(InetAddress.getByName("127.0.0.1"))) {
            assertEquals(new Loss(3, 0), count(silent.port()));
        }
    }

    private static Loss count(int port) throws IOException {
        return Loss.count(new Endpoint("127.0.0.1", port), HERE, 3, new Cancellation());
    }
}
