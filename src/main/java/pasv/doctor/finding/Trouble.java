package pasv.doctor.finding;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pasv.ftp.wire.Failure;

/**
 * The troubles that can be told apart. Each has its sentence, the most telling first: where several are found, the
 * verdict is the one that stands higher. An address that only others fall for outranks a data connection that worked
 * (pasv never follows it), and a range that was never configured outranks the port that did not answer.
 */
public enum Trouble {
    NAME_UNKNOWN(Failure.NAME_UNKNOWN, "the name {host} leads to no address, so nothing could be tried{said}"),
    NAME_SILENT(Failure.NAME_SILENT, "no name server answers, so the address of {host} is not known{said}"),
    NAME_SERVER_FAILED(
            Failure.NAME_SERVER_FAILED, "the name server fails, so the address of {host} is not known{said}"),
    PACKETS_LOST(
            Failure.REPLY_TIMEOUT,
            "the network loses packets on the way to {host}{said}: what looks closed or silent need be neither"),
    SERVER_NO_ANSWER(
            Failure.CONNECT_NO_ANSWER,
            "nothing answers at {server}: a firewall drops port {control}, or the host is down"),
    SERVER_SILENT(
            Failure.CONNECT_NO_ANSWER,
            "no word comes from {server}, and the log does not tell whether the connection ever opened"),
    SERVER_REFUSED(Failure.CONNECT_REFUSED, "no FTP server listens at {server}: the host refuses port {control}"),
    SERVER_UNREACHABLE(Failure.UNREACHABLE, "there is no way to {server}{said}"),
    NOT_FTP(Failure.NOT_UNDERSTOOD, "what answers at {server} is no FTP server{said}"),
    BANNER_SILENT(Failure.REPLY_TIMEOUT, "{server} takes the connection and never says 220"),
    SERVER_FULL(Failure.SERVER_FULL, "the server is full and takes no session now{said}"),
    TURNED_AWAY(Failure.TURNED_AWAY, "the server turns this machine away before the login{said}"),
    TLS_REQUIRED(
            Failure.TLS_REQUIRED, "the server takes no login without TLS, which is right: the client must encrypt"),
    CERTIFICATE_EXPIRED(Failure.CERTIFICATE, "the server shows a certificate whose time is over{said}"),
    CERTIFICATE_UNTRUSTED(Failure.CERTIFICATE, "the server's certificate is not one to trust{said}"),
    TLS_FAILED(Failure.TLS_FAILED, "TLS with {server} fails{said}"),
    CHROOT_WRITABLE(
            Failure.LOGIN_REJECTED,
            "vsftpd lets nobody in whose home is the root of a chroot and can be written to{said}"),
    SERVER_OOPS(Failure.LOGIN_REJECTED, "vsftpd stumbles before it can serve the session{said}"),
    LOGIN_REJECTED(Failure.LOGIN_REJECTED, "the server rejects the login{said}"),
    SESSION_LOST(Failure.CONTROL_LOST, "the server ends the session{said}"),

    PASSIVE_GARBLED(Failure.PASSIVE_REFUSED, "the passive reply cannot be used{said}"),
    PASSIVE_REFUSED(Failure.PASSIVE_REFUSED, "the server refuses passive mode{said}"),
    ADDRESS_REWRITTEN(
            Failure.PASSIVE_REFUSED,
            "the server advertises its own address, and a router's FTP helper on the way puts {address} in its place:"
                    + " clients in clear cannot follow it"),
    ADDRESS_LOOPBACK(
            Failure.PASSIVE_REFUSED,
            "the server advertises {address}, its own loopback: clients that follow it connect to themselves"),
    ADDRESS_UNSPECIFIED(
            Failure.PASSIVE_REFUSED, "the server advertises {address}, which is no address: clients cannot follow it"),
    ADDRESS_PRIVATE(
            Failure.PASSIVE_REFUSED,
            "the server is reached at {host} and advertises {address}, a private address behind its NAT:"
                    + " clients outside cannot follow it"),
    ADDRESS_CARRIER(
            Failure.PASSIVE_REFUSED,
            "the server is reached at {host} and advertises {address} from its carrier's NAT: clients cannot follow it"),
    ADDRESS_WRONG(
            Failure.PASSIVE_REFUSED,
            "the server is reached at {host} and advertises {address}: clients that follow it connect to another host"),
    ADDRESS_HIDDEN(
            Failure.PASSIVE_REFUSED,
            "the server advertises {address}; in clear a router's FTP helper puts {host} in its place, under TLS"
                    + " nobody can: clients with TLS cannot follow it"),
    RANGE_NOT_CONFIGURED(
            Failure.DATA_NO_ANSWER,
            "the server has no passive range, its ports are {range}, so no firewall can be open for them"),
    DATA_FILTERED_HERE(
            Failure.DATA_PROHIBITED,
            "a filter on this side forbids connections to {port}{said}: the server and its firewall are not to blame"),
    DATA_INTERCEPTED(
            Failure.DATA_INTERCEPTED,
            "a proxy or an inspection on the way takes the connection to {port} in the server's place"),
    RANGE_NOT_FORWARDED(
            Failure.DATA_NO_ANSWER,
            "the NAT in front of the server forwards port {control} to {address} and not {port} under the same number, or"
                    + " a firewall behind it is closed"),
    RANGE_PARTLY_OPEN(
            Failure.DATA_NO_ANSWER, "only a part of the passive range is open{said}: transfers fail now and then"),
    DATA_PROHIBITED(
            Failure.DATA_PROHIBITED,
            "a firewall forbids {port} and says so (ICMP): the passive range is not open in it"),
    DATA_REFUSED(
            Failure.DATA_CONNECT_REFUSED,
            "{port} of {host} refuses the connection although the server announced it: the passive range is not"
                    + " published or forwarded, or to other numbers, or a firewall rejects it with a reset"),
    DATA_NO_ANSWER(
            Failure.DATA_NO_ANSWER,
            "{port} of {host} does not answer: a firewall drops the passive range on the way to the server"),
    DATA_REJECTED(Failure.DATA_REJECTED, "the data connection opens and the server does not accept it{said}"),
    DATA_TLS(Failure.DATA_UNPROTECTED, "the data connection opens and TLS on it fails{said}"),
    MTU_HOLE(
            Failure.IDLE_TIMEOUT,
            "small packets pass and full ones vanish{said}: a link on the way carries less than its MTU says, and the"
                    + " ICMP that would tell is dropped"),
    DATA_SILENT(Failure.IDLE_TIMEOUT, "the data connection opens and nothing comes through it{said}"),
    DATA_BROKEN(Failure.DATA_RESET, "the data connection opens and breaks{said}"),
    FINAL_REPLY_MISSING(Failure.FINISH_TIMEOUT, "the data arrives and the final reply does not"),
    TOO_SLOW(Failure.REPLY_TIMEOUT, "the server answers too slowly{said}"),
    LISTING_REFUSED(Failure.REFUSED, "the server refuses the listing{said}"),
    IDLE_DROPPED(
            Failure.CONTROL_LOST,
            "something between forgets the idle control connection and drops what comes afterwards{said}"),
    IDLE_RESET(Failure.CONTROL_LOST, "the idle control connection was cut{said}"),
    WRITE_REFUSED(Failure.REFUSED, "reading works and writing does not{said}"),
    NAME_SLOW(null, "passive mode works, but the name server takes {said} to answer"),
    BANNER_SLOW(null, "passive mode works, but the server takes {said} to greet: it looks up the client's name first");

