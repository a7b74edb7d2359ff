package pasv.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A control connection seen from the server: commands come in line by line, replies go out as bytes. */
final class ControlLine {
    private static final int LONGEST = 1 << 20;
    private static final Duration BETWEEN_SEGMENTS = Duration.ofMillis(1);

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    ControlLine(Socket socket, Duration limit) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) limit.toMillis());
        socket.setOOBInline(true); // clients send the Telnet "interrupt" before ABOR as urgent data (RFC 959 §4.1.3)
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** The next line without its end, or empty when the client has gone. */
    Optional<String> next() throws SocketTimeoutException {
        StringBuilder line = new StringBuilder();
        try {
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b == '\n') {
                    int end = line.length() > 0 && line.charAt(line.length() - 1) == '\r' ? line.length() - 1 : -1;
                    return Optional.of(end < 0 ? line.toString() : line.substring(0, end));
                }
                if (line.length() > LONGEST) {
                    throw new Difference("a command longer than " + LONGEST + " bytes");
                }
                line.append((char) b);
            }
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException reset) {
            return Optional.empty();
        }
        if (line.length() > 0) {
            throw new Difference("the client hung up in the middle of: " + WireText.show(line.toString()));
        }
        return Optional.empty();
    }

    /** Whether something of a line comes within that time. */
    boolean waitsFor(int millis) throws IOException {
        int before = socket.getSoTimeout();
        socket.setSoTimeout(millis);
        in.mark(1);
        try {
            boolean came = in.read() >= 0;
            in.reset();
            return came;
        } catch (SocketTimeoutException nothing) {
            return false;
        } finally {
            socket.setSoTimeout(before);
        }
    }

    void say(byte[] bytes, boolean byteByByte) throws IOException {
        if (!byteByByte) {
            out.write(bytes);
            return;
        }
        for (byte b : bytes) {
            out.write(b);
            LockSupport.parkNanos(BETWEEN_SEGMENTS.toNanos());
        }
    }

    /** Ends our half only: a full close while commands lie unread would reach the client as an RST. */
    void finish() throws IOException {
        socket.shutdownOutput();
    }

    void reset() throws IOException {
        DataPort.reset(socket);
    }

    void close() throws IOException {
        socket.close();
    }
}
