package pasv.testing;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * An FTPS server in this JVM that does one thing wrong, as a hostile or broken one does. It hands out one file,
 * {@code file.bin}, of {@link #SIZE} bytes of {@link TestFiles#pattern} to anybody, and notes what was sent in clear.
 */
public final class TlsFaultServer implements Closeable {
    public static final int SIZE = 50_000;

    private static final int CUT = 20_000;
    private static final int LIMIT_MILLIS = 10_000;

    /** What it does wrong. */
    public enum Fault {
        NONE,
        /** Nothing wrong, but TLS from the first byte. */
        IMPLICIT,
        AUTH_REFUSED,
        /** 230 for a greeting, and no AUTH: do not log in, you are in. */
        GREETS_230,
        /** A reply in clear behind the 234, as from somebody in between. */
        INJECTS,
        PROT_REFUSED,
        /** 200 to PROT P, saying that it means PROT C. */
        FALLS_BACK,
        /** The data port shows another certificate. */
        OTHER_CERTIFICATE,
        /** The data comes in clear. */
        CLEAR_DATA,
        /** A FIN in the middle of the data, without close_notify, and a 226. */
        CUT,
        /** The same, from a server that tells no sizes. */
        CUT_WITHOUT_SIZE,
        /** All of the data, and a FIN without close_notify. */
        BARE_END,
        /** The data connection is closed where the handshake should begin. */
        CLOSES_DATA,
        /** The same with an RST. */
        RESETS_DATA,
        /** Nothing ever answers the handshake on the data connection. */
        MUTE_DATA,
        /** Keeps no sessions: a data connection must bring a ticket of TLS 1.2. In TLS 1.3 none is taken up. */
        TICKETS_ONLY,
        /** The same from a server that does not know TLS 1.3. */
        TICKETS_ONLY_1_2
    }

    private final Fault fault;
    private final SSLContext control;
    private final SSLContext data;
    /** Has the same certificate, and knows of no session. */
    private final SSLContext other;

    private final ServerSocket listener;
    private final ByteArrayOutputStream clear = new ByteArrayOutputStream();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<Closeable> open = new CopyOnWriteArrayList<>();

    private TlsFaultServer(Fault fault, TestCertificate own, TestCertificate other)
            throws IOException, GeneralSecurityException {
        this.fault = fault;
        this.control = context(own);
        this.data = fault == Fault.OTHER_CERTIFICATE ? context(other) : control;
        this.other = context(own);
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** @param other the certificate that the data port shows where that is the fault */
    public static TlsFaultServer start(Fault fault, TestCertificate own, TestCertificate other)
            throws IOException, GeneralSecurityException {
        TlsFaultServer server = new TlsFaultServer(fault, own, other);
        Pipe.daemon("tls-fault-server", server::accept);
        return server;
    }

    private static SSLContext context(TestCertificate certificate) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(certificate.keyStore())) {
            keys.load(in, TestCertificate.PASSWORD.toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, TestCertificate.PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** All that a listener on the wire could have read of what the client sent. */
    public String sentInClear() {
        synchronized (clear) {
            return clear.toString(StandardCharsets.ISO_8859_1);
        }
    }

    /** The commands that came, protected or not. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = kept(listener.accept());
                Pipe.daemon("tls-fault-session", () -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try {
            client.setSoTimeout(LIMIT_MILLIS);
            new Session(fault == Fault.IMPLICIT ? layered(control, client) : client).run();
        } catch (IOException gone) {
            // the client has left, or would not go on: its own report is what the tests look at
        }
    }

    private SSLSocket layered(SSLContext context, Socket plain) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, null, plain.getPort(), false);
        socket.setUseClientMode(false);
        if (fault == Fault.TICKETS_ONLY_1_2) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
        }
        return socket;
    }

    private <T extends Closeable> T kept(T closeable) {
        open.add(closeable);
        return closeable;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Closeable each : open) {
            each.close();
        }
    }

    /** One control connection. */
    private final class Session {
        private Socket socket;
        private ServerSocket passive;

        Session(Socket socket) {
            this.socket = socket;
        }

        void run() throws IOException {
            say(fault == Fault.GREETS_230 ? "230 you are in" : "220 hello");
            String line = line();
            while (!line.isEmpty()) {
                commands.add(line);
                answer(line.split(" ", 2)[0]);
                line = line();
            }
        }

        private void answer(String verb) throws IOException {
            switch (verb) {
                case "AUTH" -> auth();
                case "USER" -> say("331 password, please");
                case "PASS" -> say("230 in");
                case "PROT" -> prot();
                case "FEAT" -> say("211-Features:\r\n SIZE\r\n211 End");
                case "SIZE" -> say(fault == Fault.CUT_WITHOUT_SIZE ? "502 no sizes" : "213 " + SIZE);
                case "PASV" -> pasv();
                case "RETR" -> retrieve();
                case "TYPE", "PBSZ", "NOOP" -> say("200 ok");
                case "QUIT" -> say("221 bye");
                default -> say("502 unknown");
            }
        }

        private void auth() throws IOException {
            switch (fault) {
                case AUTH_REFUSED, GREETS_230 -> say("502 no TLS here");
                case INJECTS -> say("234 go on\r\n230 you are in");
                default -> {
                    say("234 go on");
                    SSLSocket secured = layered(control, socket);
                    secured.startHandshake();
                    if (fault.name().startsWith("TICKETS_ONLY")) {
                        secured.getSession().invalidate();
                    }
                    socket = secured;
                }
            }
        }

        private void prot() throws IOException {
            switch (fault) {
                case PROT_REFUSED -> say("534 no");
                case FALLS_BACK -> say("200 Fallback to clear");
                default -> say("200 private");
            }
        }

        private void pasv() throws IOException {
            passive = kept(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            int port = passive.getLocalPort();
            say("227 Entering Passive Mode (127,0,0,1," + port / 256 + "," + port % 256 + ")");
        }

        private void retrieve() throws IOException {
            try (Socket raw = kept(passive.accept())) {
                raw.setSoTimeout(LIMIT_MILLIS);
                say("150 here it comes");
                if (fault == Fault.RESETS_DATA) {
                    DataPort.reset(raw);
                }
                if (fault == Fault.MUTE_DATA) {
                    raw.getInputStream().transferTo(OutputStream.nullOutputStream());
                }
                if (raw.isClosed() || fault == Fault.CLOSES_DATA || fault == Fault.MUTE_DATA) {
                    ScriptedServer.quietly(raw::close);
                    say("426 no data connection");
                    return;
                }
                Socket sent = fault == Fault.CLEAR_DATA ? raw : layered(dataContext(), raw);
                if (fault.name().startsWith("TICKETS_ONLY") && !isTakenUp((SSLSocket) sent)) {
                    ScriptedServer.quietly(raw::close);
                    say("522 SSL connection failed: session reuse required");
                    return;
                }
                boolean cut = fault == Fault.CUT || fault == Fault.CUT_WITHOUT_SIZE;
                OutputStream out = sent.getOutputStream();
                out.write(TestFiles.pattern(1, 0, cut ? CUT : SIZE));
                out.flush();
                if (cut || fault == Fault.BARE_END) {
                    raw.shutdownOutput();
                } else {
                    sent.shutdownOutput();
                }
                raw.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
            say("226 done");
        }

        private SSLContext dataContext() {
            boolean newest = socket instanceof SSLSocket secured
                    && secured.getSession().getProtocol().equals("TLSv1.3");
            return fault == Fault.TICKETS_ONLY && newest ? other : data;
        }

        /** Whether the session is the control connection's, brought back in a ticket: it is not kept here. */
        private boolean isTakenUp(SSLSocket sent) throws IOException {
            SSLSession first = ((SSLSocket) socket).getSession();
            sent.startHandshake();
            return sent.getSession().getCreationTime() == first.getCreationTime();
        }

        private void say(String reply) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            InputStream in = socket.getInputStream();
            for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
                line.append((char) b);
                if (!(socket instanceof SSLSocket)) {
                    synchronized (clear) {
                        clear.write(b);
                    }
                }
            }
            return line.toString().strip();
        }
    }
}
