package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pasv.Main;
import pasv.testing.RealServer;
import pasv.testing.RequiresServer;
import pasv.testing.TestFiles;

/** Ceilings for what can be counted where time cannot be measured: whoever goes beyond one has to say what for. */
@Timeout(120)
class CostsTest {
    /** What is called as often on a slow machine as on a fast one: neither waits and reads, nor what loads classes. */
    private static final List<String> CALLS = List.of(
            "socket",
            "connect",
            "bind",
            "setsockopt",
            "getsockopt",
            "getsockname",
            "shutdown",
            "write",
            "sendto",
            "sendfile",
            "epoll_create1",
            "eventfd2",
            "fcntl",
            "statx",
            "access",
            "faccessat",
            "rename",
            "renameat",
            "fdatasync",
            "fsync",
            "utimensat");

    private static final int FEW = 20;
    private static final int MANY = 60;

    @TempDir
    Path homes;

    @TempDir
    Path directory;

    private List<String> java(String... options) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        return command;
    }

    private int run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("said").toFile())
                .start();
        assertTrue(process.waitFor(90, TimeUnit.SECONDS));
        return process.exitValue();
    }

    private static boolean canTrace() throws InterruptedException {
        try {
            Process probe = new ProcessBuilder("strace", "-f", "-o", "/dev/null", "true")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return probe.waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** The system calls of one run, interpreted: the compiler's own depend on the machine. */
    private long calls(List<String> words) throws IOException, InterruptedException {
        Path counts = directory.resolve("counts");
        List<String> command = new ArrayList<>(List.of("strace", "-f", "-c", "-o", counts.toString(), "-e"));
        command.add("trace=?" + String.join(",?", CALLS));
        command.addAll(java("-Xint", "-XX:+UseSerialGC"));
        command.addAll(words);
        assertEquals(0, run(command), () -> read(directory.resolve("said")));
        return read(counts)
                .lines()
                .map(line -> line.trim().split(" +"))
                .filter(line -> line.length > 4 && CALLS.contains(line[line.length - 1]))
                .mapToLong(line -> Long.parseLong(line[3]))
                .sum();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static Path tree(Path parent, int files) throws IOException {
        Path tree = Files.createDirectories(parent.resolve("n" + files));
        for (int i = 0; i < files; i++) {
            TestFiles.write(tree.resolve("f" + i), 4096, i);
        }
        return tree;
    }

    @ParameterizedTest
    @CsvSource({"get, 24", "put, 28"})
    @RequiresServer("vsftpd")
    void aSmallFileOfATreeTakesNoMoreSystemCallsThanIsKnown(String verb, long ceiling) throws Exception {
        assumeTrue(canTrace(), "strace is not there, or not allowed");
        Path home = Files.createDirectories(homes.resolve("a"));
        long[] counted = new long[2];
        try (RealServer server = RealServer.vsftpd()) {
            server.start(homes);
            for (int i = 0; i < 2; i++) {
                int files = i == 0 ? FEW : MANY;
                Path tree = tree(verb.equals("get") ? home : directory, files);
                String url = server.url(
                                "a", verb.equals("get") ? tree.getFileName().toString() : "")
                        .replace("@", ":" + RealServer.PASSWORD + "@");
                List<String> words = new ArrayList<>(List.of(verb, "-r", "--no-netrc", "--parallel=1"));
                words.addAll(
                        verb.equals("get")
                                ? List.of(
                                        url,
                                        "-d",
                                        Files.createDirectory(directory.resolve("into" + i))
                                                .toString())
                                : List.of(tree.toString(), url));
                counted[i] = calls(words);
            }
        }
        long each = (counted[1] - counted[0]) / (MANY - FEW);
        assertTrue(each <= ceiling, "a file takes " + each + " system calls, the ceiling is " + ceiling);
        assertTrue(each > 10, "something was counted: " + each);
    }

    @ParameterizedTest
    @CsvSource({"--version, 62", "get --no-netrc --retries 0 ftp://127.0.0.1:1/x -o x, 250"})
    void aStartLoadsNoMoreClassesOfOursThanIsKnown(String words, long ceiling) throws Exception {
        Path log = directory.resolve("classes");
        List<String> command = java("-Xlog:class+load:file=" + log);
        command.addAll(List.of(words.split(" ")));
        run(command);
        long ours;
        try (Stream<String> lines = Files.lines(log)) {
            ours = lines.filter(line -> line.matches(".*\\] pasv\\..*")).count();
        }
        assertTrue(ours <= ceiling, "it loads " + ours + " classes, the ceiling is " + ceiling);
        assertTrue(ours > 5, "something was counted: " + ours);
    }
}
