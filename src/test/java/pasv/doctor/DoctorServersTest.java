package pasv.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pasv.doctor.examination.Wishes;
import pasv.doctor.finding.Diagnosis;
import pasv.doctor.finding.Finding;
import pasv.doctor.finding.Fix;
import pasv.doctor.finding.Fixes;
import pasv.doctor.finding.ServerFamily;
import pasv.doctor.finding.Severity;
import pasv.doctor.finding.Subject;
import pasv.doctor.finding.Trouble;
import pasv.doctor.finding.Verdict;
import pasv.ftp.options.Credentials;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.options.Security;
import pasv.ftp.options.TlsMode;
import pasv.ftp.wire.WireListener;
import pasv.net.Cancellation;
import pasv.net.Pin;
import pasv.net.TlsRung;
import pasv.net.Trust;
import pasv.testing.FaultPlan;
import pasv.testing.FaultProxy;
import pasv.testing.RealServer;
import pasv.testing.RequiresServer;
import pasv.testing.TestCertificate;
import pasv.testing.TestFiles;

/** Healthy servers are pronounced healthy, and the lines that the doctor prints mend those that are not. */
@RequiresServer({"vsftpd", "proftpd", "pure-ftpd", "pyftpdlib"})
class DoctorServersTest {
    private static final Security CLEAR = Security.of(TlsMode.OFF);

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
            Diagnosis diagnosis = examine(server, CLEAR, true);
            assertHealthy(diagnosis);
            assertTrue(diagnosis.server().startsWith(recognised), diagnosis.server());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vsftpd", "proftpd", "pure-ftpd", "pyftpdlib"})
    void healthyUnderTls(String name) throws IOException {
        TestCertificate certificate = TestCertificate.in(directory);
        try (RealServer server = RealServer.named(name).tls(certificate).start(homes)) {
            for (TlsRung newest : List.of(TlsRung.NEWEST, TlsRung.TLS_1_2)) {
                Security security = trusting(certificate, TlsMode.EXPLICIT).withNewest(newest);
                Diagnosis diagnosis = examine(server, security, true);
                assertHealthy(diagnosis);
                Finding tls = finding(diagnosis, "tls");
                assertTrue(tls.what().startsWith(newest == TlsRung.NEWEST ? "TLSv1.3, " : "TLSv1.2, "), tls::toString);
                assertTrue(tls.evidence().get(1).endsWith("sha256:" + certificate.sha256()), tls::toString);
                assertEquals(Severity.OK, finding(diagnosis, "tls-data").severity(), diagnosis::toString);
            }
        }
    }

    /** A user in clear gets in under TLS too, for the comparison; both ways it is the same 227. */
    @ParameterizedTest
    @ValueSource(strings = {"vsftpd", "proftpd", "pure-ftpd", "pyftpdlib"})
    void healthyInClearWhereTlsIsOffered(String name) throws IOException {
        TestCertificate certificate = TestCertificate.in(directory);
        try (RealServer server = RealServer.named(name).tls(certificate).start(homes)) {
            Diagnosis diagnosis = examine(server, trusting(certificate, TlsMode.OFF), true);
            assertHealthy(diagnosis);
            assertEquals(
                    "no router rewrites the 227: it says the same in clear and under TLS",
                    finding(diagnosis, "alg").what(),
                    diagnosis::toString);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // the server is right, the router spoils it
        "pasv_enable=YES,10.9.8.7,address-rewritten",
        // the server is wrong, the router repairs what it can read
        "pasv_address=10.9.8.7,127.0.0.1,address-hidden"
    })
    void aRouterThatRewritesAddressesIsFoundByAskingUnderTls(String setting, String rewritten, String verdict)
            throws IOException {
        TestCertificate certificate = TestCertificate.in(directory);
        try (RealServer server =
                        RealServer.vsftpd().tls(certificate).option(setting).start(homes);
                FaultProxy router =
                        FaultProxy.before(server.address(), server.port(), FaultPlan.rewriteAddress(rewritten))) {
            Diagnosis diagnosis = examine(router.url("a", ""), trusting(certificate, TlsMode.OFF), false);
            assertEquals(verdict, diagnosis.verdict().id(), diagnosis::toString);
            assertEquals(2, router.sessions());
        }
    }

    @Test
    void healthyOverIpv6() throws IOException {
        try (RealServer server =
                RealServer.vsftpd().on("::1").option("ftpd_banner=hello").start(homes)) {
            assertHealthy(examine(server, CLEAR, false));
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
            verdict = examine(server, CLEAR, false).verdict();
        }
        assertEquals("address-wrong", verdict.id());
        assertEquals(1, verdict.fixes().size(), verdict.fixes()::toString);
        assertEquals(Fix.Origin.TESTED, verdict.fixes().get(0).origin());
        try (RealServer server =
                RealServer.named(name).option(verdict.fixes().get(0).line()).start(homes)) {
            assertHealthy(examine(server, CLEAR, false));
        }
    }

