package pasv.net;

import java.util.Locale;
import java.util.Optional;

/**
 * A certificate pin. The SHA-256 of its DER bytes, as {@code openssl x509 -fingerprint -sha256} prints it, with or
 * without colons.
 *
 * @param sha256 64 lower-case hex digits
 * @param origin who said so
 */
public record Pin(String sha256, Origin origin) {
    private static final String PREFIX = "sha256:";

    /** Who named the certificate. */
    public enum Origin {
        /** Named for this run. */
        GIVEN,
        /** Trusted earlier and kept. */
        REMEMBERED
    }

    public Pin {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a pin is sha256: and 64 hex digits");
        }
    }

    /** Reads {@code sha256:HEX}; empty where it is none. */
    public static Optional<Pin> parse(String text, Origin origin) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        String hex = (lower.startsWith(PREFIX) ? lower.substring(PREFIX.length()) : "").replace(":", "");
        return hex.matches("[0-9a-f]{64}") ? Optional.of(new Pin(hex, origin)) : Optional.empty();
    }

    /** The form that {@link #parse} reads. */
    @Override
    public String toString() {
        return PREFIX + sha256;
    }
}
