package pasv.ftp.wire;

import java.util.Locale;

/**
 * The kinds of failure. Every kind that a caller, a script or an exit code must tell apart stands here, with whether
 * trying again can help.
 */
public enum Failure {
    /** The command line or a URL cannot be carried out as written. */
    USAGE(false),

    NAME_UNKNOWN(false),
    /** No name server answers. */
    NAME_SILENT(true),
    /** The name server answers that it cannot tell (SERVFAIL, REFUSED). */
    NAME_SERVER_FAILED(true),
    CONNECT_REFUSED(true),
    CONNECT_NO_ANSWER(true),
    /** A proxy does not let the connection to the server through, or not this user. */
    PROXY_REFUSED(false),
    /** This machine knows no way: nothing that a second would change. */
    UNREACHABLE(false),
    /** The control connection ended while something was still due. */
    CONTROL_LOST(true),
    /** 421, or a 530 that says "too many". */
    SERVER_FULL(true),
    /** 421 or a closed connection in place of a greeting, and no word of too many: a ban, an access list, maintenance. */
    TURNED_AWAY(true),

    /** The server takes no password without TLS. */
    TLS_REQUIRED(false),
    /** The handshake failed, or the other side does not speak TLS. */
    TLS_FAILED(false),
    /** The certificate is not the one, or not one to trust. */
    CERTIFICATE(false),
    /** The server will not protect the data connection. */
    DATA_UNPROTECTED(false),
    /** The server does not take the TLS session of the data connection, of whatever kind it is. */
    DATA_SESSION_REFUSED(false),

    LOGIN_REJECTED(false),
    /** 4yz to a login: the server says to come back later. */
    LOGIN_DEFERRED(true),
    /** A password is wanted and there is none and nobody to ask. */
    NO_PASSWORD(false),

    /** A reply that is no FTP, or says what cannot be. */
    NOT_UNDERSTOOD(false),
    /** What the server says would harm this side: a bad name, an address to attack, a flood. */
    HOSTILE(false),

    /** 4yz to a command. */
    REFUSED_FOR_NOW(true),
    /** 5yz to a command. */
    REFUSED(false),

    /** REST is refused: a transfer can only begin at the beginning. */
    NO_RESTART(false),

    /** The server offers no passive mode. */
    PASSIVE_REFUSED(false),
    /** The server has no passive port left for the moment. */
    NO_PASSIVE_PORT(true),
    DATA_NO_ANSWER(false),
    DATA_CONNECT_REFUSED(false),
    /** ICMP forbids the way to the data port. */
    DATA_PROHIBITED(false),
    /** A proxy lets the control connection through, and not the data connection. */
    DATA_PROXY_REFUSED(false),
    /** 425: the server will not use the data connection that is open. */
    DATA_REJECTED(false),
    /** Somebody else takes the data connection: it is closed, or answers in another protocol, before any 150. */
    DATA_INTERCEPTED(false),

    REPLY_TIMEOUT(true),
    IDLE_TIMEOUT(true),
    FINISH_TIMEOUT(true),
    /** The time for the whole job is over. */
    DEADLINE(false),

    /** Fewer bytes than announced. */
    INCOMPLETE(true),
    DATA_RESET(true),
    /** 426, 450, 451 after the data began. */
    TRANSFER_ABORTED(true),
    /** Size, checksum or overlap differ. */
    MISMATCH(false),
    /** A proof was demanded and the server offers none. */
    UNVERIFIED(false),

    LOCAL_FILE(false),
    NO_SPACE(false),
    /** Standard output was closed by its reader. */
    OUTPUT_CLOSED(false),

    CANCELLED(false);

    private final boolean retryable;

    Failure(boolean retryable) {
        this.retryable = retryable;
    }

    /** Whether the same attempt can succeed later without anybody changing anything. */
    public boolean retryable() {
        return retryable;
    }

    /** The name that scripts see, such as {@code data-no-answer}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
