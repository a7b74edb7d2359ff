package pasv.shell;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import pasv.cli.Nearest;
import pasv.cli.Verbs;

/** The vocabulary of the shell. The words of the command line, those of a session, and those that old hands type. */
final class Vocabulary {
    /** Old names of what is there under another one. */
    private static final Map<String, List<String>> SYNONYMS = Map.ofEntries(
            Map.entry("dir", List.of("ls", "-l")),
            Map.entry("nlist", List.of("ls", "-1")),
            Map.entry("mdir", List.of("ls", "-l")),
            Map.entry("mls", List.of("ls", "-1")),
            Map.entry("mlsd", List.of("ls", "-l")),
            Map.entry("cls", List.of("ls")),
            Map.entry("mlst", List.of("stat")),
            Map.entry("recv", List.of("get")),
            Map.entry("reget", List.of("get")),
            Map.entry("mreget", List.of("mget")),
            Map.entry("newer", List.of("get", "-N")),
            Map.entry("pget", List.of("get", "-j", "auto")),
            Map.entry("send", List.of("put")),
            Map.entry("reput", List.of("put", "-c")),
            Map.entry("msend", List.of("mput")),
            Map.entry("delete", List.of("rm")),
            Map.entry("mrm", List.of("mdelete")),
            Map.entry("rename", List.of("mv")),
            Map.entry("page", List.of("more")),
            Map.entry("?", List.of("help")));

    private static final List<String> OWN =
            List.of(("open connect user close disconnect bye quit exit pwd cd cdup lcd lpwd lls ldir mget mput "
                            + "mdelete append more less ascii binary image type passive verbose prompt set status size modtime "
                            + "features feat system syst rhelp remotehelp literal quote site help history source bookmark jobs "
                            + "wait kill")
                    .split(" "));

    private final Map<String, Supplier<?>> verbs = new LinkedHashMap<>(Verbs.forShell());
    private final Map<String, String> aliases;

    Vocabulary(Map<String, String> aliases) {
        this.aliases = aliases;
        for (String name : OWN) {
            verbs.put(name, () -> made(name));
        }
    }

    /**
     * A verb that only a session has; one of the command line with the same name gives way. A switch, because forty
     * references to constructors would be linked at every start.
     */
    private static ShellVerb made(String name) {
        return switch (name) {
            case "open", "connect" -> new ConnectVerbs.Open();
            case "user" -> new ConnectVerbs.User();
            case "close", "disconnect" -> new ConnectVerbs.Close();
            case "bye", "quit", "exit" -> new ConnectVerbs.Bye();
            case "pwd" -> new DirectoryVerbs.Pwd();
            case "cd" -> new DirectoryVerbs.Cd();
            case "cdup" -> new DirectoryVerbs.Cdup();
            case "lcd" -> new DirectoryVerbs.Lcd();
            case "lpwd" -> new DirectoryVerbs.Lpwd();
            case "lls", "ldir" -> new DirectoryVerbs.Lls();
            case "mget" -> new FileVerbs.MGet();
            case "mput" -> new FileVerbs.MPut();
            case "mdelete" -> new FileVerbs.MDelete();
            case "append" -> new FileVerbs.AppendFile();
            case "more", "less" -> new FileVerbs.More();
            case "ascii" -> new SwitchVerbs.Ascii();
            case "binary", "image" -> new SwitchVerbs.Binary();
            case "type" -> new SwitchVerbs.Type();
            case "passive" -> new SwitchVerbs.Passive();
            case "verbose" -> new SwitchVerbs.Verbose();
            case "prompt" -> new SwitchVerbs.Prompt();
            case "set" -> new SwitchVerbs.Set();
            case "status" -> new SwitchVerbs.Status();
            case "size" -> new ServerVerbs.Size();
            case "modtime" -> new ServerVerbs.Modtime();
            case "features", "feat" -> new ServerVerbs.Features();
            case "system", "syst" -> new ServerVerbs.Syst();
            case "rhelp", "remotehelp" -> new ServerVerbs.RHelp();
            case "literal", "quote" -> new ServerVerbs.Literal();
            case "site" -> new ServerVerbs.Site();
            case "help" -> new DeskVerbs.Help();
            case "history" -> new DeskVerbs.History();
            case "source" -> new DeskVerbs.Source();
            case "bookmark" -> new DeskVerbs.Bookmark();
            case "jobs" -> new JobVerbs.Jobs();
            case "wait" -> new JobVerbs.Wait();
            case "kill" -> new JobVerbs.Kill();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Whether it is a verb that only a session has. */
    boolean isOwn(String name) {
        return OWN.contains(name);
    }

    /** Who makes a verb of that full name. */
    Optional<Supplier<?>> verb(String name) {
        return Optional.ofNullable(verbs.get(name));
    }

    Optional<List<String>> synonym(String name) {
        return Optional.ofNullable(SYNONYMS.get(name));
    }

    /** The user's own word. */
    Optional<String> alias(String name) {
        return Optional.ofNullable(aliases.get(name));
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
        Optional<Supplier<?>> verb = verb(word);
        return verb.isPresent() ? verb.get().get().getClass() : SYNONYMS.getOrDefault(word, List.of(word));
    }

    Optional<String> nearest(String word) {
        return Nearest.to(word, words());
    }
}
