package pasv.shell;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParentCommand;

/** What do the verbs have in common that only a session has? They run in a turn of the shell. */
abstract class ShellVerb implements Callable<Integer> {
    @ParentCommand
    @Nullable
    ShellRoot root;

    @Override
    public final Integer call() throws IOException {
        if (root == null) {
            throw new IllegalStateException("a verb runs under the shell");
        }
        return run(root.turn());
    }

    /** Does the work and returns its exit code. */
    abstract int run(Turn turn) throws IOException;
}
