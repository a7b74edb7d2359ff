package pasv.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The dialer: from a name to an open connection (happy eyeballs, RFC 8305). Looks the name up on a thread of its own
 * (Java has no limit for that), tries its addresses with a head start of 250 ms each (RFC 8305), and keeps the first
 * that answers.
 */
public final class Dialer implements Closeable {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

    /** Which addresses of a host are wanted. */
    public enum Family {
        ANY,
        IPV4,
        IPV6;

        boolean takes(InetAddress address) {
            return this == ANY || (this == IPV4) == (address instanceof Inet4Address);
        }
    }

    private final Cancellation cancellation;
    private final EarlyDial early;
    /** For connections to announced ports, which come one after the other. */
    private final SelectorShelf shelf = new SelectorShelf();

    public Dialer(Cancellation cancellation) {
        this(cancellation, EarlyDial.OF_PROCESS);
    }

    Dialer(Cancellation cancellation, EarlyDial early) {
        this.cancellation = cancellation;
        this.early = early;
    }

    /**
     * Opens a connection to a host by name or address, with TCP keep-alive on.
     *
     * @param limit for the lookup and all attempts together
     * @throws NetException with the kind of the first address's trouble; the message tells each address tried
     */
    public Connection dial(Endpoint host, Family family, Duration limit) throws IOException {
        long start = System.nanoTime();
        List<InetAddress> addresses = lookUp(host.host(), family, limit);
        Duration left = limit.minusNanos(System.nanoTime() - start);
        List<InetSocketAddress> targets = new ArrayList<>();
        for (InetAddress address : addresses) {
            targets.add(new InetSocketAddress(address, host.port()));
        }
        try (Race race = new Race(cancellation, SelectorShelf.none())) {
            Optional<EarlyDial.Begun> begun = early.to(targets.get(0));
            if (begun.isPresent()) {
                race.follow(begun.get().channel(), targets.remove(0));
            }
            PlainConnection connection = race.run(targets, left.isNegative() ? Duration.ofMillis(1) : left, limit);
            connection.keepAlive(KEEP_ALIVE);
            return connection;
        }
    }

    /**
     * Sends the SYN to one numeric address and returns at once.
     *
     * @param remote where to, numeric
     * @param local the numeric address to come from; its port is not used
     */
    public Pending begin(Endpoint remote, Endpoint local) throws IOException {
        InetSocketAddress to = new InetSocketAddress(literal(remote.host()), remote.port());
        return new Pending(to, new InetSocketAddress(literal(local.host()), 0), new Race(cancellation, shelf));
    }

    /** Lets go of what was kept for further connections; those that are open go on. */
    @Override
    public void close() {
        try {
            shelf.close();
        } catch (IOException e) {
            NetLog.debug("close a selector", e);
        }
    }

    /** A connect that was begun: {@link #finish} waits for its end. */
    public static final class Pending implements Closeable {
        private final Race race;
        private final InetSocketAddress to;
        private final long begun = System.nanoTime();

        private Pending(InetSocketAddress to, InetSocketAddress from, Race race) {
            this.race = race;
            this.to = to;
            race.start(to, from);
        }

        /** Waits for the connection to be open, for at most the limit. */
        public Connection finish(Duration limit) throws IOException {
            try (race) {
                return race.run(List.of(), limit, limit);
            }
        }

        /** How long ago the SYN was sent. */
        public Duration age() {
            return Duration.ofNanos(System.nanoTime() - begun);
        }

        /** Where to. */
        public Endpoint remote() {
            return Endpoint.of(to);
        }

        @Override
        public void close() {
            race.close();
        }
    }

    /** The addresses of a name, in the resolver's order, families interleaved by it. */
    public static List<InetAddress> lookUp(String host, Family family, Duration limit) throws IOException {
        List<InetAddress> all = isLiteral(host) ? List.of(literal(host)) : resolve(host, limit);
        List<InetAddress> wanted = all.stream().filter(family::takes).toList();
        if (wanted.isEmpty()) {
            throw new NetException(
                    NetException.Kind.NAME_UNKNOWN,
                    host + " has no " + (family == Family.IPV4 ? "IPv4" : "IPv6") + " address");
        }
        return wanted;
    }

    private static List<InetAddress> resolve(String host, Duration limit) throws NetException {
        CompletableFuture<InetAddress[]> answer = new CompletableFuture<>();
        Thread resolver = new Thread(
                () -> {
                    try {
                        answer.complete(InetAddress.getAllByName(host));
                    } catch (IOException | RuntimeException e) {
                        answer.completeExceptionally(e);
                    }
                },
                "pasv-resolver");
        resolver.setDaemon(true);
        resolver.start();
        try {
            return List.of(answer.get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            throw new NetException(
                    NetException.Kind.NAME_SILENT, "the name server did not answer for " + host, limit, e);
        } catch (ExecutionException e) {
            throw new NetException(
                    NetException.Kind.NAME_UNKNOWN, "no such host: " + host, Duration.ZERO, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NetException(NetException.Kind.CANCELLED, "interrupted");
        }
    }

    private static boolean isLiteral(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }

    private static InetAddress literal(String host) throws NetException {
        try {
            return InetAddress.getByName(host);
        } catch (IOException e) {
            throw new NetException(NetException.Kind.NAME_UNKNOWN, "not an address: " + host, Duration.ZERO, e);
        }
    }
}
