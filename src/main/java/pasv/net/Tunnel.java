package pasv.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The opening of a way through a proxy: what is said on a connection to it before the connection is the server's. */
final class Tunnel {
    private static final int SOCKS_5 = 5;
    private static final int SOCKS_4 = 4;
    private static final int CONNECT = 1;
    private static final int NO_LOGIN = 0;
    private static final int BY_PASSWORD = 2;
    private static final int LONGEST_ANSWER = 16 * 1024;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3}) ?(.*)");

    private final Proxy proxy;
    private final Endpoint to;
    private final Patience patience;
    private Connection connection;
    private final ByteBuffer came = ByteBuffer.allocate(LONGEST_ANSWER).limit(0);

    private Tunnel(Connection connection, Proxy proxy, Endpoint to, Duration limit) {
        this.connection = connection;
        this.proxy = proxy;
        this.to = to;
        this.patience = Patience.of(limit);
    }

    /**
     * Opens the way; the connection is closed where it does not open.
     *
     * @param to numeric, or a name where the proxy looks names up
     * @param limit for each answer of the proxy
     */
    static Connection open(Connection connection, Proxy proxy, Endpoint to, Duration limit) throws IOException {
        Tunnel tunnel = new Tunnel(connection, proxy, to, limit);
        try {
            switch (proxy.kind()) {
                case SOCKS5, SOCKS5H -> tunnel.socks5();
                case SOCKS4A -> tunnel.socks4();
                case HTTP -> tunnel.http();
                case HTTPS -> {
                    tunnel.protect();
                    tunnel.http();
                }
            }
            return new Tunneled(tunnel.connection, to, tunnel.came);
        } catch (NetException e) {
            connection.close();
            if (e.kind() == NetException.Kind.SILENT) {
                throw new NetException(
                        NetException.Kind.NO_ANSWER,
                        "the proxy " + proxy + " did not answer when asked for " + to,
                        e.waited(),
                        e);
            }
            throw e;
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void send(byte[] bytes) throws IOException {
        connection.write(ByteBuffer.wrap(bytes), patience);
    }

    /** The next byte that the proxy says. */
    private int next() throws IOException {
        while (!came.hasRemaining()) {
            came.clear();
            int n = connection.read(came, patience);
            came.flip();
            if (n < 0) {
                throw refused("closed the connection when asked for " + to);
            }
        }
        return came.get() & 0xFF;
    }

    private NetException refused(String what) {
        return new NetException(NetException.Kind.PROXY_REFUSED, "the proxy " + proxy + " " + what);
    }

    private NetException unreachable(NetException.Kind kind, String what) {
        return new NetException(kind, "the proxy " + proxy + " " + what);
    }

    /** A session of its own for each connection: behind one name there may be many proxies, each with its certificate. */
    private void protect() throws IOException {
        try {
            connection = Tls.toProxy(proxy).control(connection, patience);
        } catch (NetException e) {
            throw switch (e.kind()) {
                case CERTIFICATE -> refused("is not to be trusted: " + e.getMessage());
                case NOT_TLS -> refused("answers without TLS: http:// in place of https://?");
                case TLS, CLOSED, RESET -> refused("does not shake hands: " + e.getMessage());
                default -> e;
            };
        }
    }

    private void socks5() throws IOException {
        boolean login = proxy.user().isPresent();
        send(login ? new byte[] {SOCKS_5, 2, NO_LOGIN, BY_PASSWORD} : new byte[] {SOCKS_5, 1, NO_LOGIN});
        int version = next();
        if (version != SOCKS_5) {
            throw refused("does not speak SOCKS 5");
        }
        int method = next();
        if (method == BY_PASSWORD && login) {
            socksLogin();
        } else if (method != NO_LOGIN) {
            throw refused(login ? "takes no user and password" : "wants a user and a password: socks5://user@host");
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(SOCKS_5);
        request.write(CONNECT);
        request.write(0);
        address(request);
        port(request);
        send(request.toByteArray());
        next();
        int answer = next();
        next();
        int type = next();
        int length = type == 1 ? 4 : type == 4 ? 16 : type == 3 ? next() : 0;
        for (int i = 0; i < length + 2; i++) {
            next();
        }
        switch (answer) {
            case 0 -> {}
            case 2 -> throw refused("does not let " + to + " through (not allowed by its rules)");
            case 3, 4, 6 ->
                throw unreachable(
                        NetException.Kind.UNREACHABLE, "cannot reach " + to + " (SOCKS answer " + answer + ")");
            case 5 -> throw unreachable(NetException.Kind.REFUSED, "says that " + to + " refused the connection");
            default -> throw refused("does not open a way to " + to + " (SOCKS answer " + answer + ")");
        }
    }

    /** RFC 1929. */
    private void socksLogin() throws IOException {
        byte[] user = proxy.user().orElse("").getBytes(StandardCharsets.UTF_8);
        byte[] password = proxy.password().orElse("").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream login = new ByteArrayOutputStream();
        login.write(1);
        login.write(user.length);
        login.writeBytes(user);
        login.write(password.length);
        login.writeBytes(password);
        send(login.toByteArray());
        next();
        if (next() != 0) {
            throw refused("rejects the user or the password");
        }
    }

    private void address(ByteArrayOutputStream request) throws IOException {
        if (Endpoint.isNumeric(to.host())) {
            byte[] address = InetAddress.getByName(to.host()).getAddress();
            request.write(address.length == 4 ? 1 : 4);
            request.writeBytes(address);
        } else {
            byte[] name = to.host().getBytes(StandardCharsets.UTF_8);
            request.write(3);
            request.write(name.length);
            request.writeBytes(name);
        }
    }

    private void port(ByteArrayOutputStream request) {
        request.write(to.port() >> 8);
        request.write(to.port() & 0xFF);
    }

    private void socks4() throws IOException {
        boolean numeric = Endpoint.isNumeric(to.host());
        byte[] address = numeric ? InetAddress.getByName(to.host()).getAddress() : new byte[] {0, 0, 0, 1};
        if (address.length != 4) {
            throw refused("speaks SOCKS 4, which has no IPv6 addresses: try socks5h://");
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(SOCKS_4);
        request.write(CONNECT);
        port(request);
        request.writeBytes(address);
        request.writeBytes(proxy.user().orElse("").getBytes(StandardCharsets.UTF_8));
        request.write(0);
        if (!numeric) {
            request.writeBytes(to.host().getBytes(StandardCharsets.UTF_8));
            request.write(0);
        }
        send(request.toByteArray());
        next();
        int answer = next();
        for (int i = 0; i < 6; i++) {
            next();
        }
        if (answer != 90) {
            throw refused("does not open a way to " + to + " (SOCKS answer " + answer + ")");
        }
    }

    private void http() throws IOException {
        String host = to.toString();
        String login = proxy.user().isEmpty()
                ? ""
                : "Proxy-Authorization: Basic "
                        + Base64.getEncoder()
                                .encodeToString((proxy.user().get() + ":"
                                                + proxy.password().orElse(""))
                                        .getBytes(StandardCharsets.UTF_8))
                        + "\r\n";
        send(("CONNECT " + host + " HTTP/1.1\r\nHost: " + host + "\r\n" + login + "\r\n")
                .getBytes(StandardCharsets.UTF_8));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0 && head.indexOf("\n\n") < 0) {
            if (head.length() == LONGEST_ANSWER) {
                throw refused("answers without an end");
            }
            head.append((char) next());
        }
        Matcher status = STATUS.matcher(head.toString().lines().findFirst().orElse(""));
        if (!status.matches()) {
            throw refused("does not speak HTTP");
        }
        int code = Integer.parseInt(status.group(1));
        String said = "(HTTP " + code
                + (status.group(2).isBlank() ? "" : " " + status.group(2).strip()) + ")";
        if (code / 100 == 2) {
            return;
        }
        throw switch (code) {
            case 407 ->
                refused(
                        proxy.user().isPresent()
                                ? "rejects the user or the password " + said
                                : "wants a user and a password " + said + ": http://user@host");
            case 500, 502, 503 -> unreachable(NetException.Kind.UNREACHABLE, "cannot reach " + to + " " + said);
            case 504 -> unreachable(NetException.Kind.NO_ANSWER, "got no answer from " + to + " " + said);
            default -> refused("does not let " + to + " through " + said);
        };
    }

    /**
     * The connection to the server, whose first bytes may have come with the proxy's last. Under TLS to the proxy it is
     * no TLS connection either: nothing of it is hidden from the proxy.
     */
    private static final class Tunneled implements Connection {
        private final Connection inner;
        private final Endpoint remote;
        private final ByteBuffer first;

        Tunneled(Connection inner, Endpoint remote, ByteBuffer first) {
            this.inner = inner;
            this.remote = remote;
            this.first = first;
        }

        @Override
        public int read(ByteBuffer into, Patience patience) throws IOException {
            return first.hasRemaining() ? taken(into) : inner.read(into, patience);
        }

        @Override
        public int poll(ByteBuffer into) throws IOException {
            return first.hasRemaining() ? taken(into) : inner.poll(into);
        }

        private int taken(ByteBuffer into) {
            int length = Math.min(first.remaining(), into.remaining());
            into.put(first.slice(first.position(), length));
            first.position(first.position() + length);
            return length;
        }

        @Override
        public void write(ByteBuffer from, Patience patience) throws IOException {
            inner.write(from, patience);
        }

        @Override
        public long writeFrom(Outflow from, Patience patience) throws IOException {
            return inner.writeFrom(from, patience);
        }

        @Override
        public void endOutput(Patience patience) throws IOException {
            inner.endOutput(patience);
        }

        /** What the proxy promises is not the server's word. */
        @Override
        public boolean endedCleanly() {
            return false;
        }

        @Override
        public Endpoint local() {
            return inner.local();
        }

        @Override
        public Endpoint remote() {
            return remote;
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
