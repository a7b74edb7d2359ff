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
import pasv.net.name.NameServers;

/**
 * The dialer: from a name to an open connection (happy eyeballs, RFC 8305). Looks the name up on a thread of its own
 * (Java has no limit for that), tries its addresses with a head start of 250 ms each (RFC 8305), and keeps the first
 * that answers.
 */
public final class Dialer implements Closeable {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);
    private static final Duration LOOKUP = Duration.ofSeconds(10);

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
    private final Optional<Proxy> proxy;
    /** For connections to announced ports, which come one after the other. */
    private final SelectorShelf shelf = new SelectorShelf();

    /** @param proxy that all connections go through; empty for the direct way */
    public Dialer(Cancellation cancellation, Optional<Proxy> proxy) {
        this(cancellation, EarlyDial.OF_PROCESS, proxy);
    }

    Dialer(Cancellation cancellation, EarlyDial early, Optional<Proxy> proxy) {
        this.cancellation = cancellation;
        this.early = early;
        this.proxy = proxy;
    }

    /**
     * Opens a connection to a host by name or address, with TCP keep-alive on.
     *
     * @param limit for the lookup and all attempts together
     * @throws NetException with the kind of the first address's trouble; the message tells each address tried
     */
    public Connection dial(Endpoint host, Family family, Duration limit) throws IOException {
        if (proxy.isPresent()) {
            return through(proxy.get(), host, family, limit);
        }
        return direct(host, family, limit);
    }

    /** The proxy is dialled in any family; the wanted one is the server's. */
    private Connection through(Proxy way, Endpoint host, Family family, Duration limit) throws IOException {
        Endpoint to = way.resolves()
                ? host
                : new Endpoint(
                        Endpoint.numeric(lookUp(host.host(), family, limit).get(0)), host.port());
        return Tunnel.open(toProxy(way, () -> direct(way.server(), Family.ANY, limit)), way, to, limit);
    }

    /** A connect. */
    private interface Dialing {
        Connection dial() throws IOException;
    }

    private static Connection toProxy(Proxy way, Dialing dialing) throws IOException {
        try {
            return dialing.dial();
        } catch (NetException e) {
            if (e.kind() == NetException.Kind.CANCELLED) {
                throw e;
            }
            throw new NetException(
                    NetException.Kind.PROXY_REFUSED,
                    "the proxy " + way + " cannot be reached: " + e.getMessage(),
                    e.waited(),
                    e);
        }
    }

    private Connection direct(Endpoint host, Family family, Duration limit) throws IOException {
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
     * @param remote where to, numeric, or by a name where a proxy looks it up
     * @param local the numeric address to come from; its port is not used
     */
    public Pending begin(Endpoint remote, Endpoint local) throws IOException {
        InetSocketAddress from = new InetSocketAddress(literal(local.host()), 0);
        if (proxy.isPresent()) {
            Endpoint server = proxy.get().server();
            // looked up a moment ago, for the control connection
            InetAddress address = lookUp(server.host(), Family.ANY, LOOKUP).stream()
                    .filter(each -> each.getClass().equals(from.getAddress().getClass()))
                    .findFirst()
                    .orElseThrow(() -> new NetException(NetException.Kind.NAME_UNKNOWN, "no address of " + server));
            return new Pending(
                    new InetSocketAddress(address, server.port()), remote, proxy, from, new Race(cancellation, shelf));
        }
        InetSocketAddress to = new InetSocketAddress(literal(remote.host()), remote.port());
        return new Pending(to, remote, proxy, from, new Race(cancellation, shelf));
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
        private final Endpoint remote;
        private final Optional<Proxy> proxy;
        private final long begun = System.nanoTime();

        private Pending(
                InetSocketAddress to, Endpoint remote, Optional<Proxy> proxy, InetSocketAddress from, Race race) {
            this.race = race;
            this.remote = remote;
            this.proxy = proxy;
            race.start(to, from);
        }

        /** Waits for the connection to be open, for at most the limit. */
        public Connection finish(Duration limit) throws IOException {
            try (race) {
                if (proxy.isEmpty()) {
                    return race.run(List.of(), limit, limit);
                }
                Connection open = toProxy(proxy.get(), () -> race.run(List.of(), limit, limit));
                return Tunnel.open(open, proxy.get(), remote, limit);
            }
        }

        /** How long ago the SYN was sent. */
        public Duration age() {
            return Duration.ofNanos(System.nanoTime() - begun);
        }

        /** Where to. */
        public Endpoint remote() {
            return remote;
        }

        @Override
        public void close() {
            race.close();
        }
    }

    /** The addresses of a name, in the resolver's order, families interleaved by it. */
    public static List<InetAddress> lookUp(String host, Family family, Duration limit) throws IOException {
        List<InetAddress> all = Endpoint.isNumeric(host) ? List.of(literal(host)) : resolve(host, limit);
        List<InetAddress> wanted = all.stream().filter(family::takes).toList();
        if (wanted.isEmpty()) {
            throw new NetException(
                    NetException.Kind.NAME_UNKNOWN,
                    host + " has no " + (family == Family.IPV4 ? "IPv4" : "IPv6") + " address");
        }
        return wanted;
    }

    private static List<InetAddress> resolve(String host, Duration limit) throws NetException {
        long start = System.nanoTime();
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
            throw nowhere(
                    host,
                    NameServers.ofSystem(limit.minusNanos(System.nanoTime() - start))
                            .why(host),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NetException(NetException.Kind.CANCELLED, "interrupted");
        }
    }

    private static NetException nowhere(String host, NameServers.Reason reason, Exception e) {
        return switch (reason) {
            case UNKNOWN -> new NetException(NetException.Kind.NAME_UNKNOWN, "no such host: " + host, Duration.ZERO, e);
            case SERVER_FAILED ->
                new NetException(
                        NetException.Kind.NAME_SERVER_FAILED,
                        "the name server answers that it cannot tell the address of " + host,
                        Duration.ZERO,
                        e);
            case SILENT ->
                new NetException(
                        NetException.Kind.NAME_SILENT, "no name server answered for " + host, Duration.ZERO, e);
        };
    }

    private static InetAddress literal(String host) throws NetException {
        try {
            return InetAddress.getByName(host);
        } catch (IOException e) {
            throw new NetException(NetException.Kind.NAME_UNKNOWN, "not an address: " + host, Duration.ZERO, e);
        }
    }
}
