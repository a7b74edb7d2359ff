package pasv.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/**
 * A TLS connection. An engine between the caller's buffers and a plain connection, which does all the waiting. A record
 * may bring no bytes at all (tickets, KeyUpdate): reading goes on then. The end of the stream is told apart:
 * close_notify is the server's word, a bare FIN is anybody's.
 */
final class TlsConnection implements Connection {
    /** Room for what is under way, in records: replies are short, files are not. */
    static final int SMALL = 1;

    static final int LARGE = 8;

    /** After so many records without a byte in them, one after the other, somebody is playing. */
    private static final int FRUITLESS_LIMIT = 1_000;

    private static final Patience BRIEF = Patience.of(Duration.ofSeconds(5));
    private static final int FIRST_RECORD_TYPE = 20;
    private static final int LAST_RECORD_TYPE = 23;

    private final Connection plain;
    private final SSLEngine engine;
    private final ByteBuffer nothing = ByteBuffer.allocate(0);
    /** Records that came, from position to limit. */
    private final ByteBuffer in;
    /** Bytes that found no room in the caller's buffer, from position to limit. */
    private final ByteBuffer ready;

    private final ByteBuffer out;
    private boolean opening = true;
    private int fruitless;
    private boolean ended;
    private boolean clean;
    private boolean resumed;

    TlsConnection(Connection plain, SSLEngine engine, int room) {
        this.plain = plain;
        this.engine = engine;
        SSLSession empty = engine.getSession();
        this.in = ByteBuffer.allocate(empty.getPacketBufferSize() * room).limit(0);
        this.ready = ByteBuffer.allocate(empty.getApplicationBufferSize() * 2).limit(0);
        this.out = ByteBuffer.allocate(empty.getPacketBufferSize() * room);
    }

    void handshake(Patience patience) throws IOException {
        try {
            engine.beginHandshake();
            shake(patience);
        } catch (SSLException e) {
            sayWhy();
            throw TlsTrouble.of(e, List.of(engine.getEnabledProtocols()).contains("TLSv1.3"));
        }
    }

    /** Sends the alert that says why we leave, where the engine has one; the reason itself is told by the caller. */
    private void sayWhy() {
        try {
            boolean more = true;
            while (more && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                more = wrap(nothing, BRIEF);
            }
        } catch (IOException e) {
            NetLog.debug("no alert sent", e);
        }
    }

    /** Runs until the engine has no handshake on its hands: at the start, and before writing in the middle of another. */
    private void shake(Patience patience) throws IOException {
        answer(patience);
        while (engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP) {
            Status status = in.hasRemaining() ? keep() : Status.BUFFER_UNDERFLOW;
            if (status == Status.BUFFER_OVERFLOW) {
                throw new SSLException("too much data in the middle of a handshake");
            }
            if (status == Status.BUFFER_UNDERFLOW) {
                receive(Optional.of(patience));
            }
            if (ended) {
                throw closed();
            }
            answer(patience);
        }
    }

    /** Says what is our turn in a handshake that the server began while it sends: what it sends on is read as ever. */
    private void answer(Patience patience) throws IOException {
        HandshakeStatus turn = engine.getHandshakeStatus();
        while (turn == HandshakeStatus.NEED_TASK || turn == HandshakeStatus.NEED_WRAP) {
            if (turn == HandshakeStatus.NEED_TASK) {
                runTasks();
            } else if (!wrap(nothing, patience)) {
                throw closed();
            }
            turn = engine.getHandshakeStatus();
        }
    }

    private void runTasks() {
        Runnable task = engine.getDelegatedTask();
        while (task != null) {
            task.run();
            task = engine.getDelegatedTask();
        }
    }

    /** Sends as many records as there is room for; false when the engine sends nothing any more. */
    private boolean wrap(ByteBuffer from, Patience patience) throws IOException {
        out.clear();
        Status status;
        do {
            status = engine.wrap(from, out).getStatus();
        } while (status == Status.OK && from.hasRemaining() && out.remaining() >= out.capacity() / LARGE);
        boolean any = out.position() > 0;
        plain.write(out.flip(), patience);
        return any && (status != Status.CLOSED || !from.hasRemaining());
    }

    /** Reads more records: waits for them as given, or takes what is there. */
    private int receive(Optional<Patience> wait) throws IOException {
        in.compact();
        int n = 0;
        try {
            n = wait.isPresent() ? plain.read(in, wait.get()) : plain.poll(in);
        } finally {
            in.flip();
        }
        ended = n < 0;
        if (opening && n > 0) {
            opening = false;
            if (in.get(0) < FIRST_RECORD_TYPE || in.get(0) > LAST_RECORD_TYPE) {
                throw TlsTrouble.notTls(in);
            }
        }
        return n;
    }

