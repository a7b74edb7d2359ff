package pasv.cli;

import java.io.IOException;
import pasv.access.UsageException;

/** The shell, as this room sees it. The front door hands it in, since this room must not know the one above. */
@FunctionalInterface
public interface Interactive {
    /** For callers that have verbs only. */
    Interactive NONE = request -> {
        throw new UsageException("there is no shell here");
    };

    /** Runs the shell to its exit code. */
    int run(ShellRequest request) throws IOException;
}
