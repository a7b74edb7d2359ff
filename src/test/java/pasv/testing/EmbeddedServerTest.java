package pasv.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded server lets its users in, hands out their files, and keeps to its passive range. */
class EmbeddedServerTest {
    @TempDir
    Path homes;

    @Test
    void handsOutAFile() throws IOException {
        try (EmbeddedServer server =
                EmbeddedServer.over(homes).user("a", "1234").anonymous().start()) {
            TestFiles.write(server.home("a").resolve("a.txt"), 4096, 1);
            try (WireClient client = new WireClient(server.address(), server.port())) {
                client.login("a", "1234");
                assertArrayEquals(TestFiles.pattern(1, 0, 4096), client.fetch("a.txt"));
            }
            try (WireClient client = new WireClient(server.address(), server.port())) {
                client.login("anonymous", "me@");
            }
        }
    }

    @Test
    void passesOverAPortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                EmbeddedServer server = EmbeddedServer.over(homes)
                        .user("a", "1234")
                        .range(taken.getLocalPort(), taken.getLocalPort() + 20)
                        .start()) {
            TestFiles.write(server.home("a").resolve("a.txt"), 10, 1);
            try (WireClient client = new WireClient(server.address(), server.port())) {
                client.login("a", "1234");
                for (int i = 0; i < 30; i++) {
                    assertArrayEquals(TestFiles.pattern(1, 0, 10), client.fetch("a.txt"));
                }
            }
        }
    }

    @Test
    void offersTlsAndListensOnIpv6() throws IOException, GeneralSecurityException {
        TestCertificate certificate = TestCertificate.in(homes);
        try (EmbeddedServer server = EmbeddedServer.over(homes)
                .user("a", "1234")
                .on("::1")
                .tls(certificate)
                .start()) {
            assertTrue(server.url("a", "x").startsWith("ftp://a@[0:0:0:0:0:0:0:1]:"));
            try (WireClient client = new WireClient(server.address(), server.port())) {
                client.expect("220");
                client.startTls(certificate);
                client.say("USER a", "331");
            }
        }
    }
}
