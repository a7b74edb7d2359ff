package pasv.access;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The names that can be settled in the config file or with {@code set}. The long names of the shared options. */
public final class SettingNames {
    /** How uploads go to a host is settled in the config file though it is an option of put alone. */
    static final String NO_ATOMIC = "no-atomic";

    private static final String LONG = "--";

    private SettingNames() {}

    /** All names, without their hyphens. */
    public static Set<String> all() {
        CommandSpec shown = CommandSpec.create();
        new OutputOptions().to(shown);
        Set<String> names = connecting();
        names.addAll(of(shown));
        names.add(NO_ATOMIC);
        // of one run: each would replace the page of the one before
        names.remove("report");
        return names;
    }

    /** The names of the connect options. */
    static Set<String> connecting() {
        return of(command(new ConnectOptions()));
    }

    /** A command that takes the connect options and nothing else. */
    static CommandSpec command(ConnectOptions options) {
        CommandSpec command = CommandSpec.create().name("settings");
        options.to(command);
        return command;
    }

    private static Set<String> of(CommandSpec command) {
        Set<String> names = new TreeSet<>();
        for (OptionSpec option : command.options()) {
            if (option.longestName().startsWith(LONG)) {
                names.add(option.longestName().substring(LONG.length()));
            }
        }
        return names;
    }

    /** Gives options their settled values where the command line says nothing. */
    public record Defaults(Map<String, String> values) implements IDefaultValueProvider {
        @Override
        public @Nullable String defaultValue(ArgSpec argument) {
            if (!(argument instanceof OptionSpec option)
                    || !option.longestName().startsWith(LONG)) {
                return null;
            }
            String name = option.longestName().substring(LONG.length());
            // of each host, and not of a run with several
            return name.equals(NO_ATOMIC) ? null : values.get(name);
        }
    }
}
