package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pasv.testing.Program;
import pasv.testing.RealServer;
import pasv.testing.RequiresServer;
import pasv.testing.TestCertificate;
import pasv.testing.TestFiles;

/** Many small files and one large one, as fast as pasv can, from servers as people run them. */
@RequiresServer({"vsftpd", "proftpd", "pure-ftpd", "pyftpdlib"})
@Timeout(120)
class FastTransfersTest {
    private static final int FILES = 30;
    private static final long LARGE = 20_000_000;

    @TempDir
    Path homes;

    @TempDir
    Path into;

    private void small() throws IOException {
        Path home = Files.createDirectories(homes.resolve("a"));
        for (int i = 0; i < FILES; i++) {
            TestFiles.write(home.resolve("f" + i), 100 * i, i);
        }
    }

    private void large() throws IOException {
        TestFiles.write(Files.createDirectories(homes.resolve("a")).resolve("large"), LARGE, 7);
    }

    private Program.Ran getSmall(RealServer server, String scheme, String... options) throws IOException {
        List<String> urls = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            urls.add("f" + i);
        }
        Program.Ran ran = get(server, scheme, urls, options);
        assertEquals(0, ran.code(), ran.err() + server.log());
        assertEquals(FILES, into.toFile().list().length, ran.err());
        for (int i = 0; i < FILES; i++) {
            assertEquals(-1, TestFiles.firstDifference(into.resolve("f" + i), 100 * i, i), "f" + i);
        }
        return ran;
    }

    private Program.Ran getLarge(RealServer server, String scheme, String... options) throws IOException {
        Program.Ran ran = get(server, scheme, List.of("large"), options);
        assertEquals(0, ran.code(), ran.err() + server.log());
        assertEquals(-1, TestFiles.firstDifference(into.resolve("large"), LARGE, 7));
        assertEquals(List.of("large"), Arrays.asList(into.toFile().list()));
        return ran;
    }

    private Program.Ran get(RealServer server, String scheme, List<String> names, String... options) {
        List<String> args = new ArrayList<>(List.of("get", "--no-netrc", "-d", into.toString()));
        args.addAll(List.of(options));
        for (String name : names) {
            args.add(server.url("a", name)
                    .replace("ftp://", scheme + "://")
                    .replace("@", ":" + RealServer.PASSWORD + "@"));
        }
        return Program.run(args.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({
        "vsftpd,1",
        "vsftpd,4",
        "proftpd,1",
        "proftpd,4",
        "pure-ftpd,1",
        "pure-ftpd,4",
        "pyftpdlib,1",
        "pyftpdlib,4"
    })
    void manySmallFiles(String family, String sessions) throws IOException {
        small();
        try (RealServer server = RealServer.named(family).start(homes)) {
            getSmall(server, "ftp", "--parallel", sessions);
        }
    }

    @ParameterizedTest
    @CsvSource({"vsftpd", "proftpd", "pure-ftpd", "pyftpdlib"})
    void oneLargeFileInSegments(String family) throws IOException {
        large();
        try (RealServer server = RealServer.named(family).start(homes)) {
            getLarge(server, "ftp", "-j", "4");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "vsftpd,max_per_ip=2",
        "proftpd,MaxClientsPerHost 2",
        "pure-ftpd,-C 2",
        "pyftpdlib,FTPServer.max_cons_per_ip = 2"
    })
    void aLimitOfSessionsMakesThePoolSmaller(String family, String limit) throws IOException {
        small();
        try (RealServer server = limited(family, limit).start(homes)) {
            Program.Ran ran = getSmall(server, "ftp", "--parallel", "4");
            assertTrue(ran.err().contains("lets no more sessions in"), ran.err());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "vsftpd,max_per_ip=2",
        "proftpd,MaxClientsPerHost 2",
        "pure-ftpd,-C 2",
        "pyftpdlib,FTPServer.max_cons_per_ip = 2"
    })
    void aLimitOfSessionsMakesTheCrewSmaller(String family, String limit) throws IOException {
        large();
        try (RealServer server = limited(family, limit).start(homes)) {
            Program.Ran ran = getLarge(server, "ftp", "-j", "4");
            assertTrue(ran.err().contains("lets no more sessions in"), ran.err());
        }
    }

    @Test
    void oneSessionIsEnough() throws IOException {
        small();
        try (RealServer server = limited("vsftpd", "max_per_ip=1").start(homes)) {
            getSmall(server, "ftp", "--parallel", "4");
            for (int i = 0; i < FILES; i++) {
                Files.delete(into.resolve("f" + i));
            }
            large();
            getLarge(server, "ftp", "-j", "4");
        }
    }

    private static RealServer limited(String family, String limit) {
        RealServer server = RealServer.named(family);
        if (!family.equals("pure-ftpd")) {
            return server.option(limit);
        }
        return server.option(limit.split(" ")[0]).option(limit.split(" ")[1]);
    }

    /** A TLS 1.2 server that wants a new handshake while it goes on sending. */
    @Test
    void aServerThatRenegotiatesInTheMiddleOfTheData() throws IOException {
        large();
        TestCertificate certificate = TestCertificate.in(Files.createDirectory(homes.resolve("tls")));
        try (RealServer server = RealServer.proftpd()
                .tls(certificate)
                .option("TLSRenegotiate ctrl 3600 data 1024 timeout 20 required on")
                .start(homes)) {
            getLarge(server, "ftpes", "--insecure", "--tls-max", "1.2");
        }
    }

    @ParameterizedTest
    @CsvSource({"vsftpd", "proftpd", "pure-ftpd"})
    void theSameOverTls(String family) throws IOException {
        small();
        TestCertificate certificate = TestCertificate.in(Files.createDirectory(homes.resolve("tls")));
        try (RealServer server = RealServer.named(family).tls(certificate).start(homes)) {
            getSmall(server, "ftpes", "--insecure");
            for (int i = 0; i < FILES; i++) {
                Files.delete(into.resolve("f" + i));
            }
            getSmall(server, "ftpes", "--insecure", "--parallel", "4");
            for (int i = 0; i < FILES; i++) {
                Files.delete(into.resolve("f" + i));
            }
        }
        large();
        try (RealServer server = RealServer.named(family).tls(certificate).start(homes)) {
            getLarge(server, "ftpes", "--insecure", "-j", "4");
        }
    }
}
