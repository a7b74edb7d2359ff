package pasv.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every real server starts, lets a and b in, hands out a file, and is gone afterwards. */
class RealServerTest {
    private static final int SIZE = 100_000;

    @TempDir
    Path directory;

    @Test
    @RequiresServer("vsftpd")
    void vsftpd() throws IOException {
        proves(RealServer.vsftpd());
        proves(RealServer.vsftpd().on("::1").option("ftpd_banner=hello"));
    }

    @Test
    @RequiresServer("proftpd")
    void proftpd() throws IOException {
        proves(RealServer.proftpd());
    }

    @Test
    @RequiresServer("pure-ftpd")
    void pureFtpd() throws IOException {
        proves(RealServer.pureFtpd());
    }

    @Test
    @RequiresServer("pyftpdlib")
    void pyftpdlib() throws IOException {
        proves(RealServer.pyftpdlib());
    }

    @Test
    @RequiresServer({"vsftpd", "proftpd", "pure-ftpd"})
    void offersTls() throws IOException, GeneralSecurityException {
        TestCertificate certificate = TestCertificate.in(directory);
        for (String name : new String[] {"vsftpd", "proftpd", "pure-ftpd"}) {
            try (RealServer server = RealServer.named(name).tls(certificate).start(directory.resolve(name));
                    WireClient client = new WireClient(server.address(), server.port())) {
                client.expect("220");
                client.startTls(certificate);
                client.say("USER a", "331");
                client.say("PASS 1234", "230");
            }
        }
    }

    @Test
    @RequiresServer("vsftpd")
    void diesAndComesBack() throws IOException {
        try (RealServer server = RealServer.vsftpd().start(directory)) {
            try (WireClient client = new WireClient(server.address(), server.port())) {
                client.login("a", "1234");
                server.kill();
                assertNull(client.line());
            }
            server.revive();
            try (WireClient client = new WireClient(server.address(), server.port())) {
                client.login("a", "1234");
            }
        }
    }

    /** Two test runs look for ports at the same time, or somebody else takes the one that was free a moment ago. */
    @Test
    @RequiresServer({"vsftpd", "proftpd", "pure-ftpd", "pyftpdlib"})
    void aPortThatIsTakenAtTheLastMoment() throws IOException {
        for (String name : new String[] {"vsftpd", "proftpd", "pure-ftpd", "pyftpdlib"}) {
            AtomicReference<ServerSocket> thief = new AtomicReference<>();
            RealServer server =
                    RealServer.named(name).beforeStart(port -> thief.updateAndGet(it -> it == null ? bound(port) : it));
            try (server;
                    WireClient client =
                            new WireClient(server.start(directory.resolve(name)).address(), server.port())) {
                assertNotEquals(thief.get().getLocalPort(), server.port());
                client.login("a", RealServer.PASSWORD);
            } finally {
                thief.get().close();
            }
        }
    }

    private static ServerSocket bound(int port) {
        try {
            return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void proves(RealServer server) throws IOException {
        for (String user : RealServer.USERS) {
            Files.createDirectories(directory.resolve(user));
            TestFiles.write(directory.resolve(user + "/file.bin"), SIZE, user.charAt(0));
        }
        try (server) {
            server.start(directory);
            for (String user : RealServer.USERS) {
                try (WireClient client = new WireClient(server.address(), server.port())) {
                    client.login(user, RealServer.PASSWORD);
                    assertArrayEquals(TestFiles.pattern(user.charAt(0), 0, SIZE), client.fetch("file.bin"));
                    client.say("QUIT", "221");
                }
            }
            try (WireClient client = new WireClient(server.address(), server.port())) {
                client.expect("220");
                client.say("USER a", "331");
                client.say("PASS wrong", "530");
            }
            assertTrue(server.url("a", "x").endsWith(":" + server.port() + "/x"));
        }
        assertThrows(ConnectException.class, () -> new WireClient(server.address(), server.port()).close());
    }
}
