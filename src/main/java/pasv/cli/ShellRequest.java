package pasv.cli;

import java.util.Optional;
import pasv.access.OutputOptions;
import pasv.access.Settings;
import pasv.net.Cancellation;
import pasv.ui.Console;

/**
 * What the command line asks of the shell.
 *
 * @param place the host or URL to open first
 * @param source where the lines come from
 * @param manner how they are read
 * @param settings the connect options
 * @param output what is to be shown
 */
public record ShellRequest(
        Optional<String> place,
        Source source,
        Manner manner,
        Settings settings,
        OutputOptions output,
        Console console,
        Cancellation cancellation) {

    /** Where the lines come from. */
    public sealed interface Source {
        /** Standard input: a person, or an old script. */
        record Input() implements Source {}

        /** The text of {@code -c}. */
        record Commands(String text) implements Source {}

        /** A file, {@code -} for standard input. */
        record Script(String file) implements Source {}
    }

    /**
     * How lines are read.
     *
     * @param classic as the old ftp programs did: {@code get REMOTE LOCAL}, going on after a failing line
     * @param keepGoing whether a script goes on after a failing line
     * @param ask whether the commands for many files ask for each of them
     * @param login whether the first host is logged in to (off: {@code -n})
     */
    public record Manner(boolean classic, boolean keepGoing, boolean ask, boolean login) {}
}
