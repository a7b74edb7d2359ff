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
 * Which verbs are there? One table. A command line is built with only the verbs that its words name: the model of a verb
 * costs milliseconds of reflection, and a run needs one.
 */
public final class Verbs {
    /** A verb by its name; the object is made when it is needed. */
    private record Entry(String name, Supplier<?> verb) {}

    /** What only makes sense on the command line. */
    private static final Set<String> NOT_IN_SHELL = Set.of("shell", "run", "completion");

    private static final List<Entry> ALL = List.of(
            new Entry("get", Get::new),
            new Entry("doctor", DoctorVerb::new),
            new Entry("put", Put::new),
            new Entry("ls", Ls::new),
            new Entry("cat", Cat::new),
            new Entry("stat", Stat::new),
            new Entry("rm", Rm::new),
            new Entry("mkdir", Mkdir::new),
            new Entry("rmdir", Rmdir::new),
            new Entry("mv", Mv::new),
            new Entry("chmod", Chmod::new),
            new Entry("touch", Touch::new),
            new Entry("quote", Quote::new),
            new Entry("site", Site::new),
            new Entry("du", Du::new),
            new Entry("find", Find::new),
            new Entry("completion", Completion::new),
            new Entry("explain", Explain::new),
            new Entry("trust", TrustCertificate::new),
            new Entry("shell", StartShell::new),
            new Entry("run", Run::new));

    private Verbs() {}

    /** Adds the verbs that the words name; all of them where they name none, for help and suggestions. */
    public static void add(CommandLine line, String... words) {
        if (words.length == 0) {
            // the shell: its prompt should not wait for verbs that nobody named
            return;
        }
        List<String> said = Arrays.asList(words);
        List<Entry> named = new ArrayList<>();
        for (Entry entry : ALL) {
            if (said.contains(entry.name())) {
                named.add(entry);
            }
        }
        for (Entry entry : named.isEmpty() ? ALL : named) {
            line.addSubcommand(entry.name(), entry.verb().get());
        }
    }

    /** All names. */
    static List<String> names() {
        return ALL.stream().map(Entry::name).toList();
    }

    /** The verbs that run in the shell too, by name; each object is made when it is needed. */
    public static Map<String, Supplier<?>> forShell() {
        Map<String, Supplier<?>> verbs = new LinkedHashMap<>();
        for (Entry entry : ALL) {
            if (!NOT_IN_SHELL.contains(entry.name())) {
                verbs.put(entry.name(), entry.verb());
            }
        }
        return verbs;
    }

    /** Adds those that are not there yet, for one who must know them all. */
    static void addMissing(CommandLine line) {
        for (Entry entry : ALL) {
            if (!line.getSubcommands().containsKey(entry.name())) {
                line.addSubcommand(entry.name(), entry.verb().get());
            }
        }
    }
}
