package pasv.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A TCP connection that never waits for ever. A non-blocking channel and a selector: {@code SO_TIMEOUT} would cover
 * reads only, and a blocking channel has no limit at all.
 */
final class PlainConnection implements Connection {
    private static final boolean WINDOWS = java.io.File.separatorChar == '\\';
    private static final long TICK_NANOS = 1_000_000_000L;

    private final SocketChannel channel;
    private final SelectorShelf shelf;
    private final AtomicReference<State> state = new AtomicReference<>(State.AT_WORK);
    private final Cancellation cancellation;
    private final Endpoint local;
    private final Endpoint remote;
    /** What is waited with: none before the first wait, since most of a small file is here before it is asked for. */
    private volatile @Nullable Selector selector;

    /** The state as far as a close from another thread must know. */
    private enum State {
        AT_WORK,
        WAITING,
        CLOSED
    }

    /**
     * Takes over a connected, non-blocking channel.
     *
     * @param selector the one that it is registered with, where it is
     * @param shelf where a selector is found, and left in the end
     */
    PlainConnection(SocketChannel channel, Optional<Selector> selector, SelectorShelf shelf, Cancellation cancellation)
            throws IOException {
        this.channel = channel;
        this.selector = selector.orElse(null);
        this.shelf = shelf;
        this.cancellation = cancellation;
        this.local = endpoint(channel.getLocalAddress());
        this.remote = endpoint(channel.getRemoteAddress());
        cancellation.register(this);
    }

    private static Endpoint endpoint(SocketAddress address) {
        return Endpoint.of((InetSocketAddress) address);
    }

    @Override
    public int read(ByteBuffer into, Patience patience) throws IOException {
        int n = poll(into);
        if (n == 0 && into.hasRemaining()) {
            Silence silence = new Silence(patience);
            do {
                await(SelectionKey.OP_READ, silence);
                n = poll(into);
            } while (n == 0);
        }
        return n;
    }

    @Override
    public int poll(ByteBuffer into) throws IOException {
        try {
            return channel.read(into);
        } catch (IOException e) {
            throw translated(e);
        }
    }

    @Override
    public void write(ByteBuffer from, Patience patience) throws IOException {
        Silence silence = new Silence(patience);
        while (from.hasRemaining()) {
            int n;
            try {
                n = channel.write(from);
            } catch (IOException e) {
                throw translated(e);
            }
            if (n > 0) {
                silence = new Silence(patience);
            } else {
                await(SelectionKey.OP_WRITE, silence);
            }
        }
    }

    @Override
    public long writeFrom(Outflow from, Patience patience) throws IOException {
        if (WINDOWS) {
            // there the system's call waits for the peer, and nothing limits it
            return -1;
        }
        Silence silence = new Silence(patience);
        while (true) {
            long n;
            try {
                n = from.into(channel);
            } catch (IOException e) {
                from.demandReadable();
                throw translated(e);
            }
            if (n > 0 || from.isSpent()) {
                return n;
            }
            await(SelectionKey.OP_WRITE, silence);
        }
    }

    @Override
    public void endOutput(Patience patience) throws IOException {
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            throw translated(e);
        }
    }

    @Override
    public boolean endedCleanly() {
        return false;
    }

    /** Waits until the channel is ready, telling the tick once a second; throws when the silence is over its limit. */
    private void await(int operation, Silence silence) throws IOException {
        if (!state.compareAndSet(State.AT_WORK, State.WAITING)) {
            throw translated(new ClosedChannelException());
        }
        try {
            Selector waiting = registered(operation);
            while (waiting.select(silence.nextWaitMillis()) == 0) {
                cancellation.check();
                if (!waiting.isOpen()) {
                    throw new NetException(NetException.Kind.CLOSED, "the connection was closed");
                }
                silence.told();
            }
            waiting.selectedKeys().clear();
        } catch (ClosedSelectorException | java.nio.channels.CancelledKeyException | ClosedChannelException e) {
            throw translated(new ClosedChannelException());
        } finally {
            state.compareAndSet(State.WAITING, State.AT_WORK);
        }
    }

    private Selector registered(int operation) throws IOException {
        Selector waiting = selector;
        if (waiting == null) {
            waiting = shelf.take();
            // known before the channel is registered: whoever closes meanwhile finds it, or we find the channel closed
            selector = waiting;
        }
        SelectionKey key = channel.keyFor(waiting);
        if (key == null) {
            channel.register(waiting, operation);
        } else {
            key.interestOps(operation);
        }
        return waiting;
    }

    private IOException translated(IOException e) {
        if (cancellation.cause().isPresent()) {
            return cancellation.cancelled();
        }
        if (e instanceof NetException) {
            return e;
        }
        if (e instanceof ClosedChannelException) {
            return new NetException(NetException.Kind.CLOSED, "the connection was closed", Duration.ZERO, e);
        }
        return new NetException(NetException.Kind.RESET, words(e), Duration.ZERO, e);
    }

    private static String words(IOException e) {
        String message = e.getMessage();
        return message == null ? "connection lost" : message.toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public Endpoint local() {
        return local;
    }

    @Override
    public Endpoint remote() {
        return remote;
    }

    /** Makes the operating system probe a silent peer, so that NAT boxes keep their state and dead peers are noticed. */
    void keepAlive(Duration idle) {
        try {
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            channel.setOption(jdk.net.ExtendedSocketOptions.TCP_KEEPIDLE, (int) idle.toSeconds());
            channel.setOption(jdk.net.ExtendedSocketOptions.TCP_KEEPINTERVAL, (int) idle.toSeconds());
        } catch (IOException | UnsupportedOperationException e) {
            NetLog.debug("no keep-alive on " + remote, e);
        }
    }

    @Override
    public void close() {
        State before = state.getAndSet(State.CLOSED);
        if (before == State.CLOSED) {
            return;
        }
        cancellation.unregister(this);
        try {
            if (before == State.WAITING) {
                // the end of its selector wakes the one who waits
                channel.close();
                closeSelector();
            } else {
                leaveSelector();
                channel.close();
            }
        } catch (IOException | ClosedSelectorException e) {
            NetLog.debug("close " + remote, e);
        }
    }

    private void closeSelector() throws IOException {
        Selector waited = selector;
        if (waited != null) {
            waited.close();
        }
    }

    /** A channel that is registered nowhere is closed in one system call. */
    private void leaveSelector() throws IOException {
        Selector waited = selector;
        if (waited == null) {
            return;
        }
        SelectionKey key = channel.keyFor(waited);
        if (key != null) {
            key.cancel();
            waited.selectNow();
        }
        shelf.giveBack(waited);
    }

    /** One silence: how long it has lasted, and when to speak of it next. */
    private static final class Silence {
        private final Patience patience;
        private final long start = System.nanoTime();
        private long nextTick = TICK_NANOS;

        Silence(Patience patience) {
            this.patience = patience;
        }

        /** Milliseconds until the tick or the limit, whichever comes first; at least 1, since 0 would wait for ever. */
        long nextWaitMillis() throws NetException {
            long waited = System.nanoTime() - start;
            long limit = patience.limit().toNanos();
            if (waited >= limit) {
                throw new NetException(NetException.Kind.SILENT, "nothing for the limit", patience.limit(), null);
            }
            return Math.max(1, (Math.min(limit, nextTick) - waited + 999_999) / 1_000_000);
        }

        void told() throws IOException {
            long waited = System.nanoTime() - start;
            if (waited >= nextTick) {
                nextTick += TICK_NANOS;
                patience.tick().quiet(Duration.ofNanos(waited), patience.limit());
            }
        }
    }
}
