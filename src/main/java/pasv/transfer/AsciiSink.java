package pasv.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import pasv.ftp.RemoteFacts;

/**
 * A sink for text, which arrives in the local form. Network line ends (CRLF) become this system's (RFC 959 §3.1.1.1).
 * Sizes mean nothing then: no resume and no proof.
 */
final class AsciiSink implements Sink {
    private final Sink sink;
    private final Narrator narrator;
    private final byte[] lineEnd = System.lineSeparator().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private ByteBuffer text = ByteBuffer.allocate(64 * 1024);
    private boolean carriage;
    private boolean warned;

    AsciiSink(Sink sink, Narrator narrator) {
        this.sink = sink;
        this.narrator = narrator;
    }

    @Override
    public RemoteFacts provable(RemoteFacts remote) {
        return new RemoteFacts(OptionalLong.empty(), remote.modified());
    }

    @Override
    public void prepare() {
        sink.prepare();
    }

    @Override
    public Ready ready(RemoteFacts remote, boolean fresh) throws IOException {
        sink.ready(remote, true);
        carriage = false;
        return Ready.NOTHING;
    }

    @Override
    public boolean restarts() {
        return sink.restarts();
    }

    @Override
    public boolean matches(ByteBuffer bytes, long position) {
        throw new IllegalStateException("text has no overlap");
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        if (text.capacity() < bytes.remaining() * 2 + 2) {
            text = ByteBuffer.allocate(bytes.remaining() * 2 + 2);
        }
        text.clear();
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            if (carriage && b != '\n') {
                text.put((byte) '\r');
            }
            carriage = b == '\r';
            if (b == '\n') {
                text.put(lineEnd);
            } else if (!carriage) {
                text.put(b);
                warnOf(b);
            }
        }
        sink.write(text.flip());
    }

    private void warnOf(byte b) {
        if (!warned && (b <= 0)) {
            warned = true;
            narrator.warned("this is not plain ASCII text: the ascii type damages binary files");
        }
    }

    @Override
    public void publish(Optional<Instant> modified) throws IOException {
        if (carriage) {
            sink.write(ByteBuffer.wrap(new byte[] {'\r'}));
        }
        sink.publish(modified);
    }

    @Override
    public Optional<String> checksum(String algorithm) throws IOException {
        return sink.checksum(algorithm);
    }

    @Override
    public void forget() throws IOException {
        sink.forget();
    }

    @Override
    public void abandon() throws IOException {
        sink.abandon();
    }

    @Override
    public String name() {
        return sink.name();
    }

    @Override
    public void close() throws IOException {
        sink.close();
    }
}
