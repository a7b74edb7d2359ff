package pasv.ftp.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import pasv.ftp.FtpClient;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.WireListener;
import pasv.net.Cancellation;

/** A port that waits to be asked is asked, long before the limit of the greeting, and told for what it is. */
class MutePortTest {
    @Test
    void aWebServerIsTold() throws IOException {
        try (ServerSocket web = new ServerSocket(0, 20, InetAddress.getByName("127.0.0.1"))) {
            daemon(() -> serve(web));
            FtpOptions options = FtpOptions.to(FtpUrl.parse("ftp://a@127.0.0.1:" + web.getLocalPort() + "/"));
            FtpException told = assertThrows(
                    FtpException.class, () -> FtpClient.connect(options, WireListener.NONE, new Cancellation()));
            assertEquals(Failure.NOT_UNDERSTOOD, told.failure());
            assertTrue(told.getMessage().endsWith("and then HTTP/1.0 404 Not Found"), told::getMessage);
        }
    }

    private static void serve(ServerSocket web) {
        try {
            while (true) {
                Socket client = web.accept();
                daemon(() -> answer(client));
            }
        } catch (IOException closed) {
            return;
        }
    }

    /** Says nothing to what is no HTTP. */
    private static void answer(Socket client) {
        try (client) {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            String line = lines.readLine();
            while (line != null) {
                if (line.startsWith("HEAD ")) {
                    client.getOutputStream()
                            .write("HTTP/1.0 404 Not Found\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    return;
                }
                line = lines.readLine();
            }
        } catch (IOException gone) {
            return;
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "web");
        thread.setDaemon(true);
        thread.start();
    }
}
