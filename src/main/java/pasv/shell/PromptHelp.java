package pasv.shell;

import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The help of a verb at the prompt. Its arguments are paths there, and its examples are of the command line. */
final class PromptHelp {
    private static final Map<String, String> LABELS = Map.of("URL", "PATH", "FILE... URL", "FILE");

    private PromptHelp() {}

    /** The verb's command line with the words of the prompt; only good for its help text. */
    static CommandLine of(CommandLine verb) {
        CommandSpec spec = verb.getCommandSpec();
        for (PositionalParamSpec argument : List.copyOf(spec.positionalParameters())) {
            String label = LABELS.getOrDefault(argument.paramLabel(), "");
            if (!label.isEmpty()) {
                String what = label.equals("PATH")
                        ? "where on the server, seen from its working directory; * ? [ are wildcards"
                        : "local files; * ? [ are wildcards";
                spec.remove(argument);
                spec.addPositional(PositionalParamSpec.builder(argument)
                        .paramLabel(label)
                        .description(what)
                        .build());
            }
        }
        if (String.join("\n", spec.usageMessage().footer()).contains("pasv ")) {
            spec.usageMessage().footer(new String[0]);
        }
        return verb;
    }
}
