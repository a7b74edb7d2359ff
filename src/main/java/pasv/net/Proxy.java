package pasv.net;

import java.net.InetAddress;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A proxy that connections go through, control and data alike.
 *
 * @param kind how it is spoken to
 * @param server where it listens
 * @param user as whom; empty where it asks for nobody
 * @param password of that user
 * @param trust which certificates are good enough; of HTTPS alone
 */
public record Proxy(Kind kind, Endpoint server, Optional<String> user, Optional<String> password, Trust trust) {
    /** The kinds of proxies. */
    public enum Kind {
        /** SOCKS 5 (RFC 1928); names are looked up here. */
        SOCKS5(1080),
        /** SOCKS 5; names are looked up there. */
        SOCKS5H(1080),
        /** SOCKS 4 with names, which are looked up there. */
        SOCKS4A(1080),
        /** HTTP CONNECT (RFC 9110 section 9.3.6); names are looked up there. */
        HTTP(3128),
        /** The same inside TLS to the proxy, whose certificate is checked. */
        HTTPS(443);

        private final int port;

        Kind(int port) {
            this.port = port;
        }

        /** The word for it in a URL. */
        public String scheme() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Pattern URL = Pattern.compile(
            "(?i)(?:([a-z0-9]+)://)?(?:([^@/]*)@)?(\\[[0-9a-f:.]+]|[^:/@\\[\\]\\s]+)(?::([0-9]{1,5}))?/?");
    private static final Pattern NETWORK = Pattern.compile("\\[?([0-9a-f:.]+)]?(?:/([0-9]{1,3}))?");
    private static final int HIGHEST_PORT = 65_535;

    /**
     * Reads {@code socks5://[user[:password]@]host[:port]}; without a scheme it is HTTP, as curl has it.
     *
     * @throws IllegalArgumentException when it is no proxy; the message holds no password
     */
    public static Proxy parse(String text) {
        Matcher url = URL.matcher(text.strip());
        if (!url.matches()) {
            throw new IllegalArgumentException(
                    "a proxy is socks5://, socks5h://, socks4a://, http:// or https://[user@]host[:port]");
        }
        String scheme = url.group(1) == null ? "http" : url.group(1).toLowerCase(Locale.ROOT);
        Kind kind = switch (scheme) {
            case "http" -> Kind.HTTP;
            case "https" -> Kind.HTTPS;
            case "socks5" -> Kind.SOCKS5;
            case "socks5h" -> Kind.SOCKS5H;
            case "socks4a" -> Kind.SOCKS4A;
            default ->
                throw new IllegalArgumentException("there is no way through a proxy of " + scheme
                        + "://; there are socks5, socks5h, socks4a, http and https");
        };
        int port = url.group(4) == null ? kind.port : Integer.parseInt(url.group(4));
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("a proxy's port is 1 to 65535");
        }
        String host = url.group(3).replaceAll("[\\[\\]]", "");
        Optional<String> login = Optional.ofNullable(url.group(2));
        int colon = login.orElse("").indexOf(':');
        Optional<String> user = login.map(both -> decoded(colon < 0 ? both : both.substring(0, colon)));
        Optional<String> password =
                colon < 0 ? Optional.empty() : login.map(both -> decoded(both.substring(colon + 1)));
        return new Proxy(kind, new Endpoint(host, port), Optional.empty(), Optional.empty(), Trust.SYSTEM)
                .as(user, password);
    }

    /**
     * The same with another login.
     *
     * @throws IllegalArgumentException when no proxy could be told it
     */
    public Proxy as(Optional<String> name, Optional<String> secret) {
        if (name.orElse("").length() > 255 || secret.orElse("").length() > 255) {
            throw new IllegalArgumentException("a proxy takes 255 characters of user and password");
        }
        if ((name.orElse("") + secret.orElse("")).chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException("user and password of a proxy hold no control characters");
        }
        return new Proxy(kind, server, name, secret, trust);
    }

    /** The same with another trust in certificates. */
    public Proxy trusting(Trust value) {
        return new Proxy(kind, server, user, password, value);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /**
     * The proxy that the environment names for a host, as curl reads it: {@code ftp_proxy}, then {@code all_proxy}, in
     * lower case before upper; none where {@code no_proxy} has the host.
     *
     * @throws IllegalArgumentException when what is named is no proxy
     */
    public static Optional<Proxy> of(Map<String, String> environment, String host) {
        Optional<String> named = either(environment, "ftp_proxy").or(() -> either(environment, "all_proxy"));
        if (named.isEmpty() || isExempt(either(environment, "no_proxy").orElse(""), host)) {
            return Optional.empty();
        }
        return named.map(Proxy::parse);
    }

    /** Whether the environment names any. */
    public static boolean isNamed(Map<String, String> environment) {
        return either(environment, "ftp_proxy").isPresent()
                || either(environment, "all_proxy").isPresent();
    }

    private static Optional<String> either(Map<String, String> environment, String name) {
        String lower = environment.getOrDefault(name, "");
        String value = lower.isBlank() ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "") : lower;
        return value.isBlank() ? Optional.empty() : Optional.of(value);
    }

    /**
     * A lone star is every host; a name is itself and all that is below it; of numeric hosts an address is itself, and
     * with {@code /bits} all that begin with these bits (curl 7.86 and later).
     */
    private static boolean isExempt(String list, String host) {
        if (list.strip().equals("*")) {
            return true;
        }
        String wanted = withoutDot(host.toLowerCase(Locale.ROOT));
        boolean numeric = Endpoint.isNumeric(host);
        for (String word : list.toLowerCase(Locale.ROOT).split("[,\\s]+")) {
            String name = word.startsWith(".") ? word.substring(1) : word;
            name = withoutDot(name);
            if (name.isEmpty()) {
                continue;
            }
            if (numeric ? isWithin(host, word) : wanted.equals(name) || wanted.endsWith("." + name)) {
                return true;
            }
        }
        return false;
    }

    private static String withoutDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static boolean isWithin(String host, String network) {
        Matcher block = NETWORK.matcher(network);
        if (!block.matches() || !Endpoint.isNumeric(block.group(1))) {
            return false;
        }
        try {
            byte[] wanted = InetAddress.getByName(host).getAddress();
            byte[] named = InetAddress.getByName(block.group(1)).getAddress();
            int all = named.length * 8;
            int bits = block.group(2) == null ? all : Integer.parseInt(block.group(2));
            // as in curl, no bits are all bits
            return wanted.length == named.length && bits <= all && beginAlike(wanted, named, bits == 0 ? all : bits);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean beginAlike(byte[] one, byte[] other, int bits) {
        for (int i = 0; i < bits; i++) {
            int mask = 0x80 >> i % 8;
            if ((one[i / 8] & mask) != (other[i / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** Whether this proxy can be told a password. */
    public boolean takesPassword() {
        return kind != Kind.SOCKS4A;
    }

    /** Whether names of servers are looked up at the proxy. */
    public boolean resolves() {
        return kind != Kind.SOCKS5;
    }

    /** The URL without user and password. */
    @Override
    public String toString() {
        return kind.scheme() + "://" + server;
    }
}
