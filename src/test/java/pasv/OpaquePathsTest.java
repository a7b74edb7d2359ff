package pasv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pasv.testing.ScriptedServer;

/** Where slashes mean nothing (VMS, MVS, OS/400): directories are gone to, and names are said alone or as they are. */
class OpaquePathsTest {
    private static final String LOGIN = """
            default USER 230 in
            default FEAT 502 what?
            default TYPE 200 ok
            default PASV 227 Entering Passive Mode ({pasv})
            default SIZE 502 what?
            default MDTM 502 what?
            === session
            < 220 hi
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ANONYMOUS_ROOT:[000000]|ANONYMOUS_ROOT:[PUB]|[.PUB]|A.TXT;1",
                "'USER.'|'USER.PDS'|PDS|MEMBER",
                "QGPL|MYLIB|MYLIB|A.FILE",
                "C:/home|C:/home/pub|pub|a.txt",
            })
    void theShellGoesThereAndSaysTheNameAlone(String home, String there, String typed, String file) throws Exception {
        String script = LOGIN + """
                > PWD
                < 257 "%s"
                > CWD %s
                < 250 ok
                > PWD
                < 257 "%s"
                ?> FEAT
                < 502 what?
                ?> TYPE I
                < 200 ok
                ?> SIZE %s
                < 502 what?
                ?> MDTM %s
                < 502 what?
                > PASV
                < 227 Entering Passive Mode ({pasv})
                > RETR %s
                < 150 here
                ! data-text hello
                ! close-data
                < 226 done
                """.formatted(home, typed, there, file, file, file);
        try (ScriptedServer server = ScriptedServer.play(script)) {
            String commands = "cd \"" + typed + "\"; pwd; get \"" + file + "\" -o \"" + directory + "/got\"";
            AtHome.Ran ran = new AtHome(directory).run("-c", commands, server.url("a", ""));
            assertEquals(0, ran.code(), ran.err());
            assertEquals(there, ran.lines().get(0));
            assertEquals("hello", Files.readString(directory.resolve("got")));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"%5BPUB%5DA.TXT;1|[PUB]A.TXT;1", "'A.B(C)'|'A.B(C)'", "DISK:%5BA.B%5DC.D|DISK:[A.B]C.D"})
    void aUrlSendsThemAsTheyAre(String path, String sent) throws Exception {
        String script = LOGIN
                + "> RETR " + sent.replace("*", "\\*")
                + "\n< 150 here\n! data-text hello\n! close-data\n< 226 done\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            AtHome.Ran ran = new AtHome(directory)
                    .run(
                            "get",
                            server.url("a", path),
                            "-o",
                            directory.resolve("got").toString());
            assertEquals(0, ran.code(), ran.err());
            assertEquals("hello", Files.readString(directory.resolve("got")));
        }
    }

    /** No temporary name can be made of such a name: the server says so, and the name itself is used. */
    @Test
    void anUploadGoesUnderTheNameItself() throws Exception {
        Path file = Files.writeString(directory.resolve("up"), "hello");
        String script = LOGIN + """
                > STOR .'A.B(C)'.part
                < 501 Invalid data set name
                > STOR 'A.B(C)'
                < 150 go
                ! receive
                < 250 stored
                ?~ LIST.*
                < 550 no
                ?~ LIST.*
                < 550 no
                """;
        try (ScriptedServer server = ScriptedServer.play(script)) {
            AtHome.Ran ran = new AtHome(directory).run("put", file.toString(), server.url("a", "'A.B(C)'"));
            assertEquals(0, ran.code(), ran.err());
            assertTrue(ran.err().contains("sending under the name itself"), ran.err());
        }
    }

    /** What is below cannot be named by putting names together: nothing is fetched, and nothing removed, by guesses. */
    @ParameterizedTest
    @CsvSource({"get -r PUB.DIR", "rm -rf PUB.DIR", "du", "find", "ls -R"})
    void aTreeIsRefusedInOneLine(String verb) throws Exception {
        String script = LOGIN + "default PWD 257 \"DISK:[HOME]\"\ndefault CWD 250 ok\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            AtHome.Ran ran = new AtHome(directory).run("-c", verb, server.url("a", ""));
            assertEquals(2, ran.code(), ran.err());
            assertEquals(
                    1,
                    ran.err()
                            .lines()
                            .filter(line -> !line.startsWith("connected"))
                            .count(),
                    ran.err());
            assertTrue(
                    ran.err()
                            .contains(
                                    "pasv: error: directories below others cannot be named on this server, which is in"
                                            + " DISK:[HOME]: cd to each, and there mget * or mdelete *"),
                    ran.err());
            assertTrue(
                    server.received(1).stream().noneMatch(line -> line.matches("(RETR|DELE|RMD|LIST|STOR).*")),
                    server.received(1)::toString);
        }
    }

    @Test
    void theFilesOfADirectoryAreFetchedByTheirNamesAlone() throws Exception {
        String script = LOGIN + """
                > PWD
                < 257 "DISK:[HOME]"
                > CWD [.PUB]
                < 250 ok
                > PWD
                < 257 "DISK:[HOME.PUB]"
                > LIST
                < 150 here
                ! data-text A.TXT;1  1/3  6-MAY-2008 09:29:00  [A,B]  (RWED,RWED,RE,)\\r\\n
                ! close-data
                < 226 done
                > RETR A.TXT
                < 150 here
                ! data-text hello
                ! close-data
                < 226 done
                """;
        try (ScriptedServer server = ScriptedServer.play(script)) {
            AtHome.Ran ran =
                    new AtHome(directory).run("-c", "lcd '" + directory + "'; cd [.PUB]; mget *", server.url("a", ""));
            assertEquals(0, ran.code(), ran.err());
            assertEquals("hello", Files.readString(directory.resolve("A.TXT")));
        }
    }
}
