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
            "  pasv completion zsh > ~/.pasv-completion && echo 'source ~/.pasv-completion' >> ~/.zshrc"
        })
final class Completion extends Verb {
    /** The shells that are understood. */
    enum Shell {
        bash,
        zsh
    }

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
        // one script serves both: under zsh it turns on zsh's emulation of bash completion itself
        AutoComplete.bash("pasv", top).lines().forEach(session.console()::result);
        return ExitCode.OK;
    }
}