    /** On loopback no firewall makes it fail; the lab shows that. */
    @ParameterizedTest
    @CsvSource({"vsftpd,VSFTPD", "proftpd,PROFTPD", "pure-ftpd,PURE_FTPD"})
    void aRangeThatWasNeverConfiguredIsSetByTheLinesThatArePrinted(String name, ServerFamily family)
            throws IOException {
        Optional<Trouble> unset = Optional.of(Trouble.RANGE_NOT_CONFIGURED);
        try (RealServer server = RealServer.named(name).withoutRange().start(homes)) {
            assertEquals(unset, finding(examine(server, CLEAR, false), "range").trouble());
        }
        RealServer server = RealServer.named(name).withoutRange();
        tested(Fixes.of(Trouble.RANGE_NOT_CONFIGURED, family, Subject.NOTHING)).forEach(server::option);
        try (server) {
            Diagnosis diagnosis = examine(server.start(homes), CLEAR, false);
            Finding range = finding(diagnosis, "range");
            assertEquals(Severity.OK, range.severity(), range::toString);
            assertTrue(
                    List.of(range.evidence().get(0).split(" ")).stream()
                            .mapToInt(Integer::parseInt)
                            .allMatch(port -> port >= 60_000 && port <= 60_010),
                    range::toString);
            assertHealthy(diagnosis);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "write_enable=NO,write-refused,550 Permission denied.",
        "chroot_local_user=YES,chroot-writable,"
                + "500 OOPS: vsftpd: refusing to run with writable root inside chroot()",
    })
    void vsftpdIsMendedByTheLineThatIsPrinted(String broken, String trouble, String said) throws IOException {
        Verdict verdict;
        try (RealServer server = RealServer.vsftpd().option(broken).start(homes)) {
            verdict = examine(server, CLEAR, true).verdict();
        }
        assertEquals(trouble, verdict.id());
        assertTrue(verdict.sentence().endsWith(": " + said), verdict::sentence);
        RealServer mended = RealServer.vsftpd().option(broken);
        tested(verdict.fixes()).forEach(mended::option);
        try (mended) {
            assertHealthy(examine(mended.start(homes), CLEAR, true));
        }
    }

    @Test
    void aDirectoryThatTheUserMayNotWriteToIsNamed() throws IOException {
        try (RealServer server = RealServer.vsftpd().start(homes)) {
            Files.setPosixFilePermissions(homes.resolve("a"), PosixFilePermissions.fromString("r-xr-xr-x"));
            Verdict verdict = examine(server, CLEAR, true).verdict();
            assertEquals("reading works and writing does not: 553 Could not create file.", verdict.sentence());
        }
    }

    @Test
    void refusedPassiveModeIsAllowedByTheLineThatIsPrinted() throws IOException {
        Verdict verdict;
        try (RealServer server = RealServer.vsftpd().option("pasv_enable=NO").start(homes)) {
            verdict = examine(server, CLEAR, false).verdict();
        }
        assertEquals("passive-refused", verdict.id());
        try (RealServer server = RealServer.vsftpd()
                .option("pasv_enable=NO")
                .option(verdict.fixes().get(0).line())
                .start(homes)) {
            assertHealthy(examine(server, CLEAR, false));
        }
    }

    private static void assertHealthy(Diagnosis diagnosis) {
        assertEquals("healthy", diagnosis.verdict().id(), diagnosis::toString);
        assertTrue(
                diagnosis.findings().stream().noneMatch(finding -> finding.severity() == Severity.FAIL),
                diagnosis::toString);
    }

    private static Security trusting(TestCertificate certificate, TlsMode mode) {
        return Security.of(mode).withTrust(Trust.SYSTEM.withPin(new Pin(certificate.sha256(), Pin.Origin.GIVEN)));
    }

    /** The lines that a test is said to have applied. */
    private static List<String> tested(List<Fix> fixes) {
        return fixes.stream()
                .filter(fix -> fix.origin() == Fix.Origin.TESTED && !fix.where().equals("nftables"))
                .map(Fix::line)
                .toList();
    }

    private static Finding finding(Diagnosis diagnosis, String id) {
        return diagnosis.findings().stream()
                .filter(finding -> finding.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Diagnosis examine(RealServer server, Security security, boolean write) throws IOException {
        return examine(server.url("a", ""), security, write);
    }

    private static Diagnosis examine(String url, Security security, boolean write) throws IOException {
        FtpOptions options = FtpOptions.to(FtpUrl.parse(url))
                .withCredentials(Credentials.of("a", RealServer.PASSWORD))
                .withSecurity(security);
        return new Doctor(options, new Wishes(write, Optional.empty()), WireListener.NONE, new Cancellation())
                .examine(finding -> {});
    }
}
