package pasv.ftp;

import java.io.IOException;
import java.util.Optional;

/** What has happened to a connection that nobody used for a while? Reads what came unasked and never waits for more. */
final class Idleness {
    private Idleness() {}

    /** Why it cannot be used any more; empty while it lives. */
    static Optional<FtpException> ended(ControlConnection control) {
        try {
            if (control.state() == ControlConnection.State.READY && control.hasReply()) {
                control.dropUnasked();
            }
            if (control.isAtEnd()) {
                return Optional.of(lost(control, "the server closed the connection without a word"));
            }
            return Optional.empty();
        } catch (FtpException e) {
            return Optional.of(e);
        } catch (IOException e) {
            return Optional.of(lost(control, "the connection was lost"));
        }
    }

    private static FtpException lost(ControlConnection control, String why) {
        control.breakOff();
        return new FtpException(Failure.CONTROL_LOST, why, control.circumstances());
    }
}
