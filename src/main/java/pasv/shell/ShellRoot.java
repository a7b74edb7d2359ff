package pasv.shell;

import java.util.Optional;
import java.util.Set;
import pasv.access.OutputOptions;
import pasv.access.UsageException;
import pasv.cli.ExitCode;
import pasv.cli.Root;
import pasv.cli.Session;
import pasv.net.Cancellation;
import pasv.transfer.TransferListener;
import pasv.ui.Console;
import pasv.ui.Problem;
import picocli.CommandLine.Model.CommandSpec;

/** The top command at the prompt. In the place of the top command: the session instead of URLs. */
final class ShellRoot implements Root {
    private final ShellState shell;
    private final Optional<ServerSession> server;
    private final Commands commands;
    private final Console console;
    private final Cancellation work;
    private final Set<String> literal;
    private final Optional<TransferListener> watcher;

    final OutputOptions output = new OutputOptions();

    /**
     * @param server whom the verb speaks to
     * @param literal arguments whose wildcards were quoted
     * @param watcher who is told of transfers in the place of the terminal
     */
    ShellRoot(
            ShellState shell,
            Optional<ServerSession> server,
            Commands commands,
            Console console,
            Cancellation work,
            Set<String> literal,
            Optional<TransferListener> watcher) {
        this.shell = shell;
        this.server = server;
        this.commands = commands;
        this.console = console;
        this.work = work;
        this.literal = literal;
        this.watcher = watcher;
    }

    /** For picocli. */
    CommandSpec command() {
        CommandSpec command = CommandSpec.wrapWithoutInspection(this).name("");
        output.to(command);
        command.addOption(OutputOptions.help());
        command.usageMessage().synopsisHeading("Usage:");
        return command;
    }

    @Override
    public Session open() {
        shell.hear(shell.isVerbose() || output.isVerbose());
        if (output.report().isPresent()) {
            throw new UsageException("--report is of a whole run: pasv run SCRIPT --report FILE");
        }
        TransferListener transfers = shell.recorded(
                watcher.orElseGet(() -> output.transfers(console, new Problem(console.glyphs(), ExitCode::of))));
        return new PathSession(shell, commands, server, output, console, transfers, work, literal);
    }

    Turn turn() {
        shell.hear(shell.isVerbose() || output.isVerbose());
        return new Turn(shell, work, commands, output, console, literal);
    }
}
