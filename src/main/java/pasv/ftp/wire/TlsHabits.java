package pasv.ftp.wire;

import java.util.Optional;
import pasv.net.TlsRung;

/**
 * The habits of a server's TLS. Worth keeping from one run to the next.
 *
 * @param seen whether a session with it was ever protected
 * @param rung the kind of session that works, where it is not the newest
 * @param takesUnresumed whether a data connection with a session of its own has worked
 */
public record TlsHabits(boolean seen, Optional<TlsRung> rung, boolean takesUnresumed) {
    public static final TlsHabits UNKNOWN = new TlsHabits(false, Optional.empty(), false);

    TlsHabits withSeen() {
        return new TlsHabits(true, rung, takesUnresumed);
    }

    TlsHabits withRung(Optional<TlsRung> value) {
        return new TlsHabits(seen, value, takesUnresumed);
    }

    TlsHabits withUnresumed(boolean value) {
        return new TlsHabits(seen, rung, value);
    }

    // spelled out: the generated ones are linked by method handles, which costs every start some milliseconds
    @Override
    public boolean equals(Object other) {
        return other instanceof TlsHabits that
                && seen == that.seen
                && rung.equals(that.rung)
                && takesUnresumed == that.takesUnresumed;
    }

    @Override
    public int hashCode() {
        return rung.hashCode() * 4 + (seen ? 2 : 0) + (takesUnresumed ? 1 : 0);
    }
}
