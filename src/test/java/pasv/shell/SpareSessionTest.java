package pasv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pasv.access.Settings;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.RemotePath;
import pasv.ftp.wire.WireListener;
import pasv.net.Cancellation;
import pasv.remote.Directories;
import pasv.testing.ScriptedServer;
import pasv.transfer.RetryPolicy;

/** A second connection, as parallel transfers leave behind, never works in a directory that the session has left. */
class SpareSessionTest {
    @Test
    void whereNamesAreSaidAloneItIsLetGoOf() throws IOException {
        String login = "=== session\n< 220 hi\n> USER anonymous\n< 230 in\n";
        String script = login + """
                > PWD
                < 257 "DISK:[A]"
                > CWD [.B]
                < 250 ok
                > PWD
                < 257 "DISK:[A.B]"
                > PWD
                < 257 "DISK:[A.B]"
                """ + login + login + """
                > CWD DISK:[A.B]
                < 250 ok
                > PWD
                < 257 "DISK:[A.B]"
                """;
        Cancellation work = new Cancellation();
        try (ScriptedServer server = ScriptedServer.play(script)) {
            FtpUrl url = FtpUrl.parse(server.url("", ""));
            Settings.Access access = new Settings.Access(url, FtpOptions.to(url), new RetryPolicy(0));
            try (ServerSession session = new ServerSession(url, access, WireListener.NONE, work, line -> {})) {
                session.using(work, first -> session.using(work, second -> true));
                session.enter(RemotePath.of("[.B]"), work);
                Optional<RemotePath> there = session.using(work, first -> {
                    new Directories(first).current();
                    return session.using(work, second -> new Directories(second).current());
                });
                assertEquals("DISK:[A.B]", there.map(RemotePath::text).orElse(""));
            }
        }
    }
}
