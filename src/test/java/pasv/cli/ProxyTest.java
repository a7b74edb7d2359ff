package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pasv.testing.Program;
import pasv.testing.RealProxy;
import pasv.testing.RealServer;
import pasv.testing.RequiresServer;
import pasv.testing.TestCertificate;
import pasv.testing.TestFiles;
import pasv.testing.TlsDoor;

/** Ways through the proxies that people run: the same bytes as without, and plain words where one says no. */
@Timeout(120)
class ProxyTest {
    @TempDir
    Path directory;

    private static void assumeThere(String proxy) {
        boolean there = RealProxy.isThere(proxy);
        if (!there && "require".equals(System.getenv("PASV_REAL_SERVERS"))) {
            throw new IllegalStateException(proxy + " is not there, and PASV_REAL_SERVERS=require demands it");
        }
        assumeTrue(there, proxy + " is not there");
    }

    private Path home() throws IOException {
        Path home = Files.createDirectories(directory.resolve("homes/a"));
        TestFiles.write(home.resolve("a.bin"), 700_000, 1);
        Path deep = Files.createDirectories(home.resolve("tree/deep"));
        for (int i = 0; i < 12; i++) {
            TestFiles.write(deep.resolve("f" + i), i * 500, i);
        }
        return home;
    }

    private static String url(RealServer server, String path) {
        return server.url("a", path).replace("a@", "a:" + RealServer.PASSWORD + "@");
    }

    private static Typed ok(String... args) {
        Typed typed = Typed.run(args);
        assertEquals(0, typed.code(), () -> String.join(" ", args) + "\n" + typed.err());
        return typed;
    }

