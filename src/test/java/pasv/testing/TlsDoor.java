package pasv.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** TLS in front of a plain port on loopback, as stunnel does it: a proxy behind it is an {@code https://} proxy. */
public final class TlsDoor implements AutoCloseable {
    private final ServerSocket listener;
    private final int behind;

    private TlsDoor(ServerSocket listener, int behind) {
        this.listener = listener;
        this.behind = behind;
    }

    /** Opens one in front of a port of 127.0.0.1. */
    public static TlsDoor before(int port, TestCertificate certificate) throws IOException {
        try (InputStream in = Files.newInputStream(certificate.keyStore())) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, TestCertificate.PASSWORD.toCharArray());
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys, TestCertificate.PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            ServerSocket listener =
                    context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
            TlsDoor door = new TlsDoor(listener, port);
            Pipe.daemon("tls-door", door::accept);
            return door;
        } catch (GeneralSecurityException e) {
            throw new IOException("no TLS for the door", e);
        }
    }

    /** Where it listens, without a scheme. */
    public String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Pipe.daemon("tls-door-in", () -> through(client));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void through(Socket client) {
        try {
            Socket proxy = new Socket(InetAddress.getByName("127.0.0.1"), behind);
            Pipe.daemon("tls-door-out", () -> quietly(proxy, client));
            quietly(client, proxy);
        } catch (IOException gone) {
            ScriptedServer.quietly(client::close);
        }
    }

    private static void quietly(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException gone) {
            ScriptedServer.quietly(from::close);
            ScriptedServer.quietly(to::close);
        }
    }

    @Override
    public void close() {
        ScriptedServer.quietly(listener::close);
    }
}
