package pasv.ftp.data;

import java.io.IOException;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.wire.ControlConnection;
import pasv.ftp.wire.WireListener;

/** The session that a data connection belongs to, which is told how the transfer goes. */
public interface TransferSession {
    ControlConnection control();

    FtpOptions options();

    WireListener listener();

    /** Whether the user has ended the session, so that what breaks is no fault. */
    boolean isCancelled();

    /** The data connection is closed; the final reply is still owed. */
    void transferEnded();

    /** The server can be asked for something else behind the transfer. */
    void dataEnded() throws IOException;

    /** The final reply has come and is positive. */
    void transferProven();
}
