package pasv;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.ftp.wire.Reply;

/**
 * A failure of the library: its kind, and what the server last said. The message is one clause in lower case that says
 * what failed, without the password and with everything unprintable from the server escaped by whoever shows it.
 */
public final class FtpFailure extends IOException {
    private static final long serialVersionUID = 1;

    private final String kind;
    private final String phase;
    private final transient Optional<String> reply;

    FtpFailure(IOException cause) {
        super(cause.getMessage(), cause);
        Optional<FtpException> known = cause instanceof FtpException failure ? Optional.of(failure) : Optional.empty();
        this.kind =
                known.map(FtpException::failure).orElse(Failure.CONTROL_LOST).id();
        this.phase = known.map(failure -> failure.circumstances().phase())
                .orElse(Phase.COMMAND)
                .name()
                .toLowerCase(Locale.ROOT);
        this.reply = known.flatMap(FtpException::reply).map(Reply::toString);
    }

    /** The kind of failure by the name that {@code --json} gives it: docs/exit-codes.md lists them. */
    public String kind() {
        return kind;
    }

    /** What was being done: connecting, logging in, negotiating passive mode, transferring, ... */
    public String phase() {
        return phase;
    }

    /** The server's last reply, code and text (RFC 959 section 4.2); empty where none had come. */
    public Optional<String> lastReply() {
        return reply;
    }
}
