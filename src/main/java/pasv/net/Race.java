package pasv.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A race between addresses: the first that answers wins (RFC 8305). */
final class Race implements Closeable {
    private static final long HEAD_START_MILLIS = 250;
    /** No refusal takes that long; the system's own time for a SYN without answer is longer. */
    private static final Duration OWN_LIMIT = Duration.ofSeconds(60);

    private final Cancellation cancellation;
    private final long begun = System.nanoTime();
    private final SelectorShelf shelf;
    private final List<NetException> lost = new ArrayList<>();
    private final List<SocketChannel> started = new ArrayList<>();
    /** Those whose end is still to come, and where to. */
    private final Map<SocketChannel, InetSocketAddress> running = new LinkedHashMap<>();

    /** What is waited with: none before the first wait, for the answer is often here before it is asked for. */
    private @Nullable Selector selector;

    private @Nullable SocketChannel winner;

    Race(Cancellation cancellation, SelectorShelf shelf) {
        this.cancellation = cancellation;
        this.shelf = shelf;
    }

    /** Sends one SYN. */
    static SocketChannel sent(InetSocketAddress to, @Nullable InetSocketAddress from) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            if (from != null) {
                channel.bind(from);
            }
            channel.connect(to);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Sends one SYN and takes its answer into account. A refusal that is known at once is remembered, not thrown. */
    void start(InetSocketAddress to, @Nullable InetSocketAddress from) {
        try {
            follow(sent(to, from), to);
        } catch (IOException | RuntimeException e) {
            lost.add(trouble(to, e, true));
        }
    }

    /** Takes a connect into account whose SYN has been sent. */
    void follow(SocketChannel channel, InetSocketAddress to) {
        started.add(channel);
        if (channel.isConnected()) {
            winner = channel;
        } else {
            running.put(channel, to);
        }
    }

    /**
     * Runs until one connection is open.
     *
     * @param targets addresses still to be started, in order
     * @param left how long it may take from now
     * @param limit what to name as the limit when it has passed
     */
    PlainConnection run(List<InetSocketAddress> targets, Duration left, Duration limit) throws IOException {
        long end = System.nanoTime() + left.toNanos();
        Iterator<InetSocketAddress> next = targets.iterator();
        try {
            while (winner == null) {
                cancellation.check();
                if (running.isEmpty() && !next.hasNext()) {
                    throw allLost(limit);
                }
                if (next.hasNext()) {
                    start(next.next(), null);
                }
                look();
                if (winner != null || running.isEmpty()) {
                    continue;
                }
                long millis = (end - System.nanoTime() + 999_999) / 1_000_000;
                if (millis <= 0) {
                    throw allLost(limit);
                }
                await(next.hasNext() ? Math.min(HEAD_START_MILLIS, millis) : millis);
                look();
            }
            return handedOver(winner);
        } catch (ClosedSelectorException e) {
            throw cancellation.cancelled();
        }
    }

    private void await(long millis) throws IOException {
        Selector waiting = selector;
        if (waiting == null) {
            waiting = shelf.take();
            selector = waiting;
            cancellation.register(waiting);
        }
        for (SocketChannel channel : running.keySet()) {
            if (channel.keyFor(waiting) == null) {
                channel.register(waiting, SelectionKey.OP_CONNECT);
            }
        }
        waiting.select(millis);
        waiting.selectedKeys().clear();
    }

    private PlainConnection handedOver(SocketChannel channel) throws IOException {
        Selector waited = selector;
        if (waited == null) {
            return new PlainConnection(channel, Optional.empty(), shelf, cancellation);
        }
        for (SelectionKey key : waited.keys()) {
            if (key.channel() == channel) {
                key.interestOps(0);
            } else {
                key.cancel();
            }
        }
        if (started.size() > 1) {
            waited.selectNow();
        }
        // the connection goes on with what was waited with here
        cancellation.unregister(waited);
        selector = null;
        return new PlainConnection(channel, Optional.of(waited), shelf, cancellation);
    }

    /** Finds out what has become of those that are running; never waits. */
    private void look() {
        Iterator<Map.Entry<SocketChannel, InetSocketAddress>> each =
                running.entrySet().iterator();
        while (winner == null && each.hasNext()) {
            Map.Entry<SocketChannel, InetSocketAddress> one = each.next();
            try {
                if (one.getKey().finishConnect()) {
                    refuseOneself(one.getKey());
                    winner = one.getKey();
                }
            } catch (IOException e) {
                each.remove();
                lost.add(trouble(one.getValue(), e, false));
                close(one.getKey());
            }
        }
    }

    /** A closed port of this host that is drawn as the own port too connects to itself (RFC 793 §3.4, both open at once). */
    private static void refuseOneself(SocketChannel channel) throws IOException {
        if (channel.getLocalAddress().equals(channel.getRemoteAddress())) {
            throw new ConnectException("connected to itself");
        }
    }

    private NetException allLost(Duration limit) {
        for (InetSocketAddress to : running.values()) {
            lost.add(new NetException(NetException.Kind.NO_ANSWER, "no answer from " + Endpoint.of(to), limit, null));
        }
        NetException first = lost.get(0);
        List<String> all = lost.stream().map(Throwable::getMessage).toList();
        return new NetException(first.kind(), String.join("; ", all), first.waited(), first);
    }

    /**
     * What became of a connect, by the type of the exception and by when it came: what the system says is in the user's
     * language.
     *
     * @param atOnce whether the system refused to send the SYN at all
     */
    private NetException trouble(InetSocketAddress to, Exception e, boolean atOnce) {
        String where = Endpoint.of(to).toString();
        if (e instanceof NoRouteToHostException) {
            return new NetException(NetException.Kind.PROHIBITED, "no route to " + where, Duration.ZERO, e);
        }
        if (e instanceof ConnectException) {
            Duration waited = Duration.ofNanos(System.nanoTime() - begun);
            // the system itself gives up after two minutes or so; a refusal comes with the answer to the SYN
            return waited.compareTo(OWN_LIMIT) > 0
                    ? new NetException(NetException.Kind.NO_ANSWER, "no answer from " + where, waited, e)
                    : new NetException(NetException.Kind.REFUSED, "connection refused by " + where, Duration.ZERO, e);
        }
        if (e instanceof SocketException && !(e instanceof BindException) && !atOnce) {
            // taken and torn down before we looked
            return new NetException(
                    NetException.Kind.RESET, where + " took the connection and reset it", Duration.ZERO, e);
        }
        String message = e instanceof SocketException ? "network unreachable: " + where : where + ": " + e.getMessage();
        return new NetException(NetException.Kind.UNREACHABLE, message, Duration.ZERO, e);
    }

    @Override
    public void close() {
        for (SocketChannel channel : started) {
            if (channel != winner) {
                close(channel);
            }
        }
        Selector waited = selector;
        if (waited == null) {
            return;
        }
        cancellation.unregister(waited);
        try {
            waited.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
