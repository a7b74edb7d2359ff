package pasv.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fault of the proxy strikes where it was told to, once, and leaves the rest alone. */
class FaultProxyTest {
    private static final int SIZE = 200_000;
    private static final int CUT = 70_001;

    @TempDir
    Path homes;

    private EmbeddedServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = EmbeddedServer.over(homes).user("a", "1234").start();
        TestFiles.write(server.home("a").resolve("f"), SIZE, 1);
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void carriesEverythingWithoutAFault() throws IOException {
        try (FaultProxy proxy = proxy(FaultPlan.none());
                WireClient client = client(proxy)) {
            assertArrayEquals(TestFiles.pattern(1, 0, SIZE), client.fetch("f"));
            assertTrue(proxy.commands().contains("RETR f"));
            assertEquals(0, proxy.strikes());
        }
    }

    @Test
    void cutsDataOnce() throws IOException {
        try (FaultProxy proxy = proxy(FaultPlan.cutData(CUT));
                WireClient client = client(proxy)) {
            assertArrayEquals(TestFiles.pattern(1, 0, CUT), client.fetch("f"));
            assertEquals(SIZE, client.fetch("f").length);
            assertEquals(1, proxy.strikes());
        }
    }

    @Test
    void resetsAndStallsData() throws IOException {
        try (FaultProxy proxy = proxy(FaultPlan.resetData(CUT));
                WireClient client = client(proxy);
                Socket data = client.passive(client.say("PASV", "227"))) {
            client.say("RETR f", "150");
            assertThrows(SocketException.class, () -> data.getInputStream().readAllBytes());
        }
        try (FaultProxy proxy = proxy(FaultPlan.stallData(CUT));
                WireClient client = client(proxy);
                Socket data = client.passive(client.say("PASV", "227"))) {
            client.say("RETR f", "150");
            assertEquals(CUT, data.getInputStream().readNBytes(CUT).length);
            data.setSoTimeout(100);
            assertThrows(
                    SocketTimeoutException.class, () -> data.getInputStream().read());
        }
    }

    @Test
    void refusesData() throws IOException {
        try (FaultProxy proxy = proxy(FaultPlan.refuseData().always());
                WireClient client = client(proxy)) {
            for (int i = 0; i < 2; i++) {
                String reply = client.say("PASV", "227");
                assertThrows(ConnectException.class, () -> client.passive(reply));
            }
        }
    }

    @Test
    void losesTheControlConnectionInsteadOfThe226() throws IOException {
        try (FaultProxy proxy = proxy(FaultPlan.closeInsteadOf("226"));
                WireClient client = client(proxy)) {
            try (Socket data = client.passive(client.say("PASV", "227"))) {
                client.say("RETR f", "150");
                assertEquals(SIZE, data.getInputStream().readAllBytes().length);
            }
            assertNull(client.line());
            try (WireClient second = client(proxy)) {
                second.say("SIZE f", "213 200000");
            }
            assertEquals(2, proxy.sessions());
        }
    }

    @Test
    void breaksTheControlConnectionAfterACommand() throws IOException {
        try (FaultProxy proxy = proxy(FaultPlan.closeControlAfter("SIZE"));
                WireClient client = client(proxy)) {
            client.send("SIZE f");
            assertNull(client.line());
        }
        try (FaultProxy proxy = proxy(FaultPlan.resetControlAfter("SIZE"));
                WireClient client = client(proxy)) {
            client.send("SIZE f");
            assertThrows(SocketException.class, client::line);
        }
    }

    @Test
    void dropsAndDelaysReplies() throws IOException {
        try (FaultProxy proxy = proxy(FaultPlan.dropReply("213"));
                WireClient client = client(proxy)) {
            client.send("SIZE f", "NOOP");
            client.expect("200");
        }
        try (FaultProxy proxy = proxy(FaultPlan.delayReply("213", Duration.ofMillis(20)));
                WireClient client = client(proxy)) {
            client.say("SIZE f", "213");
        }
        try (FaultProxy proxy = proxy(FaultPlan.stallControlAfter("SIZE"));
                WireClient client = client(proxy)) {
            client.send("SIZE f", "NOOP");
            client.limit(100);
            assertThrows(SocketTimeoutException.class, client::line);
        }
    }

    private FaultProxy proxy(FaultPlan plan) throws IOException {
        return FaultProxy.before(server.address(), server.port(), plan);
    }

    private WireClient client(FaultProxy proxy) throws IOException {
        WireClient client = new WireClient(server.address(), proxy.port());
        client.login("a", "1234");
        return client;
    }
}
