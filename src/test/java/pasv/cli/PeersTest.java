package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pasv.testing.EmbeddedServer;
import pasv.testing.FaultPlan;
import pasv.testing.FaultProxy;
import pasv.testing.Program;
import pasv.testing.TestFiles;

/**
 * What README's table says of curl, lftp and ncftpget, measured with those that are installed: their exit codes where a
 * file was cut in half, and where only the last word about a whole file was lost.
 */
@Timeout(120)
class PeersTest {
    private static final int SIZE = 400_000;

    @TempDir
    Path homes;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"curl 18", "lftp 1", "ncftpget 0", "pasv 11"})
    void aFileCutInHalf(String expected) throws Exception {
        assertEquals(expected, exit(expected, FaultPlan.cutData(SIZE / 2).always()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"curl 56", "lftp 1", "ncftpget 3", "pasv 0"})
    void aLastWordThatIsLost(String expected) throws Exception {
        assertEquals(expected, exit(expected, FaultPlan.closeInsteadOf("226")));
    }

    @Test
    void theTableOfTheReadmeSaysTheSame() throws IOException {
        for (String page : List.of("README.md", "README.ko.md")) {
            String text = Files.readString(Path.of(page));
            for (String row : List.of("| 11 | 18 | 1 | 0 |", "| 0 | 56 | 1 | 3 |")) {
                assertEquals(1, text.lines().filter(line -> line.contains(row)).count(), page + ": " + row);
            }
        }
    }

    private String exit(String expected, FaultPlan plan) throws Exception {
        String name = expected.substring(0, expected.indexOf(' '));
        TestFiles.write(Files.createDirectories(homes.resolve("a")).resolve("a.bin"), SIZE, 1);
        try (EmbeddedServer server =
                        EmbeddedServer.over(homes).user("a", "1234").start();
                FaultProxy proxy = FaultProxy.before(server.address(), server.port(), plan)) {
            String url = proxy.url("a", "a.bin").replace("a@", "a:1234@");
            String file = directory.resolve("a.bin").toString();
            if (name.equals("pasv")) {
                return name + " "
                        + Program.run("get", "--retries", "1", url, "-o", file).code();
            }
            return name + " " + other(name, proxy.port(), url, file);
        }
    }

    private int other(String name, int port, String url, String file) throws Exception {
        List<String> words = switch (name) {
            case "curl" -> List.of("curl", "-sS", "--max-time", "20", "-o", file, url);
            case "lftp" ->
                List.of(
                        "lftp",
                        "-c",
                        "set net:max-retries 10; set net:reconnect-interval-base 1;" + " set net:timeout 5; get " + url
                                + " -o " + file);
            default ->
                List.of(
                        "ncftpget",
                        "-t",
                        "5",
                        "-r",
                        "1",
                        "-u",
                        "a",
                        "-p",
                        "1234",
                        "-P",
                        Integer.toString(port),
                        "127.0.0.1",
                        directory.toString(),
                        "a.bin");
        };
        Process process;
        try {
            ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(words))
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("said").toFile());
            builder.environment().put("HOME", directory.toString());
            process = builder.start();
        } catch (IOException e) {
            assumeTrue(false, name + " is not installed");
            throw e;
        }
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(name + " did not end: " + Files.readString(directory.resolve("said")));
        }
        return process.exitValue();
    }
}
