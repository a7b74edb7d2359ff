package pasv.testing;

import java.util.Locale;

/**
 * What a scripted server can do besides talking: the verbs of a script's {@code !} lines, written in lower case with
 * hyphens ({@code ! close-data}). N is a number of bytes, TEXT may hold escapes.
 */
enum Verb {
    /** {@code data N [from OFFSET]}: sends N bytes of {@link TestFiles#pattern}, going on where the last one ended. */
    DATA,
    /** {@code data-text TEXT}: sends these bytes on the data connection. Quotes around it are optional. */
    DATA_TEXT,
    /** {@code data-bytes HEX}: sends these bytes on the data connection. */
    DATA_BYTES,
    /** {@code trickle N [by K]}: like {@code data}, but K bytes (one, if not said) a segment. */
    TRICKLE,
    /** {@code receive [N]}: reads an upload, to its end or just N bytes, and keeps it for {@code uploads()}. */
    RECEIVE,
    /** {@code accept-data}: waits until the client has opened the data connection, and does nothing with it. */
    ACCEPT_DATA,
    /** {@code close-data}: ends the data connection properly (FIN). */
    CLOSE_DATA,
    /** {@code reset-data}: breaks the data connection (RST). */
    RESET_DATA,
    /** {@code await-data-close}: waits until the client closes the data connection. */
    AWAIT_DATA_CLOSE,
    /** {@code refuse-data}: the next port that is announced has no listener, so the client is refused. */
    REFUSE_DATA,
    /** {@code silent-data}: the next port that is announced answers nothing, as behind a firewall; see SilentPort. */
    SILENT_DATA,
    /** {@code advertise ADDRESS}: from now on the 227 names this IPv4 address; the listener stays where it was. */
    ADVERTISE,
    /** {@code stall}: says nothing more until the client hangs up; what it sends meanwhile is recorded. */
    STALL,
    /** {@code flood N TEXT}: says TEXT (no CRLF is added) N times on the control connection, or until the client goes. */
    FLOOD,
    /** {@code close}: ends the control connection properly (FIN); what the client still sends is recorded. */
    CLOSE,
    /** {@code reset}: breaks the control connection (RST). */
    RESET,
    /** {@code stop-listening}: from now on no new control connection is accepted, as after a server's death. */
    STOP_LISTENING;

    static Verb of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
