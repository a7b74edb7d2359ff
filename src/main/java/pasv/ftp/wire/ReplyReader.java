package pasv.ftp.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import pasv.net.Connection;
import pasv.net.NetException;
import pasv.net.Patience;

/**
 * The reader of replies. Bytes of the control connection become replies, in bounded memory: 64 KiB a line, 10,000 lines
 * and 1 MiB a reply, of which the first and last 50 lines are kept (RFC 1123 §4.1.2.11 asks to survive long ones). Only
 * the code that opened a reply ends it (RFC 959 §4.2). Telnet negotiations are skipped.
 */
final class ReplyReader {
    static final int MAX_LINE = 64 * 1024;
    static final int MAX_LINES = 10_000;
    static final int MAX_REPLY = 1024 * 1024;
    private static final int KEPT = 50;
    private static final int SHORTEST_SECRET = 4;
    private static final byte[] STARS = {'*', '*', '*', '*'};
    private static final int IAC = 0xFF;
    private static final int WILL = 0xFB;
    private static final int DONT = 0xFE;

    private final Charset charset;
    private final ByteBuffer buffer = ByteBuffer.allocate(8192).limit(0);
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    private final List<byte[]> first = new ArrayList<>();
    private final Deque<byte[]> last = new ArrayDeque<>();
    private int code;
    private int lines;
    private int size;
    /** What a byte that has come demands of the next: 0, CR, IAC, or a negotiation verb. */
    private int pending;

    private boolean atEnd;

    /** What must not be shown, whoever says it; empty for nothing. */
    private byte[] secret = new byte[0];

    ReplyReader(Charset charset) {
        this.charset = charset;
    }

    /**
     * Hides a secret in what comes from now on: some servers repeat the password in their answer to it. One of less than
     * four bytes is not looked for: it would be found in every other word. Nothing is hidden any more after an empty one.
     */
    void hide(byte[] value) {
        secret = value.length < SHORTEST_SECRET ? new byte[0] : value.clone();
    }

    /**
     * Reads one whole reply.
     *
     * @param patience the limit is for the whole reply, so that a trickle of bytes ends too
     */
    Reply read(Connection from, Patience patience) throws IOException {
        long end = System.nanoTime() + patience.limit().toNanos();
        while (true) {
            while (buffer.hasRemaining()) {
                if (take(buffer.get()) && lineEnds()) {
                    return taken();
                }
            }
            Duration left = Duration.ofNanos(end - System.nanoTime());
            if (left.isNegative() || left.isZero()) {
                throw new NetException(NetException.Kind.SILENT, "reply not complete", patience.limit(), null);
            }
            int n = fill(from, left, patience);
            if (n < 0) {
                throw new NetException(NetException.Kind.CLOSED, closedWords());
            }
        }
    }

    private int fill(Connection from, Duration left, Patience patience) throws IOException {
        buffer.clear();
        try {
            return from.read(buffer, patience.remaining(left));
        } catch (NetException e) {
            if (e.kind() == NetException.Kind.SILENT) {
                throw new NetException(NetException.Kind.SILENT, "no reply", patience.limit(), e);
            }
            throw e;
        } finally {
            buffer.flip();
        }
    }

    private String closedWords() {
        String begun = new String(masked(line.toByteArray()), charset);
        if (lines == 0 && begun.isEmpty()) {
            return "closed by the server";
        }
        String seen = begun.isEmpty() ? new String(first.get(first.size() - 1), charset) : begun;
        return "closed by the server in the middle of a reply: " + seen;
    }

    /** Whether bytes of a further reply have come already, without waiting for any. */
    boolean hasMore(Connection from) throws IOException {
        if (!buffer.hasRemaining()) {
            buffer.clear();
            try {
                atEnd |= from.poll(buffer) < 0;
            } finally {
                buffer.flip();
            }
        }
        return buffer.hasRemaining() || line.size() > 0 || lines > 0;
    }

    /** Whether the last look found that nothing will ever come again. */
    boolean isAtEnd() {
        return atEnd;
    }

