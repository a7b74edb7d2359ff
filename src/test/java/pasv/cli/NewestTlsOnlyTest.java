package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pasv.home.Places;
import pasv.testing.Program;
import pasv.testing.RealServer;
import pasv.testing.RequiresServer;
import pasv.testing.TestCertificate;
import pasv.testing.TestFiles;

/**
 * A ProFTPD that speaks TLS 1.3 alone and demands resumed sessions gives no ticket for an upload: every file must arrive
 * all the same, and nothing is remembered that keeps the next run out. {@code -Dpasv.test.rounds=60} for more files.
 */
@Timeout(120)
@RequiresServer("proftpd")
class NewestTlsOnlyTest {
    private static final int FILES = Math.max(8, Integer.getInteger("pasv.test.rounds", 8));

    @TempDir
    Path directory;

    @Test
    void everyUploadArrives() throws IOException {
        TestCertificate certificate = TestCertificate.in(directory);
        Path homes = Files.createDirectory(directory.resolve("homes"));
        try (RealServer server = RealServer.proftpd()
                .tls(certificate)
                .option("TLSProtocol TLSv1.3")
                .start(homes)) {
            String url = "ftpes://a:" + RealServer.PASSWORD + "@127.0.0.1:" + server.port() + "/";
            List<String> put = new ArrayList<>(
                    List.of("put", "--no-netrc", "--parallel=1", "--pin", "sha256:" + certificate.sha256()));
            for (int i = 0; i < FILES; i++) {
                put.add(TestFiles.write(directory.resolve("f" + i), 1_000 + i, i)
                        .toString());
            }
            put.add(url);
            Program.Ran ran = Program.run(put.toArray(String[]::new));
            assertEquals(0, ran.code(), ran.err());
            for (int i = 0; i < FILES; i++) {
                assertEquals(-1, TestFiles.firstDifference(homes.resolve("a/f" + i), 1_000 + i, i), ran.err());
            }
            Path known = Places.of(System.getenv()).hostsFile();
            String kept = Files.exists(known) ? Files.readString(known) : "";
            assertFalse(kept.contains("rung="), "a kind of session that the server does not speak: " + kept);
            Program.Ran ls = Program.run("ls", "--no-netrc", "--pin", "sha256:" + certificate.sha256(), url);
            assertEquals(0, ls.code(), ls.err());
        }
    }
}
