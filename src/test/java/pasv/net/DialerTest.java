package pasv.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a connect that comes to nothing is called. */
class DialerTest {
    /** Taken and torn down before anybody looked: no firewall forbids that port. */
    @Test
    void aPeerThatAcceptsAndResetsAtOnceIsNotOutOfReach() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket listener = new ServerSocket(0, 1, loopback)) {
            Endpoint target = new Endpoint("127.0.0.1", listener.getLocalPort());
            try (Dialer.Pending pending = new Dialer(new Cancellation(), java.util.Optional.empty())
                    .begin(target, new Endpoint("127.0.0.1", 1))) {
                Socket accepted = listener.accept();
                accepted.setSoLinger(true, 0);
                accepted.close();
                NetException e = assertThrows(NetException.class, () -> {
                    try (Connection open = pending.finish(Duration.ofSeconds(5))) {
                        open.read(java.nio.ByteBuffer.allocate(1), Patience.of(Duration.ofSeconds(5)));
                    }
                });
                assertEquals(NetException.Kind.RESET, e.kind(), e::getMessage);
            }
        }
    }
}