    private static Map<String, String> all(Path root) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
                found.put(root.relativize(path).toString(), TestFiles.sha256(path));
            }
        }
        return found;
    }

    @ParameterizedTest
    @CsvSource({
        "microsocks, socks5, 127.0.0.1, ftp",
        "microsocks, socks5h, ::1, ftp",
        "microsocks, socks5h, 127.0.0.1, ftpes",
        "dante, socks5, 127.0.0.1, ftp",
        "dante, socks5h, 127.0.0.1, ftpes",
        "dante, socks4a, 127.0.0.1, ftp",
        "tinyproxy, http, 127.0.0.1, ftp",
        "tinyproxy, http, ::1, ftpes",
        "squid, http, 127.0.0.1, ftp",
        "squid, http, 127.0.0.1, ftpes"
    })
    @RequiresServer("vsftpd")
    void theSameBytesAsWithout(String proxy, String scheme, String host, String tls) throws Exception {
        assumeThere(proxy);
        Path home = home();
        Path up = TestFiles.write(directory.resolve("up.bin"), 300_000, 9);
        RealServer family =
                tls.equals("ftp") ? RealServer.vsftpd() : RealServer.vsftpd().tls(TestCertificate.in(directory));
        try (RealServer server = family.start(directory.resolve("homes"));
                RealProxy way = RealProxy.start(proxy, host, false, Optional.empty())) {
            String through = "--proxy=" + scheme + "://" + way.address();
            String at = url(server, "").replace("ftp://", tls + "://");
            Typed verbose = ok("-v", "--insecure", through, "get", at + "a.bin", "-d", directory.toString());
            assertTrue(verbose.err().contains("* through " + scheme + "://" + way.address()), verbose.err());
            assertEquals(-1, TestFiles.firstDifference(directory.resolve("a.bin"), 700_000, 1));
            ok("--insecure", through, "put", up.toString(), at);
            assertEquals(-1, TestFiles.firstDifference(home.resolve("up.bin"), 300_000, 9));
            assertEquals(
                    ok("--insecure", "ls", "-R", at).lines(),
                    ok("--insecure", through, "ls", "-R", at).lines());
            ok(
                    "--insecure",
                    through,
                    "get",
                    "-r",
                    "--parallel=3",
                    at + "tree",
                    "-d",
                    directory.resolve("got").toString());
            assertEquals(all(home.resolve("tree")), all(directory.resolve("got/tree")));
            ok(
                    "--insecure",
                    through,
                    "mirror",
                    "--create",
                    at + "tree",
                    directory.resolve("mirrored").toString());
            assertEquals(all(home.resolve("tree")), all(directory.resolve("mirrored")));
        }
    }

    @ParameterizedTest
    @CsvSource({"tinyproxy, ftp", "tinyproxy, ftpes", "squid, ftp", "squid, ftpes"})
    @RequiresServer("vsftpd")
    void underTlsToTheProxyToo(String proxy, String tls) throws Exception {
        assumeThere(proxy);
        Path home = home();
        Path up = TestFiles.write(directory.resolve("up.bin"), 300_000, 9);
        TestCertificate certificate = TestCertificate.in(directory);
        RealServer family =
                tls.equals("ftp") ? RealServer.vsftpd() : RealServer.vsftpd().tls(certificate);
        try (RealServer server = family.start(directory.resolve("homes"));
                RealProxy way = RealProxy.start(proxy, "127.0.0.1", false, Optional.empty());
                TlsDoor door = TlsDoor.before(way.port(), certificate)) {
            String through = "--proxy=https://" + door.address();
            String at = url(server, "").replace("ftp://", tls + "://");
            Typed unknown = Typed.run(through, "--retries=0", "ls", at);
            assertEquals(4, unknown.code(), unknown.err());
            assertTrue(unknown.err().contains("is not to be trusted: the certificate of 127.0.0.1 is self-signed"));
            assertTrue(unknown.err().contains("--proxy-pin"), unknown.err());
            String pinned = "--proxy-pin=sha256:" + certificate.sha256();
            Typed get = ok("--insecure", "--json", through, pinned, "get", at + "a.bin", "-d", directory.toString());
            assertEquals(-1, TestFiles.firstDifference(directory.resolve("a.bin"), 700_000, 1));
            String named = "\"proxy\":\"https://" + door.address() + "\"";
            for (String event : List.of("connected", "finished")) {
                assertTrue(
                        get.out().lines().anyMatch(line -> line.contains("\"" + event + "\"") && line.contains(named)),
                        get.out());
            }
            String authority = "--proxy-cacert=" + certificate.certificate();
            ok("--insecure", through, authority, "put", up.toString(), at);
            assertEquals(-1, TestFiles.firstDifference(home.resolve("up.bin"), 300_000, 9));
            Typed clear = Typed.run("--proxy=https://" + way.address(), "--retries=0", "ls", at);
            assertEquals(4, clear.code(), clear.err());
        }
    }

    /** Without a password on the command line: the environment, a command, and netrc for the proxy's host. */
    @Test
    @RequiresServer("vsftpd")
    void theLoginIsLookedUpAsAServersIs() throws Exception {
        assumeThere("tinyproxy");
        home();
        Path netrc = Files.writeString(
                directory.resolve("netrc"),
                "machine 127.0.0.1 login " + RealProxy.USER + " password " + Program.CANARY + "\n");
        Files.setPosixFilePermissions(netrc, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        try (RealServer server = RealServer.vsftpd().start(directory.resolve("homes"));
                RealProxy way = RealProxy.start("tinyproxy", "127.0.0.1", true, Optional.empty())) {
            String proxy = "--proxy=http://" + way.address();
            String named = "--proxy-user=" + RealProxy.USER;
            ok(proxy, named, "--proxy-password-command=echo " + Program.CANARY, "ls", url(server, ""));
            ok(proxy, "--netrc=" + netrc, "ls", url(server, ""));
            assertEquals(
                    4,
                    Typed.run(proxy, named, "--retries=0", "ls", url(server, ""))
                            .code());
            assertEquals(
                    2, Typed.run(proxy, named + ":x", "ls", url(server, "")).code());
            assertEquals(
                    2,
                    Typed.run(proxy, named, "--proxy-password-env=NOT_THERE", "ls", url(server, ""))
                            .code());
        }
    }

    /** The proxy looks the name up: this machine need not know it. */
    @Test
    @RequiresServer("vsftpd")
    void namesAreLookedUpThere() throws Exception {
        assumeThere("microsocks");
        home();
        try (RealServer server = RealServer.vsftpd().start(directory.resolve("homes"));
                RealProxy way = RealProxy.start("microsocks", "127.0.0.1", false, Optional.empty())) {
            String named = url(server, "a.bin").replace("127.0.0.1", "localhost");
            Typed get = ok(
                    "--proxy=socks5h://" + way.address(),
                    "get",
                    named,
                    "-o",
                    directory.resolve("x").toString());
            assertTrue(get.err().contains("data connection to localhost:"), get.err());
            assertEquals(-1, TestFiles.firstDifference(directory.resolve("x"), 700_000, 1));
        }
    }

    @ParameterizedTest
    @CsvSource({"tinyproxy, http", "squid, http", "dante, socks5"})
    @RequiresServer("vsftpd")
    void aProxyThatRefusesTheDataPortIsToldAsThat(String proxy, String scheme) throws Exception {
        assumeThere(proxy);
        home();
        try (RealServer server = RealServer.vsftpd().start(directory.resolve("homes"));
                RealProxy way = RealProxy.start(proxy, "127.0.0.1", false, Optional.of(server.port()))) {
            Typed get = Typed.run("--proxy=" + scheme + "://" + way.address(), "cat", url(server, "a.bin"));
            assertEquals(9, get.code(), get.err());
            assertTrue(get.err().contains("the proxy " + scheme + "://" + way.address() + " does not"), get.err());
            assertTrue(get.err().contains("squid: acl"), get.err());
        }
    }

    @ParameterizedTest
    @CsvSource({"microsocks, socks5", "tinyproxy, http"})
    @RequiresServer("vsftpd")
    void aLoginIsWantedAndNeverShown(String proxy, String scheme) throws Exception {
        assumeThere(proxy);
        home();
        try (RealServer server = RealServer.vsftpd().start(directory.resolve("homes"));
                RealProxy way = RealProxy.start(proxy, "127.0.0.1", true, Optional.empty())) {
            String none = "--proxy=" + scheme + "://" + way.address();
            Program.Ran refused = Program.run(none, "ls", url(server, ""));
            assertEquals(4, refused.code(), refused.err());
            assertTrue(refused.err().contains("wants a user and a password"), refused.err());
            Program.Ran wrong = Program.run(none.replace("://", "://joe:no@"), "ls", url(server, ""));
            assertEquals(4, wrong.code(), wrong.err());
            String right = none.replace("://", "://" + RealProxy.USER + ":" + Program.CANARY + "@");
            Program.Ran good = Program.run("-v", right, "ls", url(server, ""));
            assertEquals(0, good.code(), good.err());
        }
    }

    @Test
    @RequiresServer("vsftpd")
    void aProxyThatDiesInTheMiddleLeavesAPart() throws Exception {
        assumeThere("microsocks");
        Path home = home();
        TestFiles.write(home.resolve("large.bin"), 8_000_000, 3);
        try (RealServer server = RealServer.vsftpd().start(directory.resolve("homes"))) {
            List<Typed> ran = new ArrayList<>();
            try (RealProxy way = RealProxy.start("microsocks", "127.0.0.1", false, Optional.empty())) {
                Thread get = new Thread(() -> ran.add(Typed.run(
                        "--proxy=socks5://" + way.address(),
                        "--retries=0",
                        "get",
                        "--limit-rate=2M",
                        url(server, "large.bin"),
                        "-d",
                        directory.toString())));
                get.start();
                Path part = directory.resolve("large.bin.part");
                while (get.isAlive() && !(Files.exists(part) && Files.size(part) > 1_000_000)) {
                    Thread.onSpinWait();
                }
                way.kill();
                get.join();
            }
            assertTrue(
                    ran.get(0).code() == 11 || ran.get(0).code() == 4,
                    ran.get(0).err());
            assertFalse(Files.exists(directory.resolve("large.bin")));
            assertTrue(Files.exists(directory.resolve("large.bin.part")));
            ok("--proxy=off", "get", url(server, "large.bin"), "-d", directory.toString());
            assertEquals(-1, TestFiles.firstDifference(directory.resolve("large.bin"), 8_000_000, 3));
        }
    }

    @Test
    @RequiresServer("vsftpd")
    void theDoctorGoesThroughIt() throws Exception {
        assumeThere("microsocks");
        home();
        try (RealServer server = RealServer.vsftpd().start(directory.resolve("homes"));
                RealProxy way = RealProxy.start("microsocks", "127.0.0.1", false, Optional.empty())) {
            Typed doctor = ok("--proxy=socks5h://" + way.address(), "doctor", url(server, ""));
            assertTrue(doctor.out().contains("through socks5h://" + way.address()), doctor.out());
        }
    }

    /** A gateway that speaks FTP on both sides is told in the user name where to go. */
    @Test
    void anFtpGatewayIsLoggedInOnWithUserAtHost() {
        String script = pasv.testing.Conversation.DEFAULTS + """
                === session
                < 220 gateway
                > USER a@files.example
                < 331 password
                > PASS 1234
                < 530 no such host
                """;
        try (pasv.testing.ScriptedServer server = pasv.testing.ScriptedServer.play(script)) {
            String url = server.url("", "").replace("ftp://", "ftp://a%40files.example:1234@");
            Typed.run("ls", url);
            assertTrue(
                    server.received(1).contains("USER a@files.example"),
                    server.received(1).toString());
        }
    }

    @Test
    void whatIsNoProxyIsUsage() {
        for (String wrong : List.of("ftp://p", "socks5://p:0", "socks5://p:70000", "http://", "a b")) {
            assertEquals(
                    2, Typed.run("--proxy=" + wrong, "ls", "ftp://127.0.0.1/").code(), wrong);
        }
        Typed nobody = Typed.run("--proxy=socks5://127.0.0.1:1", "--retries=0", "ls", "ftp://127.0.0.1/");
        assertEquals(4, nobody.code(), nobody.err());
        assertTrue(nobody.err().contains("the proxy socks5://127.0.0.1:1 cannot be reached"), nobody.err());
    }
}
