package pasv.ftp.wire;

import java.util.Set;

/**
 * What has been learned of a server and is worth keeping from one run to the next.
 *
 * @param tls what is known of its TLS
 * @param traits its peculiarities
 */
public record Learned(TlsHabits tls, Set<ServerTrait> traits) {
    public static final Learned NOTHING = new Learned(TlsHabits.UNKNOWN, Set.of());

    public Learned {
        traits = Set.copyOf(traits);
    }

    // spelled out: the generated ones are linked by method handles, which costs every start some milliseconds
    @Override
    public boolean equals(Object other) {
        return other instanceof Learned that && tls.equals(that.tls) && traits.equals(that.traits);
    }

    @Override
    public int hashCode() {
        return tls.hashCode() * 31 + traits.hashCode();
    }
}
