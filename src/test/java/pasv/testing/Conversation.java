package pasv.testing;

/** Pieces of scripts for {@link ScriptedServer} that many conversations share. */
public final class Conversation {
    /** Greeting, and the login of user a by {@link Program#CANARY}. */
    public static final String LOGIN = """
            < 220 hello
            > USER a
            < 331 password, please
            > PASS *
            < 230 come in
            """;

    /** Answers for a server on which only what comes after the login matters: it knows PASV, and no FEAT. */
    public static final String DEFAULTS = """
            default USER 331 pw
            default PASS 230 in
            default FEAT 502 what?
            default TYPE 200 ok
            default PASV 227 Entering Passive Mode ({pasv})
            """;

    private Conversation() {}

    /** What is asked of a.txt before a transfer, and a passive port. */
    public static String ready(long size) {
        return """
                {
                ?> PASV
                < 227 Entering Passive Mode ({pasv})
                ?> FEAT
                < 500 what?
                ?> TYPE I
                < 200 image
                > SIZE a.txt
                < 213 %d
                > MDTM a.txt
                < 213 20251020170000
                }
                """.formatted(size);
    }

    /** A transfer of a.txt that goes well. */
    public static String whole(long size) {
        return ready(size) + """
                > RETR a.txt
                < 150 here it comes
                ! data %d
                ! close-data
                < 226 done
                """.formatted(size);
    }

    /** The beginning of a.txt, and then nothing more. */
    public static String stalls(long size, long after) {
        return ready(size) + """
                > RETR a.txt
                < 150 here it comes
                ! data %d
                *> ABOR
                < 426 aborted
                *> NOOP
                < 200 here
                """.formatted(after);
    }

    /** The URL of a.txt with the password in it. */
    public static String url(ScriptedServer server) {
        return "ftp://a:" + Program.CANARY + "@127.0.0.1:" + server.port() + "/a.txt";
    }
}
