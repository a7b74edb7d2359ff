package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pasv.testing.EmbeddedServer;
import pasv.testing.RealServer;
import pasv.testing.RequiresServer;
import pasv.testing.TestFiles;

/** Trees go up and come down whole, over as many sessions as the server lets in; what does not go is told and counted. */
@Timeout(120)
class TreesTest {
    private static final Instant THEN = Instant.parse("2024-02-29T12:34:56Z");

    @TempDir
    Path directory;

    private Path tree() throws IOException {
        Path tree = directory.resolve("tree");
        for (String name : new String[] {"one", "two/deep/deeper", "with space", "empty"}) {
            Path into = Files.createDirectories(tree.resolve(name));
            for (int i = 0; i < 15 && !name.equals("empty"); i++) {
                Path file = TestFiles.write(into.resolve("f" + i), i * 97, i);
                Files.setLastModifiedTime(file, FileTime.from(THEN));
            }
        }
        TestFiles.write(tree.resolve("large.bin"), 3_000_000, 7);
        return tree;
    }

    /** Each path with its content, or its being a directory. */
    private static Map<String, String> all(Path root) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                found.put(
                        root.relativize(path).toString(),
                        Files.isDirectory(path) ? "directory" : TestFiles.sha256(path));
            }
        }
        return found;
    }

    private static String url(RealServer server, String path) {
        return server.url("a", path).replace("a@", "a:" + RealServer.PASSWORD + "@");
    }

    private static Typed ok(String... args) {
        Typed typed = Typed.run(args);
        assertEquals(0, typed.code(), () -> String.join(" ", args) + "\n" + typed.err());
        return typed;
    }

    private void upAndDown(RealServer family, String... options) throws IOException {
        Path home = Files.createDirectories(directory.resolve("homes/a/in")).getParent();
        Path tree = tree();
        try (RealServer server = family.start(directory.resolve("homes"))) {
            ok(with(options, "put", "-r", tree.toString(), url(server, "in/")));
            assertEquals(all(tree), all(home.resolve("in/tree")));
            // a second time, over what is there
            ok(with(options, "put", "-r", tree.toString(), url(server, "in/")));
            assertEquals(all(tree), all(home.resolve("in/tree")));
            ok(with(
                    options,
                    "get",
                    "-r",
                    url(server, "in/tree"),
                    "-d",
                    directory.resolve("back").toString()));
        }
        assertEquals(all(tree), all(directory.resolve("back/tree")));
        assertEquals(
                Files.getLastModifiedTime(home.resolve("in/tree/one/f3")).toInstant(),
                Files.getLastModifiedTime(directory.resolve("back/tree/one/f3")).toInstant());
    }

    private static String[] with(String[] options, String... words) {
        return Stream.concat(Stream.of(words), Stream.of(options)).toArray(String[]::new);
    }

    @Test
    @RequiresServer("vsftpd")
    void onVsftpd() throws IOException {
        upAndDown(RealServer.vsftpd());
        assertEquals(
                THEN,
                Files.getLastModifiedTime(directory.resolve("back/tree/one/f3")).toInstant());
    }

    @Test
    @RequiresServer("vsftpd")
    void overSessionsThatAreRefused() throws IOException {
        upAndDown(RealServer.vsftpd().option("max_per_ip=2"), "--parallel", "6");
    }

    @Test
    @RequiresServer("vsftpd")
    void overOneSession() throws IOException {
        upAndDown(RealServer.vsftpd(), "--parallel", "1");
    }

    @Test
    @RequiresServer("vsftpd")
    void withLargeFilesInSegments() throws IOException {
        Files.createDirectories(directory.resolve("homes/a"));
        TestFiles.write(Files.createDirectories(directory.resolve("homes/a/t")).resolve("large"), 9_000_000, 7);
        TestFiles.write(directory.resolve("homes/a/t/small"), 10, 7);
        try (RealServer server = RealServer.vsftpd().start(directory.resolve("homes"))) {
            Typed typed = ok(
                    "-v",
                    "get",
                    "-r",
                    "-j",
                    "3",
                    url(server, "t"),
                    "-d",
                    directory.resolve("x").toString());
            assertTrue(typed.err().contains("REST "), "large files come in segments");
        }
        assertEquals(all(directory.resolve("homes/a/t")), all(directory.resolve("x/t")));
    }

    @Test
    @RequiresServer("proftpd")
    void onProftpd() throws IOException {
        upAndDown(RealServer.proftpd());
    }

    @Test
    @RequiresServer("pure-ftpd")
    void onPureFtpd() throws IOException {
        upAndDown(RealServer.pureFtpd());
    }

    @Test
    @RequiresServer("pyftpdlib")
    void onPyftpdlib() throws IOException {
        upAndDown(RealServer.pyftpdlib());
    }

    private EmbeddedServer embedded() throws IOException {
        Files.createDirectories(directory.resolve("homes/a"));
        return EmbeddedServer.over(directory.resolve("homes"))
                .user("a", "secret")
                .start();
    }

    private static String url(EmbeddedServer server, String path) throws IOException {
        return server.url("a", path).replace("a@", "a:secret@");
    }

    @Test
    void linksAndPipesAreToldAndLeft() throws Exception {
        assumeTrue(File.separatorChar == '/');
        Path tree = Files.createDirectories(directory.resolve("tree/in"));
        Files.writeString(tree.resolve("file"), "x");
        Files.createSymbolicLink(tree.resolve("link"), Path.of("file"));
        Files.createSymbolicLink(tree.resolve("circle"), Path.of(".."));
        new ProcessBuilder("mkfifo", tree.resolve("pipe").toString()).start().waitFor();
        try (EmbeddedServer server = embedded()) {
            Typed typed = ok("put", "-r", directory.resolve("tree").toString(), url(server, ""));
            assertTrue(typed.err().contains("link: a link, not followed"), typed.err());
            assertTrue(typed.err().contains("circle: a link, not followed"), typed.err());
            assertTrue(typed.err().contains("pipe: neither file nor directory"), typed.err());
            assertEquals(
                    Map.of("", "directory", "in", "directory", "in/file", TestFiles.sha256(tree.resolve("file"))),
                    all(server.home("a").resolve("tree")));
        }
    }

    @Test
    void linksAreFollowedWhereAskedForAndCirclesAreNot() throws IOException {
        assumeTrue(File.separatorChar == '/');
        Path tree = Files.createDirectories(directory.resolve("tree/in"));
        Files.writeString(tree.resolve("file"), "x");
        Files.createSymbolicLink(tree.resolve("link"), Path.of("file"));
        Files.createSymbolicLink(tree.resolve("circle"), Path.of(".."));
        Files.createSymbolicLink(tree.resolve("nowhere"), Path.of("gone"));
        try (EmbeddedServer server = embedded()) {
            Typed typed =
                    Typed.run("put", "-r", "--links", "follow", tree.getParent().toString(), url(server, ""));
            assertEquals(12, typed.code(), typed.err());
            assertTrue(typed.err().contains("circle leads back to a directory above it"), typed.err());
            assertTrue(typed.err().contains("nowhere leads nowhere"), typed.err());
            assertEquals("x", Files.readString(server.home("a").resolve("tree/in/link")));
            assertFalse(Files.exists(server.home("a").resolve("tree/in/circle")));
        }
    }

    @Test
    void aNameThatCannotBeSentIsToldAndCounted() throws IOException {
        assumeTrue(File.separatorChar == '/');
        Path tree = Files.createDirectories(directory.resolve("tree"));
        Files.writeString(tree.resolve("two\nlines"), "x");
        Files.writeString(tree.resolve("good"), "x");
        try (EmbeddedServer server = embedded()) {
            Typed typed = Typed.run("put", "-r", tree.toString(), url(server, ""));
            assertEquals(12, typed.code(), typed.err());
            assertTrue(typed.err().contains("cannot be sent"), typed.err());
            assertEquals("x", Files.readString(server.home("a").resolve("tree/good")));
        }
    }

    @Test
    void theDirectoryItselfIsSentIntoThePlaceThatIsNamed() throws IOException {
        Path tree = Files.createDirectories(directory.resolve("tree"));
        Files.writeString(tree.resolve("file"), "x");
        try (EmbeddedServer server = embedded()) {
            ok("put", "-r", tree.toString(), url(server, "other"));
            assertEquals("x", Files.readString(server.home("a").resolve("other/file")));
            ok("put", "-r", tree.resolve(".").toString(), url(server, ""));
            assertEquals("x", Files.readString(server.home("a").resolve("file")));
        }
    }

    @Test
    void withoutTheOptionADirectoryIsNotSent() throws IOException {
        Path tree = Files.createDirectories(directory.resolve("tree"));
        try (EmbeddedServer server = embedded()) {
            Typed typed = Typed.run("put", tree.toString(), url(server, ""));
            assertEquals(3, typed.code(), typed.err());
        }
    }

    /** Said once, and the server hears nothing: there is none. */
    @ParameterizedTest
    @ValueSource(strings = {"missing", "file"})
    void aDirectoryThatTakesNothingIsSaidOnceBeforeAnythingIsAsked(String name) throws IOException {
        Files.writeString(directory.resolve("file"), "x");
        String into = directory.resolve(name).toString();
        String[] urls = Stream.iterate(1, i -> i + 1)
                .limit(20)
                .map(i -> "ftp://a:b@127.0.0.1:1/f" + i)
                .toArray(String[]::new);
        Typed typed = Typed.run(with(urls, "get", "-d", into));
        assertEquals(3, typed.code(), typed.err());
        assertEquals(
                1,
                typed.err()
                        .lines()
                        .filter(line -> line.startsWith("pasv: error:"))
                        .count(),
                typed.err());
        assertTrue(typed.err().contains("does not exist") || typed.err().contains("no directory"), typed.err());
    }
}
