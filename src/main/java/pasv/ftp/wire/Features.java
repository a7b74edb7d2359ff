package pasv.ftp.wire;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The features that a server offers. The reply to FEAT (RFC 2389 §3.2), read tolerantly: ProFTPD puts the code on every
 * line, others forget the leading space.
 */
public final class Features {
    /** Nothing is known; whatever is wanted is tried. */
    public static final Features UNKNOWN = new Features(Map.of());

    private static final int MAX = 1_000;

    private final Map<String, String> byName;

    private Features(Map<String, String> byName) {
        this.byName = Map.copyOf(byName);
    }

    public static Features of(Reply reply) {
        if (!reply.isPositive()) {
            return UNKNOWN;
        }
        Map<String, String> found = new HashMap<>();
        String[] lines = reply.text().split("\n", -1);
        for (int i = 1; i < lines.length - 1 && found.size() < MAX; i++) {
            String line = lines[i].strip();
            int space = line.indexOf(' ');
            String name = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
            if (!name.isEmpty()) {
                found.merge(name, space < 0 ? "" : line.substring(space + 1).strip(), (a, b) -> a + ";" + b);
            }
        }
        return new Features(found);
    }

    public boolean has(String name) {
        return byName.containsKey(name);
    }

    /** What stands behind the name, such as {@code TLS;PBSZ} behind AUTH; empty text where nothing does. */
    public Optional<String> parameters(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public boolean isUnknown() {
        return byName.isEmpty();
    }
}
