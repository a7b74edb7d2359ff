package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pasv.testing.RealServer;
import pasv.testing.RequiresServer;
import pasv.testing.TestCertificate;
import pasv.testing.TestFiles;

/** Every verb once, the way people use it, against the servers that people run. */
class VerbsOnRealServersTest {
    @TempDir
    Path directory;

    @Test
    @RequiresServer("vsftpd")
    void onVsftpd() throws IOException {
        everyVerb("vsftpd");
    }

    @Test
    @RequiresServer("proftpd")
    void onProftpd() throws IOException {
        everyVerb("proftpd");
    }

    @Test
    @RequiresServer("pure-ftpd")
    void onPureFtpd() throws IOException {
        everyVerb("pure-ftpd");
    }

    @Test
    @RequiresServer("pyftpdlib")
    void onPyftpdlib() throws IOException {
        everyVerb("pyftpdlib");
    }

    /** pyftpdlib shows a link to a directory as that directory; what is behind it must stay. */
    @Test
    @RequiresServer("pyftpdlib")
    void rmTakesLinksAwayAndNotWhatIsBehindThem() throws IOException {
        Path home = Files.createDirectories(directory.resolve("homes/a"));
        Files.createDirectories(home.resolve("gone/in"));
        Files.writeString(Files.createDirectories(home.resolve("kept")).resolve("precious"), "x");
        Files.createSymbolicLink(home.resolve("gone/link"), home.resolve("kept"));
        try (RealServer server = RealServer.named("pyftpdlib").start(directory.resolve("homes"))) {
            ok("rm", "-r", "-f", url(server, "gone"));
            assertFalse(Files.exists(home.resolve("gone")));
            assertTrue(Files.exists(home.resolve("kept/precious")));
        }
    }

    /** The final close of an upload over TLS is where servers and clients fall out; vsftpd demands resumed sessions. */
    @Test
    @RequiresServer("vsftpd")
    void uploadsAndListingsOverTls() throws IOException {
        Path home = Files.createDirectories(directory.resolve("homes/a"));
        Path file = TestFiles.write(directory.resolve("up.bin"), 200_000, 5);
        Path empty = TestFiles.write(directory.resolve("empty.bin"), 0, 6);
        TestCertificate certificate = TestCertificate.in(directory);
        try (RealServer server = RealServer.vsftpd().tls(certificate).start(directory.resolve("homes"))) {
            String url = url(server, "in/").replace("ftp://", "ftpes://");
            ok("--insecure", "mkdir", url.replace("in/", "in"));
            ok("--insecure", "put", file.toString(), empty.toString(), url);
            assertEquals(-1, Files.mismatch(file, home.resolve("in/up.bin")));
            assertEquals(0, Files.size(home.resolve("in/empty.bin")));
            assertEquals(
                    List.of("empty.bin", "up.bin"), ok("--insecure", "ls", url).lines());
            ok("--insecure", "rm", "-r", "-f", url.replace("in/", "in"));
        }
    }

    private static String url(RealServer server, String path) {
        return server.url("a", path).replace("a@", "a:" + RealServer.PASSWORD + "@");
    }

    private static Typed ok(String... args) {
        Typed typed = Typed.run(args);
        assertEquals(0, typed.code(), () -> String.join(" ", args) + "\n" + typed.err());
        return typed;
    }

    private void everyVerb(String name) throws IOException {
        Path home = Files.createDirectories(directory.resolve("homes/a"));
        TestFiles.write(home.resolve("a.txt"), 4096, 1);
        TestFiles.write(Files.createDirectories(home.resolve("pub/deep")).resolve("one.iso"), 70_000, 2);
        Files.writeString(home.resolve("star*.txt"), "s");
        Files.writeString(home.resolve("with space.txt"), "w");
        Files.writeString(home.resolve("파일.txt"), "h");
        try (RealServer server = RealServer.named(name).start(directory.resolve("homes"))) {
            shows(server);
            sends(server, home);
            ok("mkdir", url(server, "names"));
            roundTrips(server, home);
            ok("rmdir", url(server, "names"));
            changes(server, home);
            fetches(server);
            removes(server, home);
        }
    }

    private void shows(RealServer server) {
        List<String> all = List.of("a.txt", "pub", "star*.txt", "with space.txt", "파일.txt");
        assertEquals(all, ok("ls", url(server, "")).lines());
        assertEquals(
                all.stream().filter(file -> file.endsWith("txt")).toList(),
                ok("ls", url(server, "*.txt")).lines());
        assertEquals(List.of("star*.txt"), ok("ls", url(server, "star%2A.txt")).lines());
        assertEquals(List.of("a.txt"), ok("ls", url(server, "a.txt")).lines());
        assertTrue(ok("ls", "-l", url(server, "")).out().contains("4,096"));
        assertTrue(ok("ls", "--json", url(server, ""))
                .out()
                .contains("\"name\":\"a.txt\",\"kind\":\"file\",\"size\":4096"));
        assertTrue(ok("ls", "--raw", url(server, "")).out().contains("a.txt"));
        assertTrue(ok("ls", "-R", url(server, "")).lines().contains("pub/deep:"));
        assertEquals(8, Typed.run("ls", url(server, "nope")).code());
        assertTrue(ok("stat", url(server, "a.txt")).out().contains("4,096 bytes"));
        assertEquals(8, Typed.run("stat", url(server, "nope")).code());
        assertEquals(
                List.of("pub/deep/one.iso"),
                ok("find", url(server, ""), "-name", "*.iso").lines());
        assertEquals(
                List.of("70,000\tpub"),
                ok("du", "-s", "--exact", url(server, "pub")).lines());
        assertEquals(
                List.of("sw"),
                ok("cat", url(server, "star%2A.txt"), url(server, "with%20space.txt"))
                        .lines());
        assertTrue(ok("quote", url(server, ""), "NOOP").out().startsWith("200"));
    }

