package pasv.cli;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.Optional;
import pasv.ftp.wire.FtpException;
import pasv.net.Cancellation;
import pasv.report.RunRecord;
import pasv.transfer.RetryPolicy;
import pasv.transfer.TransferListener;
import pasv.ui.Color;
import pasv.ui.Console;
import pasv.ui.Problem;

/**
 * The context that a verb runs in. What its arguments mean and whom it speaks to: URLs on the command line, paths in
 * the shell.
 */
public interface Session extends Closeable {
    /**
     * What an argument points at.
     *
     * @throws FtpException USAGE when it cannot be understood
     */
    Remote locate(String argument) throws FtpException;

    /** Where a local name lies: seen from the local directory of the session. */
    default Path local(Path path) {
        return path;
    }

    Console console();

    Problem problem();

    /** Says what failed. */
    default void report(FtpException e) {
        problem().lines(e).forEach(console()::say);
    }

    /** What is to be drawn of the run, where that is wanted. */
    default Optional<RunRecord> record() {
        return Optional.empty();
    }

    Cancellation cancellation();

    /** Who shows transfers. */
    TransferListener transfers();

    RetryPolicy retry();

    /** Whether standard output speaks JSON. */
    boolean json();

    /** Whether results on standard output are coloured. */
    default boolean colored() {
        return Color.AUTO.on(console());
    }

    /** Whether an upload's last argument says where it goes, as a URL does; else all of them are files to send. */
    default boolean lastArgumentIsRemote() {
        return true;
    }

    @Override
    void close();
}
