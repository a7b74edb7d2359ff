package pasv.shell;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import pasv.cli.Nearest;
import pasv.cli.Verbs;
import picocli.CommandLine.Command;

/** Which words does the shell know? Those of the command line, those of a session, and those that old hands type. */
final class Vocabulary {
    private static final List<Class<?>> OWN = List.of(
            ConnectVerbs.Open.class,
            ConnectVerbs.User.class,
            ConnectVerbs.Close.class,
            ConnectVerbs.Bye.class,
            DirectoryVerbs.Pwd.class,
            DirectoryVerbs.Cd.class,
            DirectoryVerbs.Cdup.class,
            DirectoryVerbs.Lcd.class,
            DirectoryVerbs.Lpwd.class,
            DirectoryVerbs.Lls.class,
            FileVerbs.MGet.class,
            FileVerbs.MPut.class,
            FileVerbs.MDelete.class,
            FileVerbs.More.class,
            SwitchVerbs.Ascii.class,
            SwitchVerbs.Binary.class,
            SwitchVerbs.Type.class,
            SwitchVerbs.Passive.class,
            SwitchVerbs.Verbose.class,
            SwitchVerbs.Prompt.class,
            SwitchVerbs.Set.class,
            SwitchVerbs.Status.class,
            ServerVerbs.Size.class,
            ServerVerbs.Modtime.class,
            ServerVerbs.Features.class,
            ServerVerbs.Syst.class,
            ServerVerbs.RHelp.class,
            ServerVerbs.Literal.class,
            ServerVerbs.Site.class,
            DeskVerbs.Help.class,
            DeskVerbs.History.class,
            DeskVerbs.Source.class,
            DeskVerbs.Bookmark.class,
            JobVerbs.Jobs.class,
            JobVerbs.Wait.class,
            JobVerbs.Kill.class);

    /** Old names of what is there under another one. */
    private static final Map<String, List<String>> SYNONYMS = Map.ofEntries(
            Map.entry("dir", List.of("ls", "-l")),
            Map.entry("nlist", List.of("ls", "-1")),
            Map.entry("mdir", List.of("ls", "-l")),
            Map.entry("mls", List.of("ls", "-1")),
            Map.entry("recv", List.of("get")),
            Map.entry("reget", List.of("get")),
            Map.entry("send", List.of("put")),
            Map.entry("reput", List.of("put", "-c")),
            Map.entry("delete", List.of("rm")),
            Map.entry("rename", List.of("mv")),
            Map.entry("page", List.of("more")),
            Map.entry("?", List.of("help")));

    /**
     * What is said for a name that is not there.
     *
     * @param instead what serves in its place
     * @param harmless whether a script loses nothing without it
     */
    record Absent(String instead, boolean harmless) {}

    private static final Map<String, Absent> ABSENT = Map.ofEntries(
            missing("macdef", "an [alias] in the config file, or a script for pasv run"),
            missing("$", "an [alias] in the config file, or a script for pasv run"),
            missing("nmap", "get REMOTE -o LOCAL names one file"),
            missing("ntrans", "get REMOTE -o LOCAL names one file"),
            missing("tenex", "binary is the type for all files"),
            missing("append", "put -c FILE goes on with an upload that was cut"),
            missing("account", "an account line in ~/.netrc"),
            missing("proxy", "two runs of pasv, one for each server"),
            missing("mirror", "get -r DIRECTORY"),
            missing("umask", "chmod MODE FILE after the upload"),
            missing("newer", "get FILE, which fetches anew"),
            missing("mput!", "mput after prompt off"),
            missing("reset", "nothing: replies are never out of step here"),
            missing("restart", "nothing: get goes on by itself where it was cut"),
            needless("sendport", "every data connection is passive here"),
            needless("hash", "progress is shown by itself"),
            needless("tick", "progress is shown by itself"),
            needless("progress", "progress is shown by itself"),
            needless("bell", "the closing line tells the end"),
            needless("beep", "the closing line tells the end"),
            needless("glob", "wildcards are on; quotes make them ordinary"),
            needless("case", "names stay as they are"),
            needless("cr", "ascii transfers always turn line ends"),
            needless("form", "the format is always non-print"),
            needless("mode", "the mode is always stream"),
            needless("struct", "the structure is always file"),
            needless("sunique", "files are replaced in one step, or kept with --no-clobber"),
            needless("runique", "files are replaced in one step, or kept with --no-clobber"),
            needless("epsv4", "set passive epsv asks for EPSV"),
            needless("debug", "verbose shows the conversation"),
            needless("trace", "verbose shows the conversation"));

    private final Map<String, Class<?>> verbs = new LinkedHashMap<>(Verbs.forShell());
    private final Map<String, String> aliases;

    Vocabulary(Map<String, String> aliases) {
        this.aliases = aliases;
        for (Class<?> verb : OWN) {
            Command command = verb.getAnnotation(Command.class);
            verbs.put(command.name(), verb);
            for (String alias : command.aliases()) {
                verbs.put(alias, verb);
            }
        }
    }

    private static Map.Entry<String, Absent> missing(String name, String instead) {
        return Map.entry(name, new Absent(instead, false));
    }

    private static Map.Entry<String, Absent> needless(String name, String instead) {
        return Map.entry(name, new Absent(instead, true));
    }

    /** The class of a verb by its full name. */
    Optional<Class<?>> verb(String name) {
        return Optional.ofNullable(verbs.get(name));
    }

    Optional<List<String>> synonym(String name) {
        return Optional.ofNullable(SYNONYMS.get(name));
    }

    /** The user's own word. */
    Optional<String> alias(String name) {
        return Optional.ofNullable(aliases.get(name));
    }

    Optional<Absent> absent(String name) {
        return Optional.ofNullable(ABSENT.get(name));
    }

    /** Every word that does something. */
    Collection<String> words() {
        Collection<String> words = new TreeSet<>(verbs.keySet());
        words.addAll(SYNONYMS.keySet());
        words.addAll(aliases.keySet());
        return words;
    }

    /** The words that begin so; one that is only another name of what begins so too does not count. */
    List<String> beginning(String letters) {
        Collection<Object> seen = new java.util.HashSet<>();
        return words().stream()
                .filter(word -> word.startsWith(letters))
                .filter(word -> seen.add(meaning(word)))
                .toList();
    }

    private Object meaning(String word) {
        Object verb = verbs.containsKey(word) ? verbs.get(word) : SYNONYMS.getOrDefault(word, List.of(word));
        return verb == null ? word : verb;
    }

    Optional<String> nearest(String word) {
        return Nearest.to(word, words());
    }
}
