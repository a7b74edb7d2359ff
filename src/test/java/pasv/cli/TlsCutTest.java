package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pasv.testing.FaultPlan;
import pasv.testing.FaultProxy;
import pasv.testing.Program;
import pasv.testing.RealServer;
import pasv.testing.RequiresServer;
import pasv.testing.TestCertificate;
import pasv.testing.TestFiles;

/** A protected control connection that is cut anywhere, from the handshake to the last reply, in front of real servers. */
@RequiresServer({"vsftpd", "proftpd", "pure-ftpd"})
@Timeout(60)
class TlsCutTest {
    private static final int SIZE = 70_000;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "vsftpd,0", "vsftpd,1", "vsftpd,100", "vsftpd,1000", "vsftpd,1500", "vsftpd,2000", "vsftpd,2500",
        "vsftpd,3000", "proftpd,0", "proftpd,5", "proftpd,700", "proftpd,1800", "proftpd,2600", "pure-ftpd,0",
        "pure-ftpd,6", "pure-ftpd,800", "pure-ftpd,1700", "pure-ftpd,2700"
    })
    void endsAsDocumentedAndCanBeRunAgain(String family, long at) throws IOException {
        TestCertificate certificate = TestCertificate.in(Files.createDirectory(directory.resolve("tls")));
        Path homes = Files.createDirectory(directory.resolve("homes"));
        Path target = directory.resolve("got.txt");
        TestFiles.write(Files.createDirectories(homes.resolve("a")).resolve("a.txt"), SIZE, 1);
        try (RealServer server = RealServer.named(family).tls(certificate).start(homes);
                FaultProxy proxy = FaultProxy.before(server.address(), server.port(), FaultPlan.cutProtected(at))) {
            Program.Ran first = get(proxy, certificate, target);
            assertEquals(1, proxy.strikes());
            assertTrue(Set.of(0, 4, 5, 11).contains(first.code()), first.code() + " " + first.err());
            assertEquals(first.code() == 0, Files.exists(target));
            Program.Ran second = get(proxy, certificate, target);
            assertEquals(0, second.code(), second.err());
            assertEquals(-1, TestFiles.firstDifference(target, SIZE, 1));
            assertFalse(Files.exists(directory.resolve("got.txt.part")));
            assertEquals(List.of("AUTH TLS", "AUTH TLS"), proxy.commands().subList(0, 2));
            assertTrue(proxy.commands().stream().allMatch("AUTH TLS"::equals), "nothing else is said in clear");
        }
    }

    private static Program.Ran get(FaultProxy proxy, TestCertificate certificate, Path target) {
        return Program.run(
                "get",
                "--no-netrc",
                "--retries=0",
                "--reply-timeout=3s",
                "--finish-timeout=1s",
                "--cacert",
                certificate.certificate().toString(),
                proxy.url("a", "a.txt").replace("ftp://", "ftpes://").replace("@", ":" + RealServer.PASSWORD + "@"),
                "-o",
                target.toString());
    }
}
