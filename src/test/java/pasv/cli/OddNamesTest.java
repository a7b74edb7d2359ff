package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pasv.testing.Program;
import pasv.testing.RealServer;
import pasv.testing.RequiresServer;

/** Directories whose names servers take for patterns, or of whose blanks they lose one, are gone into like any other. */
@Timeout(60)
@RequiresServer({"vsftpd", "proftpd", "pure-ftpd", "pyftpdlib"})
class OddNamesTest {
    private static final List<String> NAMES =
            List.of("a[b]", "x*y", "{y}", "~z", "q?", " lead", "two  blanks", "-dash");

    @TempDir
    Path homes;

    @TempDir
    Path directory;

    private static Program.Ran run(RealServer server, String verb, String path, String... more) {
        List<String> args = new ArrayList<>(List.of(verb, "--no-netrc", "--retries=0"));
        args.addAll(List.of(more));
        args.add("ftp://a:" + RealServer.PASSWORD + "@127.0.0.1:" + server.port() + "/" + path);
        return Program.run(args.toArray(String[]::new));
    }

    private static TreeSet<String> files(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> root.relativize(path).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vsftpd", "proftpd", "pure-ftpd", "pyftpdlib"})
    void areGoneInto(String family) throws IOException {
        Path tree = Files.createDirectories(homes.resolve("a/tree"));
        for (String name : NAMES) {
            Path sub = Files.createDirectories(tree.resolve(name).resolve("sub"));
            Files.writeString(sub.resolve("deep.txt"), name);
            Files.writeString(tree.resolve(name).resolve("in.txt"), name);
        }
        try (Stream<Path> all = Files.walk(homes.resolve("a"))) {
            for (Path path : (Iterable<Path>) all::iterator) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
            }
        }
        try (RealServer server = RealServer.named(family).start(homes)) {
            TreeSet<String> wanted = files(tree);
            Program.Ran get = run(server, "get", "tree", "-r", "-d", directory.toString());
            assertEquals(0, get.code(), get.err());
            assertEquals(wanted, files(directory.resolve("tree")), get.err());

            Program.Ran find = run(server, "find", "tree", "-name", "*.txt");
            assertEquals(wanted.size(), find.out().lines().count(), find.out() + find.err());
            Program.Ran du = run(server, "du", "tree", "-s", "--exact");
            int bytes = NAMES.stream().mapToInt(name -> 2 * name.length()).sum();
            assertEquals(bytes + "\ttree", du.out().strip(), du.err());
            Program.Ran ls = run(server, "ls", "tree/a%5Bb%5D");
            assertEquals(List.of("in.txt", "sub"), ls.out().lines().toList(), ls.err());

            Program.Ran rm = run(server, "rm", "tree", "-r", "-f");
            assertEquals(0, rm.code(), rm.err());
            assertFalse(Files.exists(tree), rm.err());
        }
    }
}
