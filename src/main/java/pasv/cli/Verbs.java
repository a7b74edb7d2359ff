package pasv.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;

/**
 * The table of verbs. A command line is built with only the verbs that its words name: the model of a verb costs
 * milliseconds of reflection, and a run needs one.
 */
public final class Verbs {
    /** What only makes sense on the command line. */
    private static final Set<String> NOT_IN_SHELL = Set.of("shell", "run", "completion", "manual");

    private static final List<String> NAMES = List.of(
            "get",
            "doctor",
            "put",
            "ls",
            "cat",
            "stat",
            "rm",
            "mkdir",
            "rmdir",
            "mv",
            "chmod",
            "touch",
            "quote",
            "site",
            "du",
            "find",
            "mirror",
            "completion",
            "manual",
            "explain",
            "trust",
            "hosts",
            "shell",
            "run");

    private Verbs() {}

    /** Adds the verbs that the words name; all of them where they ask for help on none. */
    public static void add(CommandLine line, String... words) {
        List<String> said = new ArrayList<>(Arrays.asList(words));
        int commands = said.indexOf("-c") + 1;
        if (commands > 0 && commands < said.size()) {
            // pasv -c ls HOST: a line for the shell
            said.remove(commands);
        }
        List<String> named = new ArrayList<>(NAMES);
        named.retainAll(said);
        boolean all = named.isEmpty() && (said.contains("-h") || said.contains("--help"));
        for (String name : all ? NAMES : named) {
            line.addSubcommand(name, made(name));
        }
    }

    /** All names. */
    static List<String> names() {
        return NAMES;
    }

    /** The verbs that run in the shell too, by name; each object is made when it is needed. */
    public static Map<String, Supplier<?>> forShell() {
        Map<String, Supplier<?>> verbs = new LinkedHashMap<>();
        for (String name : NAMES) {
            if (!NOT_IN_SHELL.contains(name)) {
                verbs.put(name, () -> made(name));
            }
        }
        return verbs;
    }

    /** Adds those that are not there yet, for one who must know them all. */
    static void addMissing(CommandLine line) {
        for (String name : NAMES) {
            if (!line.getSubcommands().containsKey(name)) {
                line.addSubcommand(name, made(name));
            }
        }
    }

    /** Makes one: a switch, since a table of constructors would link them all at every start. */
    private static Object made(String name) {
        return switch (name) {
            case "get" -> new Get().command();
            case "doctor" -> new DoctorVerb();
            case "put" -> new Put();
            case "ls" -> new Ls();
            case "cat" -> new Cat();
            case "stat" -> new Stat();
            case "rm" -> new Rm();
            case "mkdir" -> new Mkdir();
            case "rmdir" -> new Rmdir();
            case "mv" -> new Mv();
            case "chmod" -> new Chmod();
            case "touch" -> new Touch();
            case "quote" -> new Quote();
            case "site" -> new Site();
            case "du" -> new Du();
            case "find" -> new Find();
            case "mirror" -> new MirrorVerb();
            case "completion" -> new Completion();
            case "manual" -> new Manual();
            case "explain" -> new Explain();
            case "trust" -> new TrustCertificate();
            case "hosts" -> new Hosts();
            case "shell" -> new StartShell();
            case "run" -> new Run();
            default -> throw new IllegalArgumentException("no verb " + name);
        };
    }
}
