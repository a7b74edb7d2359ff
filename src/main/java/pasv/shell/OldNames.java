package pasv.shell;

import java.util.Map;
import java.util.Optional;

/** The names that other clients have, and what serves instead. Looked up when nothing else has the name. */
final class OldNames {
    /**
     * What is said for a name that is not there.
     *
     * @param instead what serves in its place
     * @param harmless whether a script loses nothing without it
     */
    record Absent(String instead, boolean harmless) {}

    private static final String ALIAS = "an [alias] in the config file, or a script for pasv run";
    private static final String RENAMED = "get REMOTE -o LOCAL names one file";
    private static final String ENDED = "the closing line tells the end";
    private static final String SHOWN = "progress is shown by itself";
    private static final String WHOLE = "files are replaced in one step, or kept with --no-clobber";
    private static final String CONVERSATION = "verbose shows the conversation";
    private static final String SYSTEM = "the system's own buffers are the best there are";

    private static final Map<String, Absent> ABSENT = Map.ofEntries(
            missing("macdef", ALIAS),
            missing("$", ALIAS),
            missing("alias", ALIAS),
            missing("nmap", RENAMED),
            missing("ntrans", RENAMED),
            missing("tenex", "binary is the type for all files"),
            missing("account", "an account line in ~/.netrc"),
            missing("proxy", "two runs of pasv, one for each server"),
            missing("gate", "there is no way through an FTP proxy here"),
            missing("umask", "chmod MODE FILE after the upload"),
            missing("restart", "get goes on by itself where it was cut, and proves that it may"),
            missing("reset", "replies are never out of step here"),
            missing("idle", "site IDLE SECONDS, where the server knows it"),
            missing("rstatus", "literal STAT"),
            missing("edit", "get FILE, !vi FILE, put FILE"),
            missing("fget", "get -i LIST fetches what a file lists"),
            missing("rate", "get --limit-rate R"),
            missing("throttle", "get --limit-rate R"),
            missing("unset", "set NAME VALUE with another value"),
            missing("usage", "help COMMAND"),
            missing("pls", "ls, and the terminal's own scrolling"),
            missing("pdir", "ls -l, and the terminal's own scrolling"),
            missing("lpage", "!less FILE"),
            missing("lmkdir", "!mkdir DIRECTORY"),
            missing("lrm", "!rm FILE"),
            missing("lrmdir", "!rmdir DIRECTORY"),
            missing("lrename", "!mv FILE NEWNAME"),
            missing("lchmod", "!chmod MODE FILE"),
            missing("queue", "COMMAND & runs it in the background"),
            missing("bgget", "get FILE & runs in the background"),
            missing("bgput", "put FILE & runs in the background"),
            missing("fg", "wait N"),
            missing("lookup", "!host NAME"),
            missing("version", "!pasv --version"),
            needless("sendport", "every data connection is passive here"),
            needless("epsv4", "set passive epsv asks for EPSV"),
            needless("epsv6", "over IPv6 it is always EPSV"),
            needless("epsv", "set passive epsv asks for EPSV"),
            needless("hash", SHOWN),
            needless("tick", SHOWN),
            needless("progress", SHOWN),
            needless("bell", ENDED),
            needless("beep", ENDED),
            needless("glob", "wildcards are on; quotes make them ordinary"),
            needless("case", "names stay as they are"),
            needless("cr", "ascii transfers always turn line ends"),
            needless("form", "the format is always non-print"),
            needless("mode", "the mode is always stream"),
            needless("struct", "the structure is always file"),
            needless("preserve", "files keep their time"),
            needless("sunique", WHOLE),
            needless("runique", WHOLE),
            needless("debug", CONVERSATION),
            needless("trace", CONVERSATION),
            needless("sndbuf", SYSTEM),
            needless("rcvbuf", SYSTEM),
            needless("xferbuf", SYSTEM));

    private OldNames() {}

    static Optional<Absent> find(String name) {
        return Optional.ofNullable(ABSENT.get(name));
    }

    private static Map.Entry<String, Absent> missing(String name, String instead) {
        return Map.entry(name, new Absent(instead, false));
    }

    private static Map.Entry<String, Absent> needless(String name, String instead) {
        return Map.entry(name, new Absent(instead, true));
    }
}
