package pasv.cli;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What can be settled in the config file or with {@code set}? The long names of the shared options. */
final class SettingNames {
    private static final String LONG = "--";

    private SettingNames() {}

    /** Carries the connect options outside of any verb. */
    @CommandLine.Command(name = "settings")
    static final class Connecting {
        @Mixin
        final ConnectOptions connect = new ConnectOptions();
    }

    @CommandLine.Command(name = "settings")
    static final class Showing {
        @Mixin
        final OutputOptions output = new OutputOptions();
    }

    /** All names, without their hyphens. */
    static Set<String> all() {
        Set<String> names = connecting();
        names.addAll(of(new Showing()));
        return names;
    }

    /** The names of the connect options. */
    static Set<String> connecting() {
        return of(new Connecting());
    }

    private static Set<String> of(Object carrier) {
        Set<String> names = new TreeSet<>();
        for (OptionSpec option : CommandSpec.forAnnotatedObject(carrier).options()) {
            if (option.longestName().startsWith(LONG)) {
                names.add(option.longestName().substring(LONG.length()));
            }
        }
        return names;
    }

    /** Gives options their settled values where the command line says nothing. */
    record Defaults(Map<String, String> values) implements IDefaultValueProvider {
        @Override
        public @Nullable String defaultValue(ArgSpec argument) {
            boolean named = argument instanceof OptionSpec option
                    && option.longestName().startsWith(LONG);
            return named ? values.get(((OptionSpec) argument).longestName().substring(LONG.length())) : null;
        }
    }
}
