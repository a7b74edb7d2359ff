package pasv.shell;

import java.io.IOException;
import pasv.cli.OutputOptions;
import pasv.net.Cancellation;
import pasv.ui.Console;

/**
 * What does one command of the shell run with?
 *
 * @param shell what the shell knows
 * @param work the cancellation of this command alone
 * @param commands who runs further commands
 * @param output what is to be shown
 * @param console where it is shown
 */
record Turn(ShellState shell, Cancellation work, Commands commands, OutputOptions output, Console console) {
    ServerSession server() throws IOException {
        return shell.connected(work);
    }
}
