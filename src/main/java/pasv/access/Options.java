package pasv.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ScopeType;

/**
 * The options that a command declares in code. Each is declared beside the value that it gives. Annotations say the
 * same in fewer words, but reading them is a third of a start (docs/decisions/0004-options-in-code.md).
 */
public final class Options {
    private final ScopeType scope;
    private final List<Given<?>> all = new ArrayList<>();

    /** Picocli's own factory looks for Groovy in the jar when it is first touched; most runs never need it. */
    public static final IFactory LAZY = new IFactory() {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            return CommandLine.defaultFactory().create(type);
        }
    };

    private Options(ScopeType scope) {
        this.scope = scope;
    }

    /** Options of one command. */
    public static Options own() {
        return new Options(ScopeType.LOCAL);
    }

    /** Options that may stand behind every verb too. */
    static Options shared() {
        return new Options(ScopeType.INHERIT);
    }

    /** An option without a value. */
    public Given<Boolean> flag(String names, String description) {
        return add(flag(option(names, description)), false);
    }

    /** One that is understood and not shown in the help. */
    public Given<Boolean> hiddenFlag(String names, String description) {
        return add(flag(option(names, description).hidden(true)), false);
    }

    // the fallback keeps a flag that is on in the config file from being turned off by saying it again
    private static OptionSpec flag(OptionSpec.Builder option) {
        return option.type(Boolean.class).fallbackValue("true").build();
    }

    /** An option whose value is what was written. */
    public Given<String> text(String names, String label, String description) {
        return value(names, label, String.class, description);
    }

    /** An option whose value picocli converts to a type that it knows. */
    public <T> Given<T> value(String names, String label, Class<T> type, String description) {
        return add(option(names, description).type(type).paramLabel(label).build(), null);
    }

    /** An option whose value is converted by us. */
    public <T> Given<T> value(String names, String label, ITypeConverter<T> converter, String description) {
        return add(
                option(names, description)
                        .type(Object.class)
                        .paramLabel(label)
                        .converters(converter)
                        .build(),
                null);
    }

    /** The words that are no options. */
    public Given<List<String>> words(String label, String description) {
        return add(
                PositionalParamSpec.builder()
                        .arity("0..*")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .paramLabel(label)
                        .description(description)
                        .build(),
                List.of());
    }

    /** An option or a word of a form of its own. */
    public <T> Given<T> add(ArgSpec spec, @Nullable T otherwise) {
        Given<T> given = new Given<>(spec, otherwise);
        all.add(given);
        return given;
    }

    public OptionSpec.Builder option(String names, String description) {
        return OptionSpec.builder(names.split(",")).scopeType(scope).description(description);
    }

    /** Hands all of them to picocli; once for each object. */
    public void to(CommandSpec command) {
        for (Given<?> given : all) {
            if (given.spec instanceof OptionSpec option) {
                command.addOption(option);
            } else if (given.spec instanceof PositionalParamSpec word) {
                command.addPositional(word);
            }
        }
    }

    /** What one option was given, once the command line is parsed. */
    public static final class Given<T> {
        private final ArgSpec spec;
        private @Nullable T otherwise;

        private Given(ArgSpec spec, @Nullable T otherwise) {
            this.spec = spec;
            this.otherwise = otherwise;
        }

        /** The same with a value for when nothing is given. */
        public Given<T> or(T value) {
            otherwise = value;
            return this;
        }

        /** What was given, if anything was. */
        public Optional<T> get() {
            T value = spec.getValue();
            return Optional.ofNullable(value == null ? otherwise : value);
        }

        /** What was given, or what holds otherwise. */
        public T value() {
            T value = spec.getValue();
            return Objects.requireNonNull(value == null ? otherwise : value, "an option without a default");
        }
    }
}
