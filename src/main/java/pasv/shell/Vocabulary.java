package pasv.shell;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import pasv.cli.Nearest;
import pasv.cli.Verbs;

/** Which words does the shell know? Those of the command line, those of a session, and those that old hands type. */
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

    private final Map<String, Supplier<?>> verbs = new LinkedHashMap<>(Verbs.forShell());
    private final Map<String, String> aliases;
    private final Set<String> own;

    Vocabulary(Map<String, String> aliases) {
        this.aliases = aliases;
        Map<String, Supplier<? extends ShellVerb>> session = own();
        own = Set.copyOf(session.keySet());
        verbs.putAll(session);
    }

    /** The verbs that only a session has; one of the command line with the same name gives way. */
    private static Map<String, Supplier<? extends ShellVerb>> own() {
        Map<String, Supplier<? extends ShellVerb>> own = new LinkedHashMap<>();
        own.put("open", ConnectVerbs.Open::new);
        own.put("connect", ConnectVerbs.Open::new);
        own.put("user", ConnectVerbs.User::new);
        own.put("close", ConnectVerbs.Close::new);
        own.put("disconnect", ConnectVerbs.Close::new);
        own.put("bye", ConnectVerbs.Bye::new);
        own.put("quit", ConnectVerbs.Bye::new);
        own.put("exit", ConnectVerbs.Bye::new);
        own.put("pwd", DirectoryVerbs.Pwd::new);
        own.put("cd", DirectoryVerbs.Cd::new);
        own.put("cdup", DirectoryVerbs.Cdup::new);
        own.put("lcd", DirectoryVerbs.Lcd::new);
        own.put("lpwd", DirectoryVerbs.Lpwd::new);
        own.put("lls", DirectoryVerbs.Lls::new);
        own.put("ldir", DirectoryVerbs.Lls::new);
        own.put("mget", FileVerbs.MGet::new);
        own.put("mput", FileVerbs.MPut::new);
        own.put("mdelete", FileVerbs.MDelete::new);
        own.put("append", FileVerbs.AppendFile::new);
        own.put("more", FileVerbs.More::new);
        own.put("less", FileVerbs.More::new);
        own.put("ascii", SwitchVerbs.Ascii::new);
        own.put("binary", SwitchVerbs.Binary::new);
        own.put("image", SwitchVerbs.Binary::new);
        own.put("type", SwitchVerbs.Type::new);
        own.put("passive", SwitchVerbs.Passive::new);
        own.put("verbose", SwitchVerbs.Verbose::new);
        own.put("prompt", SwitchVerbs.Prompt::new);
        own.put("set", SwitchVerbs.Set::new);
        own.put("status", SwitchVerbs.Status::new);
        own.put("size", ServerVerbs.Size::new);
        own.put("modtime", ServerVerbs.Modtime::new);
        own.put("features", ServerVerbs.Features::new);
        own.put("feat", ServerVerbs.Features::new);
        own.put("system", ServerVerbs.Syst::new);
        own.put("syst", ServerVerbs.Syst::new);
        own.put("rhelp", ServerVerbs.RHelp::new);
        own.put("remotehelp", ServerVerbs.RHelp::new);
        own.put("literal", ServerVerbs.Literal::new);
        own.put("quote", ServerVerbs.Literal::new);
        own.put("site", ServerVerbs.Site::new);
        own.put("help", DeskVerbs.Help::new);
        own.put("history", DeskVerbs.History::new);
        own.put("source", DeskVerbs.Source::new);
        own.put("bookmark", DeskVerbs.Bookmark::new);
        own.put("jobs", JobVerbs.Jobs::new);
        own.put("wait", JobVerbs.Wait::new);
        own.put("kill", JobVerbs.Kill::new);
        return own;
    }

    /** Whether it is a verb that only a session has. */
    boolean isOwn(String name) {
        return own.contains(name);
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
