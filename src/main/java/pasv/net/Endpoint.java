package pasv.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * An endpoint: host and port. A host name or address literal with a TCP port, printed the way people write it: {@code
 * 10.0.0.11:21}, {@code [::1]:21}.
 *
 * @param host a name or an address literal without brackets, never empty
 * @param port 1 to 65535
 */
public record Endpoint(String host, int port) {
    public static final int MAX_PORT = 65_535;

    public Endpoint {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("empty host");
        }
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("port " + port + " is not in 1 to " + MAX_PORT);
        }
    }

    /** The numeric endpoint of a socket address; a scope id (as in {@code fe80::1%eth0}) is kept. */
    public static Endpoint of(InetSocketAddress address) {
        return new Endpoint(numeric(address.getAddress()), address.getPort());
    }

    /** Whether a host is an address literal and no name. */
    public static boolean isNumeric(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }

    /** The numeric form of an address, IPv6 shortened as in RFC 5952. */
    public static String numeric(InetAddress address) {
        String text = address.getHostAddress();
        return text.indexOf(':') < 0 ? text : shortened(text);
    }

    private static String shortened(String ipv6) {
        int percent = ipv6.indexOf('%');
        String scope = percent < 0 ? "" : ipv6.substring(percent);
        String[] groups = (percent < 0 ? ipv6 : ipv6.substring(0, percent)).split(":", -1);
        int bestStart = -1;
        int bestLength = 1;
        for (int i = 0; i < groups.length; i++) {
            int end = i;
            while (end < groups.length && groups[end].equals("0")) {
                end++;
            }
            if (end - i > bestLength) {
                bestStart = i;
                bestLength = end - i;
            }
        }
        if (bestStart < 0) {
            return ipv6;
        }
        String head = String.join(":", java.util.Arrays.copyOfRange(groups, 0, bestStart));
        String tail = String.join(":", java.util.Arrays.copyOfRange(groups, bestStart + bestLength, groups.length));
        return head + "::" + tail + scope;
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    // spelled out: the generated ones are linked by method handles, which costs every start some milliseconds
    @Override
    public boolean equals(Object other) {
        return other instanceof Endpoint that && port == that.port && host.equals(that.host);
    }

    @Override
    public int hashCode() {
        return host.hashCode() * 31 + port;
    }
}
