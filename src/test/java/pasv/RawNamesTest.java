package pasv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pasv.testing.ScriptedServer;

/** Names that are not UTF-8, in the shell: what a listing gave goes back byte for byte, whatever verb carries it. */
class RawNamesTest {
    private static final String LOGIN = """
            default FEAT 502 what?
            default TYPE 200 ok
            default PASV 227 Entering Passive Mode ({pasv})
            default SIZE 213 5
            default MDTM 550 no
            === session
            < 220 hi
            > USER a
            < 230 in
            > PWD
            < 257 "/"
            """;

    @TempDir
    Path directory;

    private static String listing(String... names) {
        StringBuilder lines = new StringBuilder();
        for (String name : names) {
            lines.append("-rw-r--r-- 1 a a 5 Nov 20 2025 ").append(name).append("\\r\\n");
        }
        return "< 150 here\n! data-text " + lines + "\n! close-data\n< 226 done\n";
    }

    private AtHome.Ran run(ScriptedServer server, String commands, String... options) {
        String[] words = new String[options.length + 3];
        System.arraycopy(options, 0, words, 0, options.length);
        words[options.length] = "-c";
        words[options.length + 1] = commands;
        words[options.length + 2] = server.url("a", "");
        return new AtHome(directory).run(words);
    }

    @Test
    void mgetFetchesThemAndKeepsThemByTheNameInTheirCharset() throws Exception {
        String script = LOGIN + ">~ LIST.*\n" + listing("\\xb1\\xe8\\xc4\\xa1.txt") + """
                > RETR /\\xb1\\xe8\\xc4\\xa1.txt
                < 150 here
                ! data-text hello
                ! close-data
                < 226 done
                """;
        try (ScriptedServer server = ScriptedServer.play(script)) {
            AtHome.Ran ran = run(server, "lcd '" + directory + "'; mget *.txt", "--charset", "EUC-KR");
            assertEquals(0, ran.code(), ran.err());
            assertEquals("hello", Files.readString(directory.resolve("김치.txt")));
        }
    }

    @Test
    void mdeleteTellsTwoNamesApartThatReadTheSame() throws Exception {
        String script = LOGIN + ">~ LIST.*\n" + listing("caf\\xe9") + "> DELE /caf\\xe9\n< 250 gone\n>~ LIST.*\n"
                + listing("caf\\xe9", "caf\\xc3\\xa9")
                + "> DELE /caf\\xe9\n< 250 gone\n> DELE /caf\\xc3\\xa9\n< 250 gone\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            AtHome.Ran ran = run(server, "mdelete caf*; mdelete c*");
            assertEquals(0, ran.code(), ran.err());
        }
    }

    @Test
    void mvRenamesWithinADirectoryOfSuchAName() throws Exception {
        String script = LOGIN + ">~ LIST.*\n" + listing("d\\xe9").replace("-rw", "drw") + """
                > CWD /d\\xe9
                < 250 ok
                > PWD
                < 257 "/d\\xe9"
                > RNFR /d\\xe9/a
                < 350 go on
                > RNTO /d\\xe9/b
                < 250 ok
                """;
        try (ScriptedServer server = ScriptedServer.play(script)) {
            AtHome.Ran ran = run(server, "cd d*; mv a b");
            assertEquals(0, ran.code(), ran.err());
        }
    }

    /** A name that begins like an option is none, where the server tells no directory to put before it. */
    @Test
    void aNameIsNeverAnOption() throws Exception {
        String script = LOGIN.replace("> PWD\n< 257 \"/\"", "default PWD 502 what?") + ">~ LIST.*\n"
                + listing("-rf", "b") + "> DELE -rf\n< 250 gone\n> DELE b\n< 250 gone\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            AtHome.Ran ran = run(server, "mdelete *");
            assertEquals(0, ran.code(), ran.err());
        }
    }

    @Test
    void aQuotedWildcardIsAName() throws Exception {
        String script = LOGIN + "> DELE /a*b\n< 250 gone\n".replace("a*b", "a\\*b");
        try (ScriptedServer server = ScriptedServer.play(script)) {
            AtHome.Ran ran = run(server, "mdelete 'a*b'");
            assertEquals(0, ran.code(), ran.err());
        }
    }
}
