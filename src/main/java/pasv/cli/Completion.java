package pasv.cli;

import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pasv completion}: what a shell needs to complete pasv's own words. */
@Command(
        name = "completion",
        description = "Print a completion script for bash or zsh.",
        footer = {
            "",
            "Examples:",
            "  source <(pasv completion bash)",
            "  pasv completion zsh > ~/.zsh/_pasv        in a directory of fpath"
        })
final class Completion extends Verb {
    /** The shells that are understood. */
    enum Shell {
        bash,
        zsh
    }

    private static final String ZSH_HEAD = "#compdef pasv\n";
    /** As a file that zsh loads by itself at the first Tab, it must answer that Tab too. */
    private static final String ZSH_TAIL = """

            if [ "${funcstack[1]}" = _pasv ]; then
              _bash_complete -o default -F _complete_pasv
            fi
            """;

    @Parameters(paramLabel = "bash|zsh", description = "which shell")
    Shell shell = Shell.bash;

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    int run(Session session) {
        if (spec == null) {
            throw new IllegalStateException("a verb runs under the top command");
        }
        CommandLine top = spec.root().commandLine();
        Verbs.addMissing(top);
        script(shell, AutoComplete.bash("pasv", top)).lines().forEach(session.console()::result);
        return ExitCode.OK;
    }

    /** What picocli makes, with local files where it has no words, and with {@code -v} as the flag that it is. */
    static String script(Shell shell, String bash) {
        String script = bash.replaceAll("(?m)^ *type compopt &>/dev/null && compopt \\+o default\\R", "")
                .replaceAll("(?m)^ *'-v'\\|'--verbose'\\)\\R *return\\R *;;\\R", "");
        // one script serves both: under zsh it turns on zsh's emulation of bash completion itself
        return shell == Shell.bash ? script : ZSH_HEAD + script + ZSH_TAIL;
    }
}
