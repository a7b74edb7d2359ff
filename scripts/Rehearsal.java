import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A rehearsal for scripts/lay: runs a command against a toy FTP server on loopback, so that the JVM can write down
 * which classes a real conversation needs.
 *
 *   java scripts/Rehearsal.java COMMAND... ; the word PORT in an argument becomes the server's port
 */
final class Rehearsal {
    private static final int LIMIT_MILLIS = 20_000;
    private static final byte[] FILE = new byte[4096];
    private static final String DIRECTORY = "type=file;size=4096;modify=20260102030405;UNIX.mode=0644; file\r\n"
            + "type=dir;modify=20260102030405;UNIX.mode=0755; pub\r\n";

    /** The length of what was stored last; of the file before that. */
    private static volatile int stored = FILE.length;

    private static SSLContext context;

    private Rehearsal() {}

    public static void main(String[] command) throws Exception {
        try (ServerSocket control = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> serve(control));
            server.setDaemon(true);
            server.start();
            List<String> words = Arrays.stream(command)
                    .map(word -> word.replace("PORT", Integer.toString(control.getLocalPort())))
                    .toList();
            Process process = new ProcessBuilder(words).inheritIO().start();
            if (!process.waitFor(LIMIT_MILLIS, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private static void serve(ServerSocket listener) {
        try {
            while (true) {
                Socket client = listener.accept();
                new Thread(() -> converse(client)).start();
            }
        } catch (IOException e) {
            // the rehearsal is over
        }
    }

    private static void converse(Socket client) {
        try (client;
                ServerSocket data = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            client.setSoTimeout(LIMIT_MILLIS);
            data.setSoTimeout(LIMIT_MILLIS);
            BufferedReader in = reader(client);
            OutputStream out = client.getOutputStream();
            SSLContext tls = null;
            say(out, "220 rehearsal");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
                switch (verb) {
                    case "AUTH" -> {
                        say(out, "234 go ahead");
                        tls = certified();
                        Socket inside = protectedBy(tls, client);
                        in = reader(inside);
                        out = inside.getOutputStream();
                    }
                    case "RETR" -> send(out, data, tls, FILE);
                    case "MLSD" -> send(out, data, tls, DIRECTORY.getBytes(StandardCharsets.US_ASCII));
                    case "STOR" -> receive(out, data, tls);
                    case "PASV" -> say(out, "227 Entering Passive Mode (127,0,0,1," + (data.getLocalPort() >> 8) + ","
                            + (data.getLocalPort() & 255) + ").");
                    default -> say(out, reply(verb, line));
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            // a client that goes without a word has seen enough
        }
    }

    private static BufferedReader reader(Socket client) throws IOException {
        return new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    /** TLS with a certificate that is made on the spot and thrown away. */
    private static synchronized SSLContext certified() throws IOException, GeneralSecurityException {
        if (context == null) {
            Path store = Files.createTempDirectory("pasv-rehearsal").resolve("keys");
            String secret = "rehearsal";
            String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
            Process process = new ProcessBuilder(keytool, "-genkeypair", "-keyalg", "RSA", "-keysize", "2048",
                    "-dname", "CN=127.0.0.1", "-alias", "a", "-storetype", "PKCS12", "-storepass", secret,
                    "-keystore", store.toString()).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            KeyStore keys = KeyStore.getInstance(store.toFile(), secret.toCharArray());
            Files.delete(store);
            Files.delete(store.getParent());
            KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
            managers.init(keys, secret.toCharArray());
            context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
        }
        return context;
    }

    private static Socket protectedBy(SSLContext tls, Socket plain) throws IOException {
        if (tls == null) {
            return plain;
        }
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
        socket.setUseClientMode(false);
        return socket;
    }

    private static String reply(String verb, String line) {
        return switch (verb) {
            case "USER" -> "331 password, please";
            case "PASS" -> "230 welcome";
            case "FEAT" -> "211-Features:\r\n EPSV\r\n MDTM\r\n MFMT\r\n MLST type*;size*;modify*;UNIX.mode*;\r\n"
                    + " REST STREAM\r\n SIZE\r\n TVFS\r\n UTF8\r\n211 End";
            case "PWD" -> "257 \"/\"";
            case "SYST" -> "215 UNIX Type: L8";
            case "SIZE" -> line.endsWith("pub") ? "550 not a plain file" : "213 " + stored;
            case "MDTM" -> "213 20260102030405";
            case "MLST" -> "250-Listing\r\n type=file;size=4096;modify=20260102030405; /file\r\n250 End";
            case "REST", "RNFR" -> "350 go on";
            case "QUIT" -> "221 bye";
            case "CWD", "RNTO", "DELE" -> "250 done";
            default -> "200 done";
        };
    }

    private static void send(OutputStream out, ServerSocket data, SSLContext tls, byte[] bytes) throws IOException {
        say(out, "150 here it comes");
        try (Socket connection = protectedBy(tls, data.accept())) {
            connection.getOutputStream().write(bytes);
        }
        say(out, "226 done");
    }

    private static void receive(OutputStream out, ServerSocket data, SSLContext tls) throws IOException {
        say(out, "150 go ahead");
        try (Socket connection = protectedBy(tls, data.accept())) {
            stored = connection.getInputStream().readAllBytes().length;
        }
        say(out, "226 done");
    }

    private static void say(OutputStream out, String reply) throws IOException {
        out.write((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }
}
