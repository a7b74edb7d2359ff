package pasv.ftp;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import pasv.ftp.wire.Command;
import pasv.ftp.wire.ControlConnection;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.net.Patience;

/** The state of a connection that nobody used for a while. Reads what came unasked and never waits for more. */
public final class Idleness {
    private static final Command NOOP = Command.of("NOOP");

    private Idleness() {}

    /** Keeps an idle session alive; false when the server does not know NOOP. */
    public static boolean keptAlive(FtpClient client, Duration limit) throws IOException {
        if (!client.settled()) {
            throw lost(client.control(), "the connection was lost");
        }
        // whoever is on the way has forgotten a port that was announced so long ago
        client.passive().forget();
        try {
            client.control().send(List.of(NOOP));
            return !client.control().await("reply to NOOP", Patience.of(limit)).isPermanentFailure();
        } catch (FtpException e) {
            throw inWords(client.control(), e);
        }
    }

    /** Why an idle session is over, as after a 421 that nobody asked for; empty while it lives. */
    public static Optional<FtpException> ended(FtpClient client) {
        ControlConnection control = client.control();
        try {
            if (control.state() == ControlConnection.State.READY && control.hasReply()) {
                control.dropUnasked();
            }
            if (control.isAtEnd()) {
                return Optional.of(lost(control, "the server closed the connection without a word"));
            }
            return Optional.empty();
        } catch (FtpException e) {
            return Optional.of(inWords(control, e));
        } catch (IOException e) {
            return Optional.of(lost(control, "the connection was lost"));
        }
    }

    /** vsftpd ends an idle session of TLS with an alert, decode_error, and no 421. */
    private static FtpException inWords(ControlConnection control, FtpException e) {
        return e.failure() == Failure.TLS_FAILED ? lost(control, "the server ended the idle connection") : e;
    }

    private static FtpException lost(ControlConnection control, String why) {
        control.breakOff();
        return new FtpException(Failure.CONTROL_LOST, why, control.circumstances());
    }
}
