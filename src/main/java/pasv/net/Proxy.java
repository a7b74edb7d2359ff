package pasv.net;

import java.net.URLDecoder;
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
 */
public record Proxy(Kind kind, Endpoint server, Optional<String> user, Optional<String> password) {
    /** The kinds of proxies. */
    public enum Kind {
        /** SOCKS 5 (RFC 1928); names are looked up here. */
        SOCKS5(1080),
        /** SOCKS 5; names are looked up there. */
        SOCKS5H(1080),
        /** SOCKS 4 with names, which are looked up there. */
        SOCKS4A(1080),
        /** HTTP CONNECT (RFC 9110 section 9.3.6); names are looked up there. */
        HTTP(3128);

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
                    "a proxy is socks5://, socks5h://, socks4a:// or http://[user@]host[:port]");
        }
        String scheme = url.group(1) == null ? "http" : url.group(1).toLowerCase(Locale.ROOT);
        Kind kind = switch (scheme) {
            case "http" -> Kind.HTTP;
            case "socks5" -> Kind.SOCKS5;
            case "socks5h" -> Kind.SOCKS5H;
            case "socks4a" -> Kind.SOCKS4A;
            default ->
                throw new IllegalArgumentException("there is no way through a proxy of " + scheme
                        + "://; there are socks5, socks5h, socks4a and http");
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
        if (user.orElse("").length() > 255 || password.orElse("").length() > 255) {
            throw new IllegalArgumentException("a proxy takes 255 characters of user and password");
        }
        if ((user.orElse("") + password.orElse("")).chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException("user and password of a proxy hold no control characters");
        }
        return new Proxy(kind, new Endpoint(host, port), user, password);
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

    /** A star is every host; a name is itself and all that is below it. */
    private static boolean isExempt(String list, String host) {
        String wanted = host.toLowerCase(Locale.ROOT);
        for (String word : list.toLowerCase(Locale.ROOT).split("[,\\s]+")) {
            String name = word.replaceAll("[\\[\\]]", "");
            if (name.startsWith(".")) {
                name = name.substring(1);
            }
            if (name.equals("*") || (!name.isEmpty() && (wanted.equals(name) || wanted.endsWith("." + name)))) {
                return true;
            }
        }
        return false;
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