    /** Decrypts one record. */
    private Status unwrap(ByteBuffer into) throws SSLException {
        SSLEngineResult result = engine.unwrap(in, into);
        fruitless = result.bytesProduced() > 0 ? 0 : fruitless + Math.min(1, result.bytesConsumed());
        if (fruitless > FRUITLESS_LIMIT) {
            throw new SSLException("a flood of empty records");
        }
        if (result.getStatus() == Status.CLOSED) {
            ended = true;
            clean = true;
        }
        return result.getStatus();
    }

    /** Decrypts one record into {@link #ready}. */
    private Status keep() throws SSLException {
        ready.compact();
        try {
            return unwrap(ready);
        } finally {
            ready.flip();
        }
    }

    /** Decrypts what is here: 0 when more must come first, -1 at the end. */
    private int take(ByteBuffer into, Patience patience) throws IOException {
        int start = into.position();
        try {
            move(into);
            while (in.hasRemaining() && into.hasRemaining() && !ended) {
                Status status = unwrap(into);
                if (status == Status.BUFFER_OVERFLOW) {
                    if (into.position() > start) {
                        break;
                    }
                    status = keep();
                    move(into);
                }
                if (status == Status.BUFFER_UNDERFLOW) {
                    break;
                }
                if (!ended) {
                    answer(patience);
                }
            }
        } catch (SSLException e) {
            if (!String.valueOf(e.getMessage()).contains("close_notify")) {
                throw TlsTrouble.of(e, List.of(engine.getEnabledProtocols()).contains("TLSv1.3"));
            }
            ended = true; // in the middle of a handshake that the server began: not a clean end, the size must prove it
        }
        int n = into.position() - start;
        return n == 0 && ended && !ready.hasRemaining() ? -1 : n;
    }

    private void move(ByteBuffer into) {
        int n = Math.min(ready.remaining(), into.remaining());
        into.put(into.position(), ready, ready.position(), n);
        into.position(into.position() + n);
        ready.position(ready.position() + n);
    }

    @Override
    public int read(ByteBuffer into, Patience patience) throws IOException {
        int n = take(into, patience);
        while (n == 0 && into.hasRemaining()) {
            receive(Optional.of(patience));
            n = take(into, patience);
        }
        return n;
    }

    @Override
    public int poll(ByteBuffer into) throws IOException {
        int n = take(into, BRIEF);
        while (n == 0 && into.hasRemaining()) {
            if (receive(Optional.empty()) == 0) {
                return 0;
            }
            n = take(into, BRIEF);
        }
        return n;
    }

    @Override
    public void write(ByteBuffer from, Patience patience) throws IOException {
        try {
            while (from.hasRemaining()) {
                if (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
                    shake(patience);
                }
                if (!wrap(from, patience)) {
                    throw closed();
                }
            }
        } catch (SSLException e) {
            throw TlsTrouble.of(e, List.of(engine.getEnabledProtocols()).contains("TLSv1.3"));
        }
    }

    /** Reading goes on: TLS 1.3 sends the ticket for the next connection while an upload ends. */
    @Override
    public void endOutput(Patience patience) throws IOException {
        engine.closeOutbound();
        try {
            boolean more = true;
            while (more && !engine.isOutboundDone()) {
                more = wrap(nothing, patience);
            }
        } catch (SSLException e) {
            throw TlsTrouble.of(e, List.of(engine.getEnabledProtocols()).contains("TLSv1.3"));
        }
        plain.endOutput(patience);
    }

    private static NetException closed() {
        return new NetException(NetException.Kind.CLOSED, "the server ended the TLS connection");
    }

    @Override
    public boolean endedCleanly() {
        return clean;
    }

    SSLSession session() {
        return engine.getSession();
    }

    void resumed(boolean value) {
        resumed = value;
    }

    @Override
    public Optional<TlsFacts> tls() {
        return Optional.of(TlsFacts.of(session(), resumed));
    }

    @Override
    public Endpoint local() {
        return plain.local();
    }

    @Override
    public Endpoint remote() {
        return plain.remote();
    }

    /** Closes at once, from any thread; {@link #endOutput} is the polite way before. */
    @Override
    public void close() {
        plain.close();
    }
}
