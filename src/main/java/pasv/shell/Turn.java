package pasv.shell;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pasv.access.OutputOptions;
import pasv.ftp.PathPattern;
import pasv.ftp.wire.FtpException;
import pasv.net.Cancellation;
import pasv.transfer.TransferListener;
import pasv.ui.Console;

/**
 * One turn of the shell: what one command runs with.
 *
 * @param shell what the shell knows
 * @param work the cancellation of this command alone
 * @param commands who runs further commands
 * @param output what is to be shown
 * @param console where it is shown
 * @param literal the arguments whose wildcards were quoted
 */
record Turn(
        ShellState shell,
        Cancellation work,
        Commands commands,
        OutputOptions output,
        Console console,
        Set<String> literal) {
    ServerSession server() throws IOException {
        return shell.connected(work);
    }

    /** What an argument means, seen from where the session stands. */
    PathPattern pattern(String argument) throws IOException {
        return pattern(argument, literal, server());
    }

    static PathPattern pattern(String argument, Set<String> literal, ServerSession from) throws FtpException {
        PathPattern typed = literal.contains(argument)
                ? PathPattern.literal(ShellState.remotePath(argument))
                : PathPattern.typed(argument);
        return new PathPattern(from.resolve(typed.base()), typed.elements());
    }

    /** Runs a further verb over these names; none of them is an option. */
    int run(String verb, List<String> names, Console shown, Optional<TransferListener> watcher) throws IOException {
        List<Words.Word> words = new ArrayList<>(List.of(Words.Word.literal("--")));
        names.forEach(name -> words.add(Words.Word.literal(name)));
        return commands.run(verb, words, Optional.of(server()), shown, work, watcher);
    }
}
