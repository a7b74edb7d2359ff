package pasv.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code pasv run}: a script of shell commands. */
@Command(
        name = "run",
        description = "Run a script of shell commands; it stops at the first that fails.",
        footer = {"", "Examples:", "  pasv run nightly.pasv", "  echo 'open ftp://10.0.0.11; get a.txt' | pasv run -"})
final class Run implements Callable<Integer> {
    @ParentCommand
    @Nullable
    Pasv top;

    @Parameters(paramLabel = "SCRIPT", description = "the file, one command a line; - is standard input")
    String script = "";

    @Option(names = "--keep-going", description = "go on after a failing line; the exit code is the first failure's")
    boolean keepGoing;

    @Override
    public Integer call() throws IOException {
        if (top == null) {
            throw new IllegalStateException("run runs under the top command");
        }
        return top.shell(Optional.empty(), new ShellRequest.Source.Script(script), keepGoing);
    }
}
