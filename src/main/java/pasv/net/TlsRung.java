package pasv.net;

import java.util.Optional;

/**
 * A rung of the ladder of TLS sessions that a server may take up again. A ladder: where a server will not have a data
 * connection that resumes one kind, the next kind is tried.
 */
public enum TlsRung {
    /** TLS 1.3 where the server knows it, else 1.2. A ProFTPD that sends no tickets on uploads runs out of them. */
    NEWEST("TLS 1.3 or 1.2"),
    /** TLS 1.2, the session kept by the server under its id. */
    TLS_1_2("TLS 1.2"),
    /** TLS 1.2, the session kept by us in a ticket, for servers that keep none. */
    TLS_1_2_TICKETS("TLS 1.2 with session tickets");

    private final String words;

    TlsRung(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /** The rung to try after this one. */
    public Optional<TlsRung> next() {
        return switch (this) {
            case NEWEST -> Optional.of(TLS_1_2);
            case TLS_1_2 -> Optional.of(TLS_1_2_TICKETS);
            case TLS_1_2_TICKETS -> Optional.empty();
        };
    }

    boolean takesTickets() {
        return this == TLS_1_2_TICKETS;
    }

    String[] protocols() {
        return this == NEWEST ? new String[] {"TLSv1.3", "TLSv1.2"} : new String[] {"TLSv1.2"};
    }
}
