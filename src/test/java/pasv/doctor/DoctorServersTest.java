package pasv.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pasv.ftp.Credentials;
import pasv.ftp.FtpOptions;
import pasv.ftp.FtpUrl;
import pasv.ftp.Security;
import pasv.ftp.TlsMode;
import pasv.ftp.WireListener;
import pasv.net.Cancellation;
import pasv.net.Pin;
import pasv.net.Trust;
import pasv.testing.RealServer;
import pasv.testing.RequiresServer;
import pasv.testing.TestCertificate;
import pasv.testing.TestFiles;

/** Healthy servers are pronounced healthy, and the lines that the doctor prints mend those that are not. */
@RequiresServer({"vsftpd", "proftpd", "pure-ftpd", "pyftpdlib"})
class DoctorServersTest {
    @TempDir
    Path directory;

    private Path homes;

    @BeforeEach
    void files() throws IOException {
        homes = Files.createDirectories(directory.resolve("homes"));
        TestFiles.write(Files.createDirectories(homes.resolve("a")).resolve("a.txt"), 4096, 1);
    }

    @ParameterizedTest
    @CsvSource({"vsftpd,vsftpd 3", "proftpd,ProFTPD", "pure-ftpd,Pure-FTPd", "pyftpdlib,pyftpdlib 1"})
    void healthyInClear(String name, String recognised) throws IOException {
        try (RealServer server = RealServer.named(name).start(homes)) {
            Diagnosis diagnosis = examine(server, Optional.empty(), true);
            assertHealthy(diagnosis);
            assertTrue(diagnosis.server().startsWith(recognised), diagnosis.server());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vsftpd", "proftpd", "pure-ftpd"})
    void healthyUnderTls(String name) throws IOException {
        TestCertificate certificate = TestCertificate.in(directory);
        try (RealServer server = RealServer.named(name).tls(certificate).start(homes)) {
            assertHealthy(examine(server, Optional.of(certificate), true));
        }
    }

    @Test
    void healthyOverIpv6() throws IOException {
        try (RealServer server =
                RealServer.vsftpd().on("::1").option("ftpd_banner=hello").start(homes)) {
            assertHealthy(examine(server, Optional.empty(), false));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "vsftpd,pasv_address=10.9.8.7",
        "proftpd,MasqueradeAddress 10.9.8.7",
        "pure-ftpd,--forcepassiveip=10.9.8.7"
    })
    void aWrongAddressIsMendedByTheLineThatIsPrinted(String name, String broken) throws IOException {
        Verdict verdict;
        try (RealServer server = RealServer.named(name).option(broken).start(homes)) {
            verdict = examine(server, Optional.empty(), false).verdict();
        }
        assertEquals("address-wrong", verdict.id());
        assertEquals(1, verdict.fixes().size(), verdict.fixes()::toString);
        assertEquals(Fix.Origin.TESTED, verdict.fixes().get(0).origin());
        try (RealServer server =
                RealServer.named(name).option(verdict.fixes().get(0).line()).start(homes)) {
            assertHealthy(examine(server, Optional.empty(), false));
        }
    }

    @ParameterizedTest
    @CsvSource({"vsftpd,VSFTPD", "proftpd,PROFTPD", "pure-ftpd,PURE_FTPD"})
    void theRangeIsSetByTheLinesThatArePrinted(String name, ServerFamily family) throws IOException {
        RealServer server = RealServer.named(name);
        List<Fix> lines = Fixes.of(Trouble.RANGE_NOT_CONFIGURED, family, Subject.NOTHING).stream()
                .filter(fix -> fix.origin() == Fix.Origin.TESTED)
                .toList();
        if (family == ServerFamily.PROFTPD) {
            // of two PassivePorts lines ProFTPD obeys the first, and the fixture writes one
            assertEquals("PassivePorts 60000 60010", lines.get(0).line());
            server.range(60_000, 60_010);
        } else {
            lines.forEach(fix -> server.option(fix.line()));
        }
        try (server) {
            server.start(homes);
            Diagnosis diagnosis = examine(server, Optional.empty(), false);
            Finding range = diagnosis.findings().stream()
                    .filter(finding -> finding.id().equals("range"))
                    .findFirst()
                    .orElseThrow();
            assertTrue(
                    List.of(range.evidence().get(0).split(" ")).stream()
                            .mapToInt(Integer::parseInt)
                            .allMatch(port -> port >= 60_000 && port <= 60_010),
                    range::toString);
            assertHealthy(diagnosis);
        }
    }

    @Test
    void refusedPassiveModeIsAllowedByTheLineThatIsPrinted() throws IOException {
        Verdict verdict;
        try (RealServer server = RealServer.vsftpd().option("pasv_enable=NO").start(homes)) {
            verdict = examine(server, Optional.empty(), false).verdict();
        }
        assertEquals("passive-refused", verdict.id());
        try (RealServer server = RealServer.vsftpd()
                .option("pasv_enable=NO")
                .option(verdict.fixes().get(0).line())
                .start(homes)) {
            assertHealthy(examine(server, Optional.empty(), false));
        }
    }

    private static void assertHealthy(Diagnosis diagnosis) {
        assertEquals("healthy", diagnosis.verdict().id(), diagnosis::toString);
        assertTrue(
                diagnosis.findings().stream().noneMatch(finding -> finding.severity() == Severity.FAIL),
                diagnosis::toString);
    }

    private static Diagnosis examine(RealServer server, Optional<TestCertificate> certificate, boolean write)
            throws IOException {
        FtpOptions options = FtpOptions.to(FtpUrl.parse(server.url("a", "")))
                .withCredentials(Credentials.of("a", RealServer.PASSWORD));
        if (certificate.isPresent()) {
            options = options.withSecurity(Security.of(TlsMode.EXPLICIT)
                    .withTrust(Trust.SYSTEM.withPin(new Pin(certificate.get().sha256(), Pin.Origin.GIVEN))));
        }
        return new Doctor(options, new Wishes(write, Optional.empty()), WireListener.NONE, new Cancellation())
                .examine(finding -> {});
    }
}
