package pasv.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import pasv.ftp.wire.FtpException;
import picocli.CommandLine.ParentCommand;

/**
 * A verb: what can be asked for by a word on the command line. It gets a session for its run, and one way of reporting
 * what failed.
 */
abstract class Verb implements Callable<Integer> {
    /** Who stands above, for a verb that declares itself by annotations. */
    @ParentCommand
    @Nullable
    Root root;

    @Override
    public final Integer call() throws IOException {
        try (Session session = root().open()) {
            try {
                return run(session);
            } catch (FtpException e) {
                throw e.endedBy(session.cancellation());
            }
        }
    }

    /** Who stands above. */
    Root root() {
        if (root == null) {
            throw new IllegalStateException("a verb runs under the top command");
        }
        return root;
    }

    /** Does the work; what it throws is reported by the caller. */
    abstract int run(Session session) throws IOException;

    /** Says what failed, for a verb that goes on with its other arguments; returns the exit code. */
    static int report(Session session, FtpException e) {
        FtpException ending = e.endedBy(session.cancellation());
        session.report(ending);
        return ExitCode.of(ending.failure());
    }
}
