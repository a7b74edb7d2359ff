package pasv.net;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * The scope of an address: from where it can be reached. The one place that classifies addresses, ordered from narrow
 * to wide, so that whoever must decide about an advertised address decides alike.
 */
public enum AddressScope {
    /** 0.0.0.0 or ::, no host at all. */
    UNSPECIFIED("no address at all"),
    /** 127.0.0.0/8 or ::1. */
    LOOPBACK("the server's own loopback"),
    /** 169.254.0.0/16 or fe80::/10. */
    LINK_LOCAL("link-local, good on one cable only"),
    /** RFC 1918 and RFC 4193: 10/8, 172.16/12, 192.168/16, fc00::/7. */
    PRIVATE("private, reachable inside one network only"),
    /** RFC 6598: 100.64.0.0/10, behind a carrier's NAT. */
    SHARED("carrier-grade NAT space, not reachable from the internet"),
    /** Multicast and reserved space, never a host's own address. */
    RESERVED("reserved, no host has it"),
    /** Everything else. */
    PUBLIC("public");

    private final String words;

    AddressScope(String words) {
        this.words = words;
    }

    /** The meaning in words, to follow "is". */
    public String words() {
        return words;
    }

    /** Whether a host in this scope is reachable from fewer places than one in {@code other}. */
    public boolean isNarrowerThan(AddressScope other) {
        return compareTo(other) < 0;
    }

    /** The scope of an address; an IPv4 address mapped into IPv6 counts as IPv4. */
    public static AddressScope of(InetAddress address) {
        byte[] b = address.getAddress();
        if (address.isAnyLocalAddress()) {
            return UNSPECIFIED;
        }
        if (address.isLoopbackAddress()) {
            return LOOPBACK;
        }
        if (address.isLinkLocalAddress()) {
            return LINK_LOCAL;
        }
        if (address instanceof Inet6Address) {
            return (b[0] & 0xFE) == 0xFC ? PRIVATE : address.isMulticastAddress() ? RESERVED : PUBLIC;
        }
        int first = b[0] & 0xFF;
        int second = b[1] & 0xFF;
        if (address.isSiteLocalAddress()) {
            return PRIVATE;
        }
        if (first == 100 && second >= 64 && second < 128) {
            return SHARED;
        }
        return first == 0 || first >= 224 ? RESERVED : PUBLIC;
    }
}
