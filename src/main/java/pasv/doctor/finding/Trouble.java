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
    RANGE_PARTLY_OPEN(
            Failure.DATA_NO_ANSWER, "only a part of the passive range is open{said}: transfers fail now and then"),
    DATA_PROHIBITED(
            Failure.DATA_PROHIBITED,
            "a firewall forbids {port} and says so (ICMP): the passive range is not open in it"),
    DATA_REFUSED(
            Failure.DATA_CONNECT_REFUSED,
            "{port} of {host} refuses the connection although the server announced it: the passive range is not"
                    + " published or forwarded, or a firewall rejects it with a reset"),
    DATA_NO_ANSWER(
            Failure.DATA_NO_ANSWER,
            "{port} of {host} does not answer: a firewall drops the passive range on the way to the server"),
    DATA_REJECTED(Failure.DATA_REJECTED, "the data connection opens and the server does not accept it{said}"),
    DATA_TLS(Failure.DATA_UNPROTECTED, "the data connection opens and TLS on it fails{said}"),
    DATA_SILENT(Failure.IDLE_TIMEOUT, "the data connection opens and nothing comes through it{said}"),
    DATA_BROKEN(Failure.DATA_RESET, "the data connection opens and breaks{said}"),
    FINAL_REPLY_MISSING(
            Failure.FINISH_TIMEOUT, "the data arrives and the final reply does not: the control connection is cut off"),
    TOO_SLOW(Failure.REPLY_TIMEOUT, "the server answers too slowly{said}"),
    LISTING_REFUSED(Failure.REFUSED, "the server refuses the listing{said}"),
    IDLE_DROPPED(
            Failure.CONTROL_LOST,
            "something between forgets the idle control connection and drops what comes afterwards{said}"),
    IDLE_RESET(Failure.CONTROL_LOST, "the idle control connection was cut{said}"),
    WRITE_REFUSED(Failure.REFUSED, "reading works and writing does not{said}"),
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
        return subject.fill(this == BANNER_SLOW ? sentence.replace("{said}", subject.detail()) : sentence);
    }

    /** Whether a passive range that was never configured would explain it better. */
    boolean isAClosedPort() {
        return this == DATA_NO_ANSWER || this == DATA_REFUSED || this == DATA_PROHIBITED || this == RANGE_PARTLY_OPEN;
    }
}
