package pasv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pasv.testing.RealServer;
import pasv.testing.RequiresServer;
import pasv.testing.TestCertificate;
import pasv.testing.TestFiles;

/**
 * A person's evening with each real server: log in, complete a name, list, fetch, Ctrl-C in the middle, list, send,
 * rename, remove, think for longer than the server likes, list again, leave.
 */
class EveningOnRealServersTest {
    private static final int SIZE = 30_000_000;

    @TempDir
    Path directory;

    @Test
    @RequiresServer("vsftpd")
    void vsftpd() throws IOException {
        spends(RealServer.vsftpd().option("idle_session_timeout=3").option("local_max_rate=2000000"), "");
    }

    @Test
    @RequiresServer("proftpd")
    void proftpd() throws IOException {
        spends(RealServer.proftpd().option("TimeoutIdle 3").option("TransferRate RETR 2000"), "");
    }

    @Test
    @RequiresServer("pure-ftpd")
    void pureFtpd() throws IOException {
        // its own limit is told in minutes
        spends(RealServer.pureFtpd().option("--userbandwidth=2000"), "quote SITE IDLE 2");
    }

    @Test
    @RequiresServer("pyftpdlib")
    void pyftpdlib() throws IOException {
        RealServer server = RealServer.pyftpdlib()
                .option("from pyftpdlib.handlers import ThrottledDTPHandler")
                .option("ThrottledDTPHandler.read_limit = 2000000")
                .option("ThrottledDTPHandler.write_limit = 2000000")
                .option("handler.dtp_handler = ThrottledDTPHandler")
                .option("handler.timeout = 3");
        spends(server, "");
    }

    @Test
    @RequiresServer("vsftpd")
    void vsftpdOverTlsThatMustBeResumed() throws IOException, GeneralSecurityException {
        TestCertificate certificate = TestCertificate.in(directory);
        RealServer server = RealServer.vsftpd()
                .tls(certificate)
                .option("force_local_data_ssl=YES")
                .option("force_local_logins_ssl=YES")
                .option("idle_session_timeout=3")
                .option("local_max_rate=2000000");
        spends(server, "", "--tls", "explicit", "--insecure");
    }

    private void spends(RealServer server, String shortIdle, String... options) throws IOException {
        Path homes = directory.resolve("homes");
        Files.createDirectories(homes.resolve("a/pub dir/inner"));
        TestFiles.write(homes.resolve("a/pub dir/big.bin"), SIZE, 1);
        TestFiles.write(homes.resolve("a/pub dir/한글 이름.txt"), 10, 2);
        Files.createDirectories(directory.resolve("here"));
        TestFiles.write(directory.resolve("here/note.txt"), 1000, 3);
        try (server) {
            server.start(homes);
            String[] words = new String[options.length + 3];
            System.arraycopy(options, 0, words, 0, options.length);
            words[options.length] = server.url("a", "").replace("a@", "a:1234@");
            words[options.length + 1] = "--progress";
            words[options.length + 2] = "bar";
            try (Person person = Person.sitting(160, directory, words)) {
                spends(person, shortIdle);
            }
        }
        assertTrue(Files.exists(directory.resolve("here/big.bin.part")));
        assertEquals(10, Files.size(directory.resolve("here/한글 이름.txt")));
    }

    private void spends(Person person, String shortIdle) {
        person.sees("^connected to a@.*").sees("^a.*>$");
        person.types("lcd " + directory.resolve("here") + "\r").sees("here\\n.*>$");
        person.types("cd pu\t").sees("> cd pub\\\\ dir/$").types("\r").sees("^.*pub dir>$");
        person.types("ls\r").sees("^big\\.bin +inner +한글 이름\\.txt$").sees("txt\\n.*>$");
        person.types("get 한\t").sees("get 한글\\\\ 이름\\.txt$").types("\r");
        person.sees("^한글 이름\\.txt: 10 bytes in .*\\n.*pub dir>$");
        person.types("get big.bin\r").sees("^big\\.bin  \\[[█░]+\\]  .*iB of 28\\.6 MiB  ");
        person.types(Person.CTRL_C)
                .sees(
                        "^pasv: cancelled with [0-9,]+ of 30,000,000 bytes here: .* goes on from there\\n(\\^C)?.*pub dir>$");
        person.types("ls -1\r").sees("^big\\.bin\\ninner\\n한글 이름\\.txt\\n.*>$");
        person.types("put note.txt\r").sees("^note\\.txt: 1,000 bytes in .*\\n.*>$");
        person.types("rename note.txt read.me; ls r*; rm read.me; ls -1\r");
        person.sees("^read\\.me\\nbig\\.bin\\ninner\\n한글 이름\\.txt\\n.*>$");
        if (!shortIdle.isEmpty()) {
            person.types(shortIdle + "\r").sees("^200 .*");
        }
        person.sees(
                "^pasv: the session is over \\((421 .+|the server .+)\\); the next command reconnects\\n.*pub dir>$");
        person.types("ls -l\r").sees("^pasv: reconnected to a@.*/pub dir$").sees("30,000,000|28\\.6 MiB");
        person.sees("txt\\n.*pub dir>$").types("quit\r");
        assertEquals(0, person.leaves());
    }
}
