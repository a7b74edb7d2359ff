package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pasv.Main;
import pasv.net.Cancellation;
import pasv.testing.TestCertificate;
import pasv.testing.TestFiles;
import pasv.testing.TlsFaultServer;
import pasv.testing.TlsFaultServer.Fault;
import pasv.ui.Console;
import pasv.ui.Glyphs;

/** With TLS asked for, no server gets a password in clear, and every reason for stopping is told. */
class FtpsFaultTest {
    private static final String CANARY = "canary-3b9";

    @TempDir
    static Path certificates;

    @TempDir
    Path directory;

    private static TestCertificate certificate;
    private static TestCertificate other;
    private Path target;
    private String said = "";

    @BeforeAll
    static void makeCertificates() throws IOException {
        certificate = TestCertificate.in(Files.createDirectory(certificates.resolve("own")));
        other = TestCertificate.in(Files.createDirectory(certificates.resolve("other")));
    }

    @BeforeEach
    void chooseTarget() {
        target = directory.resolve("got.bin");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            AUTH_REFUSED      | 5  | refuses TLS
            GREETS_230        | 5  | refuses TLS
            INJECTS           | 5  | somebody may be in between
            PROT_REFUSED      | 5  | does not protect data connections
            FALLS_BACK        | 5  | does not protect data connections
            OTHER_CERTIFICATE | 5  | another certificate than the control connection
            CLEAR_DATA        | 5  | without TLS, though it agreed
            CUT               | 11 | ended early
            CUT_WITHOUT_SIZE  | 11 | without the server's close_notify
            CLOSES_DATA       | 5  | takes no kind of TLS session
            RESETS_DATA       | 5  | takes no kind of TLS session
            MUTE_DATA         | 10 | no answer to the TLS handshake on the data connection
            """)
    void stopsWithTheReason(Fault fault, int code, String reason) throws Exception {
        try (TlsFaultServer server = TlsFaultServer.start(fault, certificate, other)) {
            String pin = "sha256:" + certificate.sha256();
            assertEquals(code, get("ftpes", server.port(), "--pin", pin, "--reply-timeout", "3s"), said);
            assertTrue(said.contains(reason), said);
            assertFalse(Files.exists(target));
            assertKeptSecret(server);
        }
    }

    /** The last rung of the ladder, by way of the other two; the next run begins with it. */
    @ParameterizedTest
    @CsvSource({"TICKETS_ONLY,2", "TICKETS_ONLY_1_2,1"})
    void endsWithTicketsWhereNothingElseIsTakenUp(Fault fault, int steps) throws Exception {
        try (TlsFaultServer server = TlsFaultServer.start(fault, certificate, other)) {
            String pin = "sha256:" + certificate.sha256();
            assertEquals(0, get("ftpes", server.port(), "-vv", "--pin", pin), said);
            assertEquals(
                    steps,
                    said.lines()
                            .filter(line -> line.contains("connecting anew with"))
                            .count(),
                    said);
            assertTrue(said.contains("connecting anew with TLS 1.2 with session tickets"), said);
            assertArrayEquals(TestFiles.pattern(1, 0, TlsFaultServer.SIZE), Files.readAllBytes(target));
            assertEquals(0, get("ftpes", server.port(), "-vv", "--pin", pin), said);
            assertFalse(said.contains("connecting anew"), said);
            assertKeptSecret(server);
        }
    }

    @ParameterizedTest
    @CsvSource({"NONE,ftpes", "IMPLICIT,ftps", "BARE_END,ftpes"})
    void fetchesWhereTheSizeProvesIt(Fault fault, String scheme) throws Exception {
        try (TlsFaultServer server = TlsFaultServer.start(fault, certificate, other)) {
            assertEquals(0, get(scheme, server.port(), "--pin", "sha256:" + certificate.sha256()), said);
            assertArrayEquals(TestFiles.pattern(1, 0, TlsFaultServer.SIZE), Files.readAllBytes(target));
            assertKeptSecret(server);
        }
    }

    @ParameterizedTest
    @CsvSource({"NONE,ftps,ftpes://", "IMPLICIT,ftpes,ftps://", "IMPLICIT,ftp,ftps://"})
    void namesTheRightUrlForTheWrongKindOfTls(Fault fault, String scheme, String right) throws Exception {
        try (TlsFaultServer server = TlsFaultServer.start(fault, certificate, other)) {
            assertEquals(5, get(scheme, server.port(), "--reply-timeout", "1s"), said);
            assertTrue(said.contains("use " + right + "127.0.0.1:" + server.port()), said);
            assertKeptSecret(server);
        }
    }

    /** Implicit TLS on a port of another protocol: the server's own first line names it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SSH-2.0-OpenSSH_9.2             | this is an SSH server
            HTTP/1.1 400 Bad Request        | this looks like an HTTP server
            220 mx.example.org ESMTP        | this looks like a mail server
            * OK IMAP4rev1 ready            | this looks like a mail server
            """)
    void namesAnotherProtocolUnderImplicitTls(String line, String words) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread other = new Thread(() -> sayAndDrain(listener, line));
            other.start();
            assertEquals(7, get("ftps", listener.getLocalPort()), said);
            assertTrue(said.contains(words), said);
            other.join();
        }
    }

    private static void sayAndDrain(ServerSocket listener, String line) {
        try (Socket client = listener.accept()) {
            client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            assertTrue(listener.isBound(), "the client may break the connection off");
        }
    }

    @Test
    void saysWhatIsWrongWithACertificate() throws Exception {
        assertRefused(certificate, "is self-signed (sha256:" + certificate.sha256() + ")");
        TestCertificate expired = TestCertificate.expired(Files.createDirectory(directory.resolve("expired")));
        assertRefused(expired, "expired on 2", "--cacert", expired.certificate().toString());
        TestCertificate wrong = TestCertificate.issuedFor(
                Files.createDirectory(directory.resolve("wrong")), "dns:ftp.example.org,dns:*.example.com");
        assertRefused(
                wrong,
                "is issued for ftp.example.org, *.example.com, not for 127.0.0.1",
                "--cacert",
                wrong.certificate().toString());
        assertRefused(
                certificate, "is self-signed", "--cacert", other.certificate().toString());
        assertRefused(certificate, "is not the pinned one", "--pin", "sha256:" + other.sha256());
    }

    private void assertRefused(TestCertificate shown, String reason, String... options) throws Exception {
        try (TlsFaultServer server = TlsFaultServer.start(Fault.NONE, shown, other)) {
            assertEquals(5, get("ftpes", server.port(), options), said);
            assertTrue(said.contains(reason), said);
            assertEquals(List.of("AUTH TLS"), server.commands());
        }
    }

    @Test
    void acceptsTheAuthorityThatIsNamed() throws Exception {
        try (TlsFaultServer server = TlsFaultServer.start(Fault.NONE, certificate, other)) {
            assertEquals(
                    0,
                    get(
                            "ftpes",
                            server.port(),
                            "--cacert",
                            certificate.certificate().toString()),
                    said);
            assertFalse(said.contains("warning"), said);
        }
    }

    @Test
    void insecureIsLoud() throws Exception {
        try (TlsFaultServer server = TlsFaultServer.start(Fault.NONE, certificate, other)) {
            assertEquals(0, get("ftpes", server.port(), "-q", "--insecure"), said);
            assertTrue(said.contains("pasv: warning: the certificate of 127.0.0.1 is not checked"), said);
        }
    }

    @Test
    void trustsOnceAskedAndStopsAtAChange() throws Exception {
        int port;
        try (TlsFaultServer server = TlsFaultServer.start(Fault.NONE, certificate, other)) {
            port = server.port();
            assertEquals(0, run("trust", "ftpes://127.0.0.1:" + port + "/"), said);
            assertTrue(said.contains("sha256   " + certificate.sha256()), said);
            assertEquals(List.of("AUTH TLS"), server.commands().subList(0, 1));
            assertFalse(server.commands().stream().anyMatch(line -> line.startsWith("USER")));
            assertEquals(0, get("ftpes", port), said);
        }
        pasv.home.TrustedCertificates trusted = new pasv.home.TrustedCertificates(
                pasv.home.Places.of(System.getenv()).trustedFile());
        try (TlsFaultServer changed = TlsFaultServer.start(Fault.NONE, other, certificate)) {
            trusted.accept(
                    new pasv.net.Endpoint("127.0.0.1", changed.port()),
                    new pasv.net.Pin(certificate.sha256(), pasv.net.Pin.Origin.REMEMBERED));
            assertEquals(5, get("ftpes", changed.port()), said);
            assertTrue(said.contains("has changed"), said);
        }
    }

    @Test
    void requireTlsSendsNothingInClear() throws Exception {
        try (TlsFaultServer server = TlsFaultServer.start(Fault.NONE, certificate, other)) {
            assertEquals(5, get("ftp", server.port(), "--require-tls"), said);
            assertEquals(List.of(), server.commands());
        }
    }

    private int get(String scheme, int port, String... options) {
        List<String> args = new ArrayList<>(List.of(options));
        args.addAll(List.of("--retries", "0", "get", scheme + "://a:" + CANARY + "@127.0.0.1:" + port + "/file.bin"));
        args.addAll(List.of("-o", target.toString()));
        return run(args.toArray(String[]::new));
    }

    private int run(String... args) {
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        int code = Main.run(args, new Console(words, words, Glyphs.UNICODE, false, false), new Cancellation());
        said = words.toString(StandardCharsets.UTF_8);
        return code;
    }

    private void assertKeptSecret(TlsFaultServer server) {
        assertFalse(server.sentInClear().contains("PASS"), server.sentInClear());
        assertFalse(server.sentInClear().contains(CANARY));
        assertFalse(said.contains(CANARY));
    }
}
