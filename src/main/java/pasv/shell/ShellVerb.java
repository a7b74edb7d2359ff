package pasv.shell;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import pasv.cli.ExitCode;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ui.Problem;
import picocli.CommandLine.ParentCommand;

/** A verb that only a session has. It runs in a turn of the shell. */
abstract class ShellVerb implements Callable<Integer> {
    @ParentCommand
    @Nullable
    ShellRoot root;

    @Override
    public final Integer call() throws IOException {
        if (root == null) {
            throw new IllegalStateException("a verb runs under the shell");
        }
        Turn turn = root.turn();
        try {
            return run(turn);
        } catch (FtpException e) {
            FtpException ending = e.endedBy(turn.work());
            if (ending.failure() != Failure.CANCELLED) {
                throw ending;
            }
            Problem problem = new Problem(turn.console().glyphs(), ExitCode::of);
            turn.commands().interrupted(turn.work(), turn.console(), problem.lines(e));
            return ExitCode.of(Failure.CANCELLED);
        }
    }

    /** Does the work and returns its exit code. */
    abstract int run(Turn turn) throws IOException;
}
