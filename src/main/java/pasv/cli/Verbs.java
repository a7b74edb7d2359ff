package pasv.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;

/** Which verbs are there? Those of the top command, for whoever runs them under a root of its own. */
public final class Verbs {
    /** What only makes sense on the command line. */
    private static final Set<String> NOT_IN_SHELL = Set.of("shell", "run", "completion", "help");

    private Verbs() {}

    /** The classes by name, other names of theirs included. */
    public static Map<String, Class<?>> forShell() {
        Map<String, Class<?>> verbs = new LinkedHashMap<>();
        for (Class<?> verb : Pasv.class.getAnnotation(Command.class).subcommands()) {
            Command command = verb.getAnnotation(Command.class);
            if (!NOT_IN_SHELL.contains(command.name())) {
                verbs.put(command.name(), verb);
                Arrays.stream(command.aliases()).forEach(alias -> verbs.put(alias, verb));
            }
        }
        return verbs;
    }
}