    private void sends(RealServer server, Path home) throws IOException {
        Path file = TestFiles.write(directory.resolve("up.bin"), 200_000, 3);
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.from(Instant.parse("2025-10-20T17:00:00Z")));
        ok("put", file.toString(), url(server, "pub/"));
        assertEquals(-1, Files.mismatch(file, home.resolve("pub/up.bin")));
        assertEquals(
                Instant.parse("2025-10-20T17:00:00Z"),
                Files.getLastModifiedTime(home.resolve("pub/up.bin")).toInstant());
        assertFalse(Files.exists(home.resolve("pub/.up.bin.part")));
        Path other = TestFiles.write(directory.resolve("other.bin"), 0, 4);
        ok("mkdir", url(server, "many"));
        ok("put", "--parallel", "2", file.toString(), other.toString(), url(server, "many/"));
        assertEquals(-1, Files.mismatch(file, home.resolve("many/up.bin")));
        assertEquals(0, Files.size(home.resolve("many/other.bin")));
        ok("rm", "-r", "-f", url(server, "many"));
        ok("put", "--no-atomic", file.toString(), other.toString(), url(server, "pub/"));
        assertEquals(0, Files.size(home.resolve("pub/other.bin")));
        assertEquals(
                2,
                Typed.run("put", file.toString(), other.toString(), url(server, "pub"))
                        .code());
        assertEquals(
                3,
                Typed.run("put", directory.resolve("none").toString(), url(server, "x"))
                        .code());
    }

    /** There and back: sent, listed, renamed, fetched and removed by the same name. */
    private void roundTrips(RealServer server, Path home) throws IOException {
        Path file = Files.writeString(directory.resolve("small"), "s");
        List<String> names = List.of(
                "한글 이름.txt",
                "\ud83d\ude00\ud83c\udf89",
                "x".repeat(250),
                "-rf",
                "|id",
                "!x",
                "~root",
                "a;b",
                "q\"uo'te",
                "#1%41");
        for (String name : names) {
            String encoded = java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8)
                    .replace("+", "%20");
            ok("put", file.toString(), url(server, "names/" + encoded));
            assertTrue(Files.exists(home.resolve("names").resolve(name)), name);
            assertEquals(List.of(name), ok("ls", url(server, "names")).lines());
            ok("mv", url(server, "names/" + encoded), "other name");
            ok("mv", "--", url(server, "names/other%20name"), name);
            Path target = Files.createDirectories(directory.resolve("names"));
            ok("get", url(server, "names/" + encoded), "-d", target.toString());
            assertEquals("s", Files.readString(target.resolve(name)));
            ok("rm", url(server, "names/" + encoded));
        }
        assertEquals(List.of(), ok("ls", url(server, "names")).lines());
    }

    private void changes(RealServer server, Path home) throws IOException {
        ok("mkdir", "-p", url(server, "x/y/z"));
        ok("mkdir", "-p", url(server, "x/y/z"));
        ok("mv", url(server, "pub/up.bin"), "../x/");
        assertTrue(Files.exists(home.resolve("x/up.bin")));
        ok("chmod", "600", url(server, "x/up.bin"));
        ok("chmod", "u+x,go+r", url(server, "x/up.bin"));
        assertEquals(
                "rwxr--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("x/up.bin"))));
        ok("touch", "-d", "2025-01-02T03:04:05Z", url(server, "x/up.bin"));
        assertEquals(
                Instant.parse("2025-01-02T03:04:05Z"),
                Files.getLastModifiedTime(home.resolve("x/up.bin")).toInstant());
        ok("touch", url(server, "x/fresh"));
        assertEquals(0, Files.size(home.resolve("x/fresh")));
        ok("rmdir", url(server, "x/y/z"));
        assertEquals(8, Typed.run("rmdir", url(server, "x")).code());
    }

    private void fetches(RealServer server) throws IOException {
        Path target = directory.resolve("tree");
        ok("get", "-r", url(server, "pub"), "-d", target.toString());
        assertEquals(70_000, Files.size(target.resolve("pub/deep/one.iso")));
        ok("get", url(server, "*.txt"), "-d", target.toString());
        assertEquals("h", Files.readString(target.resolve("파일.txt")));
        assertEquals(
                8,
                Typed.run("get", url(server, "*.none"), "-d", target.toString()).code());
    }

    private void removes(RealServer server, Path home) {
        ok("rm", url(server, "pub/o*"));
        assertFalse(Files.exists(home.resolve("pub/other.bin")));
        ok("rm", "-r", "-f", url(server, "x"));
        assertFalse(Files.exists(home.resolve("x")));
        assertEquals(8, Typed.run("rm", url(server, "nope")).code());
        ok("rm", "-f", url(server, "nope"));
        assertEquals(2, Typed.run("rm", "-r", "-f", url(server, "")).code());
    }
}
