package pasv.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code pasv shell}: the shell, spelled out. */
@Command(name = "shell", description = "Begin the interactive shell, connected when a URL is given.")
final class StartShell implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Pasv top;

    @Parameters(arity = "0..1", paramLabel = "URL", description = "ftp://[user@]host[:port]/directory, or a bookmark")
    @Nullable
    String place;

    @Override
    public Integer call() throws IOException {
        if (top == null) {
            throw new IllegalStateException("shell runs under the top command");
        }
        return top.shell(Optional.ofNullable(place), new ShellRequest.Source.Input());
    }
}
