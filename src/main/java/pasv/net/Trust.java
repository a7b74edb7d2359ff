package pasv.net;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * The trust in certificates: whose is good enough. Exactly one of these decides, the first that applies: no check at
 * all, the pin, the authorities (given ones, else those of the Java installation).
 *
 * @param authorities trusted instead of the installation's own where not empty
 * @param pin the only certificate to accept, whatever else it says
 * @param unchecked accept any certificate
 */
public record Trust(List<X509Certificate> authorities, Optional<Pin> pin, boolean unchecked) {
    /** The authorities of the Java installation. */
    public static final Trust SYSTEM = new Trust(List.of(), Optional.empty(), false);

    public Trust {
        authorities = List.copyOf(authorities);
    }

    public Trust withAuthorities(List<X509Certificate> value) {
        return new Trust(value, pin, unchecked);
    }

    public Trust withPin(Pin value) {
        return new Trust(authorities, Optional.of(value), unchecked);
    }

    public Trust withoutCheck() {
        return new Trust(authorities, pin, true);
    }
}
