package pasv.shell;

import java.util.List;

/** The commands of the shell by what one wants to do, for the overview that {@code help} gives. */
final class Topics {
    /**
     * One thing that one wants to do.
     *
     * @param words the commands for it
     */
    record Topic(String title, List<String> words) {}

    static final List<Topic> ALL = List.of(
            new Topic(
                    "Look around on the server",
                    List.of("ls", "cd", "cdup", "pwd", "stat", "find", "du", "cat", "more")),
            new Topic("Fetch and send files", List.of("get", "mget", "put", "mput", "append", "mirror")),
            new Topic(
                    "Change what is on the server", List.of("mkdir", "rmdir", "rm", "mdelete", "mv", "chmod", "touch")),
            new Topic("Here on this machine", List.of("lcd", "lpwd", "lls")),
            new Topic("Connect and leave", List.of("open", "user", "close", "bookmark", "bye")),
            new Topic("Find out what is wrong", List.of("doctor", "explain", "verbose", "status", "trust", "hosts")),
            new Topic("How transfers go", List.of("binary", "ascii", "type", "passive", "set", "prompt")),
            new Topic("Jobs, history, scripts", List.of("jobs", "wait", "kill", "history", "source", "help")),
            new Topic(
                    "The server's own words",
                    List.of("size", "modtime", "features", "system", "quote", "site", "rhelp")));

    /** Other words for what stands above. */
    static final List<String> OLD = List.of(
            "dir",
            "nlist",
            "recv",
            "reget",
            "newer",
            "pget",
            "send",
            "reput",
            "delete",
            "rename",
            "page",
            "connect",
            "disconnect",
            "quit",
            "exit",
            "less",
            "ldir",
            "image",
            "feat",
            "syst",
            "remotehelp",
            "literal",
            "cls",
            "mdir",
            "mls",
            "mlsd",
            "mlst",
            "mreget",
            "msend",
            "mrm",
            "?");

    private Topics() {}
}
