package pasv.net.name;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.IDN;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * The name servers of this machine, asked why a name leads nowhere. Java says "unknown host" where the name does not
 * exist (NXDOMAIN), where the name server fails (SERVFAIL), and where none answers; only the first is the name's fault.
 * The question and the code of its answer are those of RFC 1035 §4.1.
 */
public final class NameServers {
    /** The reasons why a name leads nowhere. */
    public enum Reason {
        /** It does not exist, or has no address. */
        UNKNOWN,
        /** The name server answers that it cannot tell: SERVFAIL, REFUSED. */
        SERVER_FAILED,
        /** No name server answers. */
        SILENT
    }

    private static final Path SETTINGS = Path.of("/etc/resolv.conf");
    private static final String WORD = "nameserver";
    private static final int PORT = 53;
    private static final int MOST_SERVERS = 2;
    private static final Duration MOST = Duration.ofSeconds(3);
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final int RECURSION_DESIRED = 0x0100;
    private static final int TYPE_A = 1;
    private static final int CLASS_IN = 1;
    private static final int CODE = 0x0f;
    private static final int SERVFAIL = 2;
    private static final int REFUSED = 5;
    private static final int HEADER = 12;
    private static final int ROOM = 1500;

    private final List<InetSocketAddress> servers;
    private final Duration limit;

    /** @param left how long the answer may take; at least one second and at most three are taken */
    NameServers(List<InetSocketAddress> servers, Duration left) {
        Duration most = left.compareTo(MOST) < 0 ? left : MOST;
        this.servers = servers.stream().limit(MOST_SERVERS).toList();
        this.limit = most.compareTo(LEAST) < 0 ? LEAST : most;
    }

    /** Those that the system asks; none where it keeps them elsewhere than in {@code /etc/resolv.conf}. */
    public static NameServers ofSystem(Duration left) {
        List<InetSocketAddress> found = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(SETTINGS, StandardCharsets.ISO_8859_1)) {
                String[] words = line.strip().split("\\s+");
                if (words.length > 1 && words[0].equals(WORD) && words[1].matches("[0-9a-fA-F.:]+")) {
                    found.add(new InetSocketAddress(InetAddress.getByName(words[1]), PORT));
                }
            }
        } catch (IOException e) {
            found.clear();
        }
        return new NameServers(found, left);
    }

    /** Why the system's resolver found nothing. */
    public Reason why(String host) {
        if (servers.isEmpty() || host.toLowerCase(Locale.ROOT).endsWith(".invalid")) {
            return Reason.UNKNOWN; // by RFC 6761 there is none of that ending, whoever is asked
        }
        boolean failed = false;
        for (InetSocketAddress server : servers) {
            OptionalInt code = answered(host, server);
            if (code.isPresent() && code.getAsInt() != SERVFAIL && code.getAsInt() != REFUSED) {
                return Reason.UNKNOWN;
            }
            failed |= code.isPresent();
        }
        return failed ? Reason.SERVER_FAILED : Reason.SILENT;
    }

    /** The code of the answer; empty where none came. */
    private OptionalInt answered(String host, InetSocketAddress server) {
        try {
            return OptionalInt.of(code(host, server));
        } catch (IllegalArgumentException e) {
            return OptionalInt.of(0); // no name that could be asked for
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }

    private int code(String host, InetSocketAddress server) throws IOException {
        byte[] question = question(host);
        byte[] room = new byte[ROOM];
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server);
            socket.send(new DatagramPacket(question, question.length));
            long end = System.nanoTime() + limit.toNanos();
            while (true) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left < 1) {
                    throw new SocketTimeoutException("no answer");
                }
                socket.setSoTimeout((int) left);
                DatagramPacket answer = new DatagramPacket(room, room.length);
                socket.receive(answer);
                if (answer.getLength() >= HEADER && room[0] == question[0] && room[1] == question[1]) {
                    return room[3] & CODE;
                }
            }
        }
    }

    private static byte[] question(String host) {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        header.putShort((short) new SecureRandom().nextInt())
                .putShort((short) RECURSION_DESIRED)
                .putShort((short) 1);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(header.array());
        for (String label : IDN.toASCII(host).split("\\.")) {
            byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
            all.write(bytes.length);
            all.writeBytes(bytes);
        }
        all.writeBytes(new byte[] {0, 0, TYPE_A, 0, CLASS_IN});
        return all.toByteArray();
    }
}
