package pasv.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The barest client: it writes lines and reads replies, to try the test servers themselves without pasv. */
final class WireClient implements AutoCloseable {
    private static final int LIMIT_MILLIS = 10_000;
    private static final Pattern SIX = Pattern.compile("\\d+,\\d+,\\d+,\\d+,(\\d+),(\\d+)");

    private Socket socket = new Socket();
    private InputStream in;

    WireClient(InetAddress address, int port) throws IOException {
        socket.connect(new InetSocketAddress(address, port), LIMIT_MILLIS);
        socket.setSoTimeout(LIMIT_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    WireClient(ScriptedServer server) throws IOException {
        this(server.address(), server.port());
    }

    /** Sends these lines in one write, each with CRLF. */
    void send(String... lines) throws IOException {
        socket.getOutputStream().write(WireText.raw(WireText.bytes(String.join("\r\n", lines)) + "\r\n"));
    }

    /** One line of a reply, without its end; null at the end of the connection. */
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                return line.toString().replaceFirst("\r$", "");
            }
            line.append((char) b);
        }
        return line.length() == 0 ? null : line.toString();
    }

    /** The last line of a reply of any number of lines. */
    String reply() throws IOException {
        String line = line();
        while (line != null && !line.matches("\\d{3}( .*)?")) {
            line = line();
        }
        return line;
    }

    /** Sends a command and demands a reply that begins so. */
    String say(String command, String code) throws IOException {
        send(command);
        return expect(code);
    }

    String expect(String code) throws IOException {
        String reply = reply();
        assertEquals(code, reply == null ? "end of connection" : reply.substring(0, code.length()), reply);
        return reply;
    }

    /** Goes on under TLS, and trusts that certificate alone. */
    void startTls(TestCertificate certificate) throws IOException, GeneralSecurityException {
        say("AUTH TLS", "234");
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        try (InputStream store = Files.newInputStream(certificate.keyStore())) {
            trusted.load(store, TestCertificate.PASSWORD.toCharArray());
        }
        Certificate peer = trusted.getCertificate(trusted.aliases().nextElement());
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry("server", peer);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        socket = context.getSocketFactory()
                .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** How long a reply is waited for from now on. */
    void limit(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    void login(String user, String password) throws IOException {
        expect("220");
        say("USER " + user, "331");
        say("PASS " + password, "230");
        say("TYPE I", "200");
    }

    /** Fetches a small file the passive way. */
    byte[] fetch(String name) throws IOException {
        byte[] bytes;
        try (Socket data = passive(say("PASV", "227"))) {
            say("RETR " + name, "1"); // 150, or 125 where the connection is there already
            bytes = data.getInputStream().readAllBytes();
        }
        expect("226"); // only now: ProFTPD lingers up to 10 s for the client's FIN before it says so
        return bytes;
    }

    /** Connects to the port that a 227 names, at the address of the control connection. */
    Socket passive(String reply) throws IOException {
        Matcher six = SIX.matcher(reply);
        if (!six.find()) {
            throw new AssertionError("no six numbers in " + reply);
        }
        return data(Integer.parseInt(six.group(1)) * 256 + Integer.parseInt(six.group(2)));
    }

    Socket data(int port) throws IOException {
        Socket data = new Socket();
        data.connect(new InetSocketAddress(socket.getInetAddress(), port), LIMIT_MILLIS);
        data.setSoTimeout(LIMIT_MILLIS);
        return data;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
