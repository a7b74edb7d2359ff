package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pasv.testing.Program;
import pasv.testing.RealServer;
import pasv.testing.RequiresServer;

/** With {@code --links follow} linked directories are part of the tree, and no circle goes round; without, they are told. */
@Timeout(60)
@RequiresServer({"vsftpd", "proftpd", "pure-ftpd"})
class LinksTest {
    @TempDir
    Path homes;

    @TempDir
    Path directory;

    private RealServer server(String family) throws IOException {
        Path home = Files.createDirectories(homes.resolve("a"));
        Path tree = Files.createDirectories(home.resolve("tree/sub"));
        Files.writeString(tree.resolve("in.txt"), "12345");
        Path other = Files.createDirectory(home.resolve("other"));
        Files.writeString(other.resolve("linked.txt"), "1234567");
        Files.createSymbolicLink(home.resolve("tree/there"), Path.of("../other"));
        Files.createSymbolicLink(home.resolve("tree/file"), Path.of("../other/linked.txt"));
        Files.createSymbolicLink(home.resolve("tree/sub/back"), Path.of(".."));
        return RealServer.named(family).start(homes);
    }

    private static Program.Ran run(RealServer server, String verb, String path, String... more) {
        List<String> args = new ArrayList<>(List.of(verb, "--no-netrc", "--retries=0"));
        args.addAll(List.of(more));
        args.add("ftp://a:" + RealServer.PASSWORD + "@127.0.0.1:" + server.port() + "/" + path);
        return Program.run(args.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"vsftpd", "proftpd"})
    void followed(String family) throws IOException {
        try (RealServer server = server(family)) {
            Program.Ran get = run(server, "get", "tree", "-r", "--links", "follow", "-d", directory.toString());
            assertEquals(12, get.code(), "the circle is told\n" + get.err());
            assertTrue(get.err().contains("leads back"), get.err());
            assertEquals("12345", Files.readString(directory.resolve("tree/sub/in.txt")));
            assertEquals("1234567", Files.readString(directory.resolve("tree/there/linked.txt")));
            assertEquals("1234567", Files.readString(directory.resolve("tree/file")));
            assertFalse(Files.exists(directory.resolve("tree/sub/back/sub")));

            Program.Ran find = run(server, "find", "tree", "--links", "follow");
            assertTrue(find.out().contains("there/linked.txt"), find.out());
            assertFalse(find.out().contains("back/sub"), find.out());
            Program.Ran du = run(server, "du", "tree", "-s", "--exact", "--links", "follow");
            // ProFTPD shows links as what they lead to, and not whether that is the tree's own root
            boolean once = family.equals("vsftpd");
            assertTrue(!once || du.out().startsWith("19\t"), "5 and twice 7: " + du.out());
            Program.Ran ls = run(server, "ls", "tree", "-R", "--links", "follow");
            assertTrue(ls.out().contains("linked.txt"), ls.out());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vsftpd", "proftpd"})
    void leftAndTold(String family) throws IOException {
        try (RealServer server = server(family)) {
            Program.Ran get = run(server, "get", "tree", "-r", "-d", directory.toString());
            assertEquals(0, get.code(), get.err());
            assertTrue(get.err().contains("not followed"), get.err());
            assertFalse(Files.exists(directory.resolve("tree/there")));
            assertTrue(
                    get.err().contains("sub/in.txt: 5 bytes"),
                    "the place in the tree, not the bare name\n" + get.err());
        }
    }
}
