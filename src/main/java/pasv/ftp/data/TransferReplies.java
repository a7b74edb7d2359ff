package pasv.ftp.data;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Command;
import pasv.ftp.wire.ControlConnection;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.PassiveReply;
import pasv.ftp.wire.Phase;
import pasv.ftp.wire.Reply;
import pasv.net.NetException;
import pasv.net.Patience;

/** The replies around a transfer: the one that begins it, the one that ends it, and all that they mean. */
final class TransferReplies {
    private static final Pattern SIZE_HINT = Pattern.compile("\\(([0-9]{1,18}) bytes?\\)");
    /** Replies to commands that travel behind a transfer: the server owes the one before. */
    private static final Set<Integer> ANSWERS = Set.of(211, 213, PassiveReply.PASV, PassiveReply.EPSV);

    /** Failures that end a transfer; any other can as well be meant for a command behind it. */
    private static final Set<Integer> ENDINGS = Set.of(425, 426, 451, 452, 551, 552);

    private static final int CANNOT_OPEN = 425;
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final ControlConnection control;
    private final FtpOptions options;
    private final Command command;
    private @Nullable Reply start;
    private @Nullable Reply last;

    TransferReplies(ControlConnection control, FtpOptions options, Command command) {
        this.control = control;
        this.options = options;
        this.command = command;
    }

    /**
     * Reads the reply that begins the transfer. Tolerates a stray 2yz before the 1yz.
     *
     * @param meanwhile called once a second while nothing comes
     */
    void begin(Patience.Tick meanwhile) throws IOException {
        control.enter(Phase.TRANSFER);
        String what = "reply to " + command;
        Patience telling = control.patience(what, options.timeouts().reply());
        Reply reply = control.await(what, new Patience(telling.limit(), (waited, limit) -> {
            meanwhile.quiet(waited, limit);
            telling.tick().quiet(waited, limit);
        }));
        if (reply.isPositive() && reply.code() != 226 && reply.code() != 250) {
            control.stillOwed(command);
            reply = control.await("reply to " + command, Patience.of(control.replyLimit()));
        }
        if (reply.isPreliminary()) {
            start = reply;
        } else if (reply.isPositive()) {
            last = reply;
        } else {
            last = reply;
            throw refused(reply);
        }
    }

    private FtpException refused(Reply reply) {
        if (reply.code() == CANNOT_OPEN && !(control.tls().isEmpty() && reply.asksForTls())) {
            return new FtpException(
                    Failure.DATA_REJECTED,
                    "the server does not use the data connection that is open",
                    control.circumstances());
        }
        return control.refused("the server refused " + command, reply);
    }

    /** The {@code (N bytes)} of the 150, a hint and no proof. */
    OptionalLong announced() {
        OptionalLong found = OptionalLong.empty();
        if (start != null) {
            Matcher hints = SIZE_HINT.matcher(start.text());
            while (hints.find()) {
                found = OptionalLong.of(Long.parseLong(hints.group(1)));
            }
        }
        return found;
    }

    /** The reply that ended the transfer, where it has been heard. */
    Optional<Reply> last() {
        return Optional.ofNullable(last);
    }

    /** A reply that waits on the control connection explains a stall better than our own limit. */
    void hear() throws IOException {
        if (last == null && control.hasReply()) {
            Reply reply = control.await("final reply", Patience.of(control.replyLimit()));
            if (reply.isPreliminary()) {
                start = reply;
            } else {
                last = reply;
            }
            if (last != null && !last.isPositive()) {
                throw aborted(last);
            }
        }
    }

    /** Why a data connection broke, in the server's words where it says so on the control connection. */
    FtpException broken(NetException e, boolean moved) {
        Circumstances facts = control.circumstances();
        if (e.kind() == NetException.Kind.SILENT) {
            return new FtpException(
                    Failure.IDLE_TIMEOUT,
                    moved
                            ? "the data connection is silent"
                            : "the data connection is open and not one byte comes through",
                    facts.withLimit(e.waited()),
                    e);
        }
        Failure otherwise = e.kind() == NetException.Kind.TLS ? Failure.TLS_FAILED : Failure.DATA_RESET;
        return lastWords()
                .orElseGet(() -> new FtpException(
                        otherwise, "the data connection broke (" + e.getMessage() + ")", control.circumstances(), e));
    }

    private Optional<FtpException> lastWords() {
        if (last != null) {
            return Optional.empty();
        }
        try {
            Reply reply = control.await("final reply", Patience.of(LAST_WORDS));
            last = reply;
            return reply.isTransientFailure() || reply.isPermanentFailure()
                    ? Optional.of(aborted(reply))
                    : Optional.empty();
        } catch (FtpException e) {
            return e.failure() == Failure.REPLY_TIMEOUT ? Optional.empty() : Optional.of(e);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private FtpException aborted(Reply reply) {
        if (control.tls().isEmpty() && reply.asksForTls()) {
            return control.refused("the server broke the transfer off", reply);
        }
        boolean rejected = reply.code() == CANNOT_OPEN;
        return new FtpException(
                rejected ? Failure.DATA_REJECTED : Failure.TRANSFER_ABORTED,
                rejected ? "the server could not use the data connection" : "the server broke the transfer off",
                control.circumstances());
    }

    /** Waits for the final reply, for at most the finish limit; whatever it says. */
    Reply end(Patience.Tick tick) throws IOException {
        Reply reply = last;
        if (reply == null) {
            reply = awaited(tick);
            last = reply;
        }
        return reply;
    }

    private Reply awaited(Patience.Tick tick) throws IOException {
        control.enter(Phase.FINISH);
        Patience patience = new Patience(options.timeouts().finish(), tick);
        try {
            Reply reply = control.await("final reply", patience);
            Reply end = reply.isPreliminary() ? control.await("final reply", patience) : reply;
            boolean behind = control.state() == ControlConnection.State.AWAITING;
            boolean doubtful = behind && !end.isPositive() && !ENDINGS.contains(end.code());
            if (doubtful || ANSWERS.contains(end.code())) {
                options.habits().takesOneAtATime();
                control.breakOff();
                throw new FtpException(Failure.CONTROL_LOST, "the final reply is missing", control.circumstances());
            }
            return behind ? end : withAfterthoughts(end);
        } catch (FtpException e) {
            if (e.failure() == Failure.REPLY_TIMEOUT) {
                throw new FtpException(Failure.FINISH_TIMEOUT, "no final reply", e.circumstances(), e);
            }
            throw e;
        }
    }

    /** A server that says 226 and then 426 means the latter: what has come already is heard, and nothing waited for. */
    private Reply withAfterthoughts(Reply end) throws IOException {
        Reply verdict = end;
        while (control.state() == ControlConnection.State.READY && control.hasReply()) {
            Reply more = control.await("another final reply", Patience.of(control.replyLimit()));
            verdict = more.isPositive() ? verdict : more;
        }
        return verdict;
    }

    /** The same, and throws what is not positive. */
    Reply demand(Patience.Tick tick) throws IOException {
        Reply reply = end(tick);
        if (!reply.isPositive()) {
            throw aborted(reply);
        }
        return reply;
    }
}
