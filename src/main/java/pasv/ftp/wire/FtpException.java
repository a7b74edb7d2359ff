package pasv.ftp.wire;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pasv.net.Cancellation;
import pasv.net.NetException;

/**
 * A failure of the engine: its kind, its words and its circumstances. The one exception of the engine: the kind is an
 * enum, so that a new kind without an exit code does not compile. The message is one lower-case clause that says what
 * failed; the facts stand in {@link #circumstances}; advice is given by those who speak to people.
 */
public final class FtpException extends IOException {
    private static final long serialVersionUID = 1;

    private final Failure failure;
    private final transient Circumstances circumstances;

    public FtpException(Failure failure, String message, Circumstances circumstances) {
        this(failure, message, circumstances, null);
    }

    public FtpException(Failure failure, String message, Circumstances circumstances, @Nullable Throwable cause) {
        super(message, cause);
        this.failure = failure;
        this.circumstances = circumstances;
    }

    /** A refusal by the server: its last reply is in the circumstances. */
    public static FtpException refused(String what, Reply reply, Circumstances circumstances) {
        Failure kind = reply.isTransientFailure() ? Failure.REFUSED_FOR_NOW : Failure.REFUSED;
        return new FtpException(kind, what, circumstances.withReply(reply));
    }

    /** Trouble on the control connection, told in the engine's terms. */
    public static FtpException onControl(NetException e, String waitingFor, Circumstances circumstances) {
        return switch (e.kind()) {
            case SILENT ->
                new FtpException(Failure.REPLY_TIMEOUT, "no " + waitingFor, circumstances.withLimit(e.waited()), e);
            case TLS, NOT_TLS -> new FtpException(Failure.TLS_FAILED, e.getMessage(), circumstances, e);
            case CERTIFICATE -> new FtpException(Failure.CERTIFICATE, e.getMessage(), circumstances, e);
            case CANCELLED -> new FtpException(Failure.CANCELLED, "cancelled", circumstances, e);
            default ->
                new FtpException(
                        Failure.CONTROL_LOST,
                        "the control connection was lost while waiting for " + waitingFor + " (" + e.getMessage() + ")",
                        circumstances,
                        e);
        };
    }

    public Failure failure() {
        return failure;
    }

    public Circumstances circumstances() {
        return circumstances;
    }

    /** The last reply of the server, where one had come. */
    public Optional<Reply> reply() {
        return circumstances.reply();
    }

    /** The same failure with more known about its circumstances. */
    public FtpException with(Circumstances more) {
        FtpException same = new FtpException(failure, getMessage(), more, getCause());
        for (Throwable suppressed : getSuppressed()) {
            same.addSuppressed(suppressed);
        }
        return same;
    }

    /** What to tell of it where this may have ended the work: a cancel by the clock is a failure of its own. */
    public FtpException endedBy(Cancellation cancellation) {
        boolean byClock = cancellation.cause().equals(Optional.of(Cancellation.Cause.DEADLINE));
        return failure == Failure.CANCELLED && byClock
                ? new FtpException(Failure.DEADLINE, "the time for the whole run is over", circumstances, this)
                : this;
    }

    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? failure.id() : message;
    }
}