    /** Takes one byte; true at the end of a line. */
    private boolean take(byte b) throws IOException {
        int value = b & 0xFF;
        int before = pending;
        pending = 0;
        if (before >= WILL && before <= DONT) {
            return false;
        }
        if (before == IAC && value != IAC) {
            pending = value >= WILL && value <= DONT ? value : 0;
            return false;
        }
        if (before != IAC && value == IAC) {
            pending = IAC;
            return false;
        }
        if (before == '\r' && value == 0) {
            return false;
        }
        if (value == '\n') {
            return true;
        }
        if (value == 0) {
            throw garbled("a NUL byte in a reply");
        }
        pending = value == '\r' ? '\r' : 0;
        line.write(b);
        if (line.size() > MAX_LINE) {
            throw garbled("a reply line of more than " + MAX_LINE / 1024 + " KiB");
        }
        if (lines == 0 && line.size() <= 3 && !Character.isDigit((char) value)) {
            throw notFtp();
        }
        return false;
    }

    /** Ends a line; true when the reply ends with it. */
    private boolean lineEnds() throws IOException {
        byte[] bytes = line.toByteArray();
        line.reset();
        int length = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
        byte[] text = length == bytes.length ? bytes : java.util.Arrays.copyOf(bytes, length);
        lines++;
        size += text.length;
        if (lines > MAX_LINES || size > MAX_REPLY) {
            throw garbled("a reply of more than " + MAX_LINES + " lines or " + MAX_REPLY / 1024 + " KiB");
        }
        if (lines == 1) {
            code = codeOf(text);
        }
        keep(text);
        return lines == 1 ? text.length == 3 || text[3] == ' ' : endsReply(text);
    }

    private void keep(byte[] said) {
        byte[] text = masked(said);
        if (first.size() < KEPT) {
            first.add(text);
            return;
        }
        last.addLast(text);
        if (last.size() > KEPT) {
            last.removeFirst();
        }
    }

    private byte[] masked(byte[] text) {
        int at = secret.length == 0 ? -1 : indexOf(secret, text, 0);
        if (at < 0) {
            return text;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length);
        int done = 0;
        for (; at >= 0; at = indexOf(secret, text, done)) {
            out.write(text, done, at - done);
            out.writeBytes(STARS);
            done = at + secret.length;
        }
        out.write(text, done, text.length - done);
        return out.toByteArray();
    }

    private static int indexOf(byte[] what, byte[] in, int from) {
        for (int at = from; at <= in.length - what.length; at++) {
            if (java.util.Arrays.equals(in, at, at + what.length, what, 0, what.length)) {
                return at;
            }
        }
        return -1;
    }

    private int codeOf(byte[] text) throws IOException {
        boolean framed = text.length == 3 || (text.length > 3 && (text[3] == ' ' || text[3] == '-'));
        if (!framed || text[0] < '1' || text[0] > '5') {
            line.writeBytes(text);
            throw notFtp();
        }
        return (text[0] - '0') * 100 + (text[1] - '0') * 10 + (text[2] - '0');
    }

    private boolean endsReply(byte[] text) {
        byte[] digits = Integer.toString(code).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        return text.length >= 3
                && text[0] == digits[0]
                && text[1] == digits[1]
                && text[2] == digits[2]
                && (text.length == 3 || text[3] == ' ');
    }

    private Reply taken() {
        List<byte[]> all = new ArrayList<>(first);
        all.addAll(last);
        first.clear();
        last.clear();
        lines = 0;
        size = 0;
        return new Reply(code, all, charset);
    }

    private FtpException garbled(String what) {
        return new FtpException(Failure.NOT_UNDERSTOOD, what, Circumstances.in(Phase.COMMAND));
    }

    /** The line is no reply at all: names the protocol that it looks like. */
    private FtpException notFtp() {
        int rest = Math.min(buffer.remaining(), 80);
        byte[] seen = new byte[line.size() + rest];
        System.arraycopy(line.toByteArray(), 0, seen, 0, line.size());
        buffer.get(buffer.position(), seen, line.size(), rest);
        return new FtpException(
                Failure.NOT_UNDERSTOOD, ForeignProtocol.describe(masked(seen)), Circumstances.in(Phase.COMMAND));
    }
}