    private static final String OOPS = "500 oops";

    private final @Nullable Failure failure;
    private final String sentence;

    Trouble(@Nullable Failure failure, String sentence) {
        this.failure = failure;
        this.sentence = sentence;
    }

    /** What a server that turns a session away with this reply suffers from. */
    public static Trouble ofRejection(String reply) {
        String said = reply.toLowerCase(Locale.ROOT);
        if (!said.contains(OOPS)) {
            return LOGIN_REJECTED;
        }
        return said.contains("writable root") ? CHROOT_WRITABLE : SERVER_OOPS;
    }

    /** The stable name, such as {@code data-no-answer}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The failure whose exit code it has; empty for what is only worth a warning. */
    public Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }

    /** What is wrong, in one sentence for an administrator. */
    public String sentence(Subject subject) {
        return subject.fill(isAWarning() ? sentence.replace("{said}", subject.detail()) : sentence);
    }

    /** Whether it is worth a verdict only where nothing fails. */
    boolean isAWarning() {
        return failure == null;
    }

    /** Where a trouble sits: one at each place can be there at the same time, and needs its own cure. */
    enum Place {
        /** Up to the login: nothing behind it could be looked at. */
        DOOR,
        ADDRESS,
        PORTS,
        STREAM,
        IDLENESS,
        WRITING,
        PACE
    }

    Place place() {
        if (isAWarning()) {
            return Place.PACE;
        } else if (compareTo(SESSION_LOST) <= 0) {
            return Place.DOOR;
        } else if (name().startsWith("ADDRESS_") || this == PASSIVE_GARBLED || this == PASSIVE_REFUSED) {
            return Place.ADDRESS;
        } else if (compareTo(DATA_NO_ANSWER) <= 0) {
            return Place.PORTS;
        }
        return switch (this) {
            case IDLE_DROPPED, IDLE_RESET -> Place.IDLENESS;
            case WRITE_REFUSED -> Place.WRITING;
            default -> Place.STREAM;
        };
    }

    /** Whether a packet that was lost would look the same. */
    public boolean isASilence() {
        return switch (this) {
            case SERVER_NO_ANSWER,
                    BANNER_SILENT,
                    SESSION_LOST,
                    TOO_SLOW,
                    DATA_NO_ANSWER,
                    RANGE_NOT_FORWARDED,
                    RANGE_PARTLY_OPEN,
                    DATA_SILENT,
                    MTU_HOLE,
                    FINAL_REPLY_MISSING,
                    IDLE_DROPPED -> true;
            default -> false;
        };
    }

    /** Whether it says that a port which the server announced cannot be connected to. */
    public boolean isOfAClosedPort() {
        return switch (this) {
            case DATA_NO_ANSWER, DATA_REFUSED, DATA_PROHIBITED -> true;
            default -> false;
        };
    }

    /** Whether a passive range that was never configured would explain it better. */
    boolean isAClosedPort() {
        return isOfAClosedPort() || this == RANGE_PARTLY_OPEN || this == RANGE_NOT_FORWARDED;
    }
}
