package pasv.ftp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pasv.ftp.data.DataConnection;
import pasv.ftp.options.Credentials;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.options.Security;
import pasv.ftp.options.TlsMode;
import pasv.ftp.wire.Command;
import pasv.ftp.wire.RemotePath;
import pasv.ftp.wire.ServerHabits;
import pasv.ftp.wire.TransferType;
import pasv.ftp.wire.WireEvent;
import pasv.net.Cancellation;
import pasv.net.Patience;
import pasv.net.Pin;
import pasv.net.TlsFacts;
import pasv.net.TlsRung;
import pasv.net.Trust;
import pasv.testing.RealServer;
import pasv.testing.RequiresServer;
import pasv.testing.TestCertificate;
import pasv.testing.TestFiles;

/**
 * Servers that demand a resumed session on every data connection get one. {@code -Dpasv.test.rounds=100} for the full
 * number of transfers.
 */
@RequiresServer({"vsftpd", "proftpd", "pure-ftpd"})
class FtpsRealServerTest {
    private static final int ROUNDS = Integer.getInteger("pasv.test.rounds", 6);
    private static final int SIZE = 70_000;
    private static final Patience.Tick NOBODY = (waited, limit) -> {};

    @TempDir
    Path directory;

    private Path homes;
    private TestCertificate certificate;
    private final List<WireEvent> events = new CopyOnWriteArrayList<>();

    @BeforeEach
    void files() throws IOException {
        certificate = TestCertificate.in(directory);
        homes = Files.createDirectory(directory.resolve("homes"));
        Path home = Files.createDirectories(homes.resolve("a"));
        TestFiles.write(home.resolve("file.bin"), SIZE, 1);
        TestFiles.write(home.resolve("empty.bin"), 0, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "vsftpd,NEWEST",
        "vsftpd,TLS_1_2",
        "proftpd,NEWEST",
        "proftpd,TLS_1_2",
        "pure-ftpd,NEWEST",
        "pure-ftpd,TLS_1_2"
    })
    void takesUpTheSessionOnEveryDataConnection(String name, TlsRung rung) throws IOException {
        ServerHabits habits = new ServerHabits();
        try (RealServer server = server(name)) {
            try (FtpClient client = connect(server, rung, habits)) {
                for (int i = 0; i < ROUNDS; i++) {
                    fetches(client, "file.bin", SIZE);
                }
                for (int i = 0; i < ROUNDS; i++) {
                    stores(client, "up.bin", SIZE);
                }
                for (int i = 0; i < ROUNDS; i++) {
                    lists(client);
                }
                for (int i = 0; i < ROUNDS; i++) {
                    fetches(client, "file.bin", SIZE);
                    stores(client, "nothing.bin", 0);
                    lists(client);
                    fetches(client, "empty.bin", 0);
                    stores(client, "up.bin", SIZE);
                }
            }
            assertLadder(name, 1);
            events.clear();
            try (FtpClient client = connect(server, rung, habits)) {
                for (int i = 0; i < ROUNDS; i++) {
                    stores(client, "up.bin", SIZE);
                    fetches(client, "file.bin", SIZE);
                }
            }
            assertLadder(name, 0);
        }
    }

    @ParameterizedTest
    @CsvSource({"vsftpd", "proftpd", "pure-ftpd"})
    void parallelSessionsDoNotTakeEachOthersPlace(String name) throws Exception {
        ServerHabits habits = new ServerHabits();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (RealServer server = server(name)) {
            List<Callable<Void>> jobs = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                String up = "up-" + i + ".bin";
                jobs.add(() -> {
                    try (FtpClient client = connect(server, TlsRung.NEWEST, habits)) {
                        for (int round = 0; round < ROUNDS; round++) {
                            fetches(client, "file.bin", SIZE);
                            stores(client, up, SIZE);
                        }
                    }
                    return null;
                });
            }
            for (Future<Void> job : threads.invokeAll(jobs)) {
                job.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private RealServer server(String name) throws IOException {
        RealServer server = RealServer.named(name).tls(certificate);
        switch (name) {
            case "vsftpd" -> server.option("strict_ssl_read_eof=YES").option("ssl_tlsv1=YES");
            case "pure-ftpd" -> server.option("--tls=2");
            default -> server.option("TLSRequired on");
        }
        return server.start(homes);
    }

    private FtpClient connect(RealServer server, TlsRung rung, ServerHabits habits) throws IOException {
        Trust trust = Trust.SYSTEM.withPin(new Pin(certificate.sha256(), Pin.Origin.GIVEN));
        FtpUrl url = FtpUrl.parse("ftpes://127.0.0.1:" + server.port() + "/");
        FtpOptions options = FtpOptions.to(url)
                .withCredentials(Credentials.of("a", RealServer.PASSWORD))
                .withSecurity(Security.of(TlsMode.EXPLICIT).withTrust(trust).withNewest(rung))
                .withHabits(habits);
        return FtpClient.connect(options, events::add, new Cancellation());
    }

    private void assertLadder(String name, int most) {
        List<String> notes = events.stream()
                .filter(WireEvent.Noted.class::isInstance)
                .map(event -> ((WireEvent.Noted) event).text())
                .toList();
        assertTrue(notes.size() <= most, notes.toString());
        List<TlsFacts> facts = events.stream()
                .filter(event -> event instanceof WireEvent.Secured secured && secured.data())
                .map(event -> ((WireEvent.Secured) event).facts())
                .toList();
        long unresumed = facts.stream().filter(fact -> !fact.resumed()).count();
        // Pure-FTPd gives no tickets in TLS 1.3 and demands no resumption.
        if (!name.equals("pure-ftpd")) {
            assertTrue(unresumed <= most, facts.toString());
        }
        assertEquals(
                Optional.empty(),
                events.stream().filter(WireEvent.Warned.class::isInstance).findFirst());
    }

    private static void fetches(FtpClient client, String name, int size) throws IOException {
        try (DataConnection data = client.retrieve(RemotePath.of(name), TransferType.IMAGE, 0)) {
            assertArrayEquals(TestFiles.pattern(1, 0, size), all(data));
            assertFalse(data.mayBeCut());
            data.complete(NOBODY);
        }
    }

    private void stores(FtpClient client, String name, int size) throws IOException {
        byte[] content = TestFiles.pattern(2, 0, size);
        try (DataConnection data = client.store(RemotePath.of(name), TransferType.IMAGE, 0)) {
            data.write(ByteBuffer.wrap(content), NOBODY);
            data.complete(NOBODY);
        }
        assertArrayEquals(content, Files.readAllBytes(homes.resolve("a").resolve(name)));
    }

    private static void lists(FtpClient client) throws IOException {
        try (DataConnection data = client.begun(Command.of("LIST"), TransferType.ASCII, 0)) {
            assertTrue(new String(all(data), StandardCharsets.UTF_8).contains("file.bin"));
            data.complete(NOBODY);
        }
    }

    private static byte[] all(DataConnection data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        while (data.read(buffer, NOBODY) >= 0) {
            out.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        return out.toByteArray();
    }
}
