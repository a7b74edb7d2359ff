package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mockftpserver.fake.FakeFtpServer;
import org.mockftpserver.fake.UserAccount;
import org.mockftpserver.fake.filesystem.FileEntry;
import org.mockftpserver.fake.filesystem.UnixFakeFileSystem;
import pasv.testing.EmbeddedServer;
import pasv.testing.Program;
import pasv.testing.RealServer;
import pasv.testing.RequiresServer;
import pasv.testing.TestFiles;

/** Files from servers as people run them. */
@Timeout(120)
class RealServersTest {
    private static final int SIZE = 100_000;
    private static final Pattern ARITHMETIC = Pattern.compile("port 234 × 256 \\+ [0-9]+ = 60(0(0[0-9]|10))");
    private static final Pattern REPLY = Pattern.compile("< 227 .*\\(127,0,0,1,([0-9]+),([0-9]+)\\)");

    @TempDir
    Path homes;

    @TempDir
    Path into;

    @BeforeEach
    void makeFiles() throws IOException {
        for (String user : RealServer.USERS) {
            Files.createDirectories(homes.resolve(user));
            TestFiles.write(homes.resolve(user + "/" + user + ".txt"), SIZE, user.charAt(0));
        }
    }

    private Program.Ran get(String url, String... more) {
        String[] args = new String[more.length + 6];
        args[0] = "get";
        args[1] = "-v";
        args[2] = "--no-netrc";
        args[3] = url.replace("@", ":" + RealServer.PASSWORD + "@");
        args[4] = "-d";
        args[5] = into.toString();
        System.arraycopy(more, 0, args, 6, more.length);
        return Program.run(args);
    }

    private void fetchesFrom(RealServer family) throws IOException {
        try (RealServer server = family.start(homes)) {
            for (String user : RealServer.USERS) {
                Program.Ran ran = get(server.url(user, user + ".txt"));
                assertEquals(0, ran.code(), ran.err());
                assertEquals(-1, TestFiles.firstDifference(into.resolve(user + ".txt"), SIZE, user.charAt(0)));
                assertTrue(!ran.err().contains("warning"), ran.err());
            }
            Program.Ran missing = get(server.url("a", "none.txt"));
            assertEquals(8, missing.code(), missing.err());
            Program.Ran wrong = Program.run(
                    "get", "--no-netrc", server.url("a", "a.txt").replace("@", ":" + Program.CANARY + "@"), "-o", "-");
            assertEquals(6, wrong.code(), wrong.err());
        }
    }

    @Test
    @RequiresServer("vsftpd")
    void vsftpd() throws IOException {
        fetchesFrom(RealServer.vsftpd());
    }

    @Test
    @RequiresServer("vsftpd")
    void vsftpdOverIpv6ByEpsv() throws IOException {
        try (RealServer server = RealServer.vsftpd().on("::1").start(homes)) {
            Program.Ran ran = get(server.url("a", "a.txt"));
            assertEquals(0, ran.code(), ran.err());
            assertTrue(ran.err().matches("(?s).*> EPSV\n< 229 .*\n\\* port [0-9]+ on ::1\n.*"), ran.err());
        }
    }

    @Test
    @RequiresServer("proftpd")
    void proftpd() throws IOException {
        fetchesFrom(RealServer.proftpd());
    }

    @Test
    @RequiresServer("pure-ftpd")
    void pureFtpd() throws IOException {
        fetchesFrom(RealServer.pureFtpd());
    }

    @Test
    @RequiresServer("pyftpdlib")
    void pyftpdlib() throws IOException {
        fetchesFrom(RealServer.pyftpdlib());
    }

    @Test
    void apacheFtpServer() throws IOException {
        try (EmbeddedServer server =
                EmbeddedServer.over(homes).user("a", RealServer.PASSWORD).start()) {
            Program.Ran ran = get(server.url("a", "a.txt"));
            assertEquals(0, ran.code(), ran.err());
            assertEquals(-1, TestFiles.firstDifference(into.resolve("a.txt"), SIZE, 'a'));
        }
    }

    @Test
    void mockFtpServer() throws IOException {
        FakeFtpServer server = new FakeFtpServer();
        server.setServerControlPort(0);
        server.addUserAccount(new UserAccount("a", RealServer.PASSWORD, "/"));
        UnixFakeFileSystem files = new UnixFakeFileSystem();
        files.add(new FileEntry("/a.txt", "hello"));
        server.setFileSystem(files);
        server.start();
        try {
            Program.Ran ran = get("ftp://a@127.0.0.1:" + server.getServerControlPort() + "/a.txt");
            assertEquals(0, ran.code(), ran.err());
            assertEquals("hello", Files.readString(into.resolve("a.txt")));
        } finally {
            server.stop();
        }
    }

    /** The reference lab: both users at the same time, through the eleven passive ports. */
    @Test
    @RequiresServer("vsftpd")
    void theLabsTwoUsersAtTheSameTime() throws IOException {
        for (String user : RealServer.USERS) {
            TestFiles.write(homes.resolve(user + "/" + user + ".txt"), TestFiles.LAB_SIZE, user.charAt(0));
        }
        try (RealServer server = RealServer.vsftpd().range(60_000, 60_010).start(homes)) {
            CompletableFuture<Program.Ran> other = CompletableFuture.supplyAsync(() -> get(server.url("b", "b.txt")));
            lab("a", get(server.url("a", "a.txt")));
            lab("b", other.join());
        }
    }

    private void lab(String user, Program.Ran ran) {
        assertEquals(0, ran.code(), ran.err());
        assertEquals(-1, TestFiles.firstDifference(into.resolve(user + ".txt"), TestFiles.LAB_SIZE, user.charAt(0)));
        Matcher arithmetic = ARITHMETIC.matcher(ran.err());
        Matcher reply = REPLY.matcher(ran.err());
        assertTrue(arithmetic.find() && reply.find(), ran.err());
        int port = Integer.parseInt(reply.group(1)) * 256 + Integer.parseInt(reply.group(2));
        assertTrue(arithmetic.group().endsWith(" = " + port), ran.err());
        assertTrue(ran.err().contains("314,572,800 bytes in "), ran.err());
        assertTrue(ran.err().contains("data connection to 127.0.0.1:" + port + "\n"), ran.err());
    }
}
