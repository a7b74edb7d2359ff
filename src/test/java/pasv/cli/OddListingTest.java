package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pasv.testing.Conversation;
import pasv.testing.ScriptedServer;

/** Listings that are cut, lie, or hold names that lead astray: shown, counted, and never acted on. */
class OddListingTest {
    private static final String LOGIN = Conversation.DEFAULTS + """
            default PWD 257 "/" is the current directory
            default CWD 250 ok
            default SIZE 550 no
            default MDTM 550 no
            """;

    private static final String FILE = "-rw-r--r--   1 a a  5 Nov 20  2025 ";
    private static final String DIRECTORY = "drwxr-xr-x   1 a a  5 Nov 20  2025 ";

    @TempDir
    Path directory;

    /** A server whose listing of {@code d} is this text, with these lines after it. */
    private static ScriptedServer listing(String text, String... end) {
        return ScriptedServer.play(LOGIN + "=== session\n< 220 hi\n>~ LIST( -a)? d\n< 150 here\n! data-text " + text
                + "\n! close-data\n" + String.join("\n", end));
    }

    @Test
    void aTruncatedListingIsShownAndIsAFailure() {
        try (ScriptedServer server =
                listing(FILE + "a.txt\\r\\n", "< 226-Options: -l", "< 226 Output truncated to 1")) {
            Typed ls = Typed.run("ls", server.url("", "d"));
            assertEquals(11, ls.code());
            assertEquals(List.of("a.txt"), ls.lines());
            assertTrue(ls.err().contains("not complete"), ls.err());
        }
    }

    @Test
    void aListingWithoutItsReplyIsIncomplete() {
        try (ScriptedServer server = listing(FILE + "a.txt\\r\\n", "! close")) {
            Typed ls = Typed.run("ls", server.url("", "d"));
            assertEquals(4, ls.code());
            assertEquals(List.of("a.txt"), ls.lines());
        }
    }

    @Test
    void anErrorInsideAListingIsShownAsItIs() {
        try (ScriptedServer server = listing("ls: .: Permission denied\\r\\n", "< 226 done")) {
            Typed ls = Typed.run("ls", server.url("", "d"));
            assertEquals(7, ls.code());
            assertEquals(List.of("ls: .: Permission denied"), ls.lines());
        }
    }

    @Test
    void escapeSequencesInNamesAreMadeVisible() {
        try (ScriptedServer server = listing(FILE + "\\x1b]0;pwned\\x07\\r\\n", "< 226 done")) {
            Typed ls = Typed.run("ls", server.url("", "d"));
            assertEquals(List.of("\\x1b]0;pwned\\x07"), ls.lines());
        }
    }

    @Test
    void nothingIsRemovedOnTheWordOfACutListing() {
        String script = LOGIN + """
                default DELE 250 gone
                default RMD 250 gone
                === session
                < 220 hi
                > LIST -a d
                < 150 here
                ! data-text drwxr-xr-x   1 a a  5 Nov 20  2025 sub\\r\\n-rw-r--r-- 1 a
                ! close-data
                < 226 done
                """;
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed rm = Typed.run("rm", "-r", "-f", server.url("", "d"));
            assertEquals(true, rm.code() == 7 || rm.code() == 11, rm.err());
            assertTrue(rm.err().contains("nothing was removed"), rm.err());
            assertTrue(server.received(1).stream().noneMatch(line -> line.matches("(DELE|RMD) .*")));
        }
    }

    @Test
    void wildcardsRemoveNothingFromAListingInDoubt() {
        String script = LOGIN + """
                default DELE 250 gone
                === session
                < 220 hi
                > LIST d
                < 150 here
                ! data-text -rw-r--r--   1 a a  5 Nov 20  2025 a.log\\r\\nftpd: .: Permission denied\\r\\n
                ! close-data
                < 226 done
                """;
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed rm = Typed.run("rm", server.url("", "d/*.log"));
            assertEquals(7, rm.code());
            assertTrue(server.received(1).stream().noneMatch(line -> line.startsWith("DELE")));
        }
    }

    @Test
    void aTreeWithBadNamesStaysInsideItsTarget() throws IOException {
        String script = LOGIN + """
                === session
                < 220 hi
                > LIST -a d
                < 150 here
                ! data-text -rw-r--r-- 1 a a 5 Nov 20 2025 ../up\\r\\n-rw-r--r-- 1 a a 5 Nov 20 2025 bad\\x1bname\\r\\n-rw-r--r-- 1 a a 5 Nov 20 2025 good\\r\\nlrwxrwxrwx 1 a a 5 Nov 20 2025 out -> ../..\\r\\n
                ! close-data
                < 226 done
                > RETR d/good
                < 150 here
                ! data-text hello
                ! close-data
                < 226 done
                """;
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Path target = Files.createDirectory(directory.resolve("in"));
            Typed get = Typed.run("get", "-r", server.url("", "d"), "-d", target.toString());
            assertEquals(12, get.code(), get.err());
            assertTrue(get.err().contains("path in name"), get.err());
            assertTrue(get.err().contains("bad\\x1bname"), get.err());
            assertTrue(get.err().contains("not followed"), get.err());
            try (Stream<Path> files = Files.walk(directory)) {
                assertEquals(
                        List.of("in/d/good"),
                        files.filter(Files::isRegularFile)
                                .map(file -> directory.relativize(file).toString())
                                .toList());
            }
        }
    }

    @Test
    void aTreeIsNotWrittenThroughALinkThatIsThereAlready() throws IOException {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Path target = Files.createDirectories(directory.resolve("in/d"));
        Files.createSymbolicLink(target.resolve("sub"), outside);
        try (ScriptedServer server = listing(DIRECTORY + "sub\\r\\n", "< 226 done")) {
            Typed get = Typed.run(
                    "get",
                    "-r",
                    server.url("", "d"),
                    "-d",
                    directory.resolve("in").toString());
            assertEquals(3, get.code(), get.err());
            assertFalse(server.received(1).contains("LIST -a d/sub"));
        }
    }

    @Test
    void anEmptyListingOfNothingIsARefusal() {
        String script = LOGIN + """
                === session
                < 220 hi
                > LIST nope
                < 150 here
                ! close-data
                < 226 done
                ?> PWD
                < 257 "/"
                > CWD nope
                < 550 Failed to change directory.
                """;
        try (ScriptedServer server = ScriptedServer.play(script)) {
            assertEquals(8, Typed.run("ls", server.url("", "nope")).code());
        }
    }

    @Test
    void aPathThatLooksLikeAFlagIsGoneTo() {
        String script = LOGIN + """
                === session
                < 220 hi
                > PWD
                < 257 "/home/a"
                > CWD -rf
                < 250 ok
                > LIST
                < 150 here
                ! data-text -rw-r--r-- 1 a a 5 Nov 20 2025 x\\r\\n
                ! close-data
                < 226 done
                > CWD /home/a
                < 250 back
                """;
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed ls = Typed.run("ls", server.url("", "-rf"));
            assertEquals(List.of("x"), ls.lines(), ls.err());
        }
    }

    @Test
    void aServerThatTakesTheFlagForANameIsAskedWithoutIt() {
        String script = LOGIN + """
                === session
                < 220 hi
                > LIST -a d
                < 550 No such file or directory.
                > LIST d
                < 150 here
                ! data-text -rw-r--r-- 1 a a 5 Nov 20 2025 x\\r\\n
                ! close-data
                < 226 done
                """;
        try (ScriptedServer server = ScriptedServer.play(script)) {
            assertEquals(
                    List.of("x"), Typed.run("ls", "-a", server.url("", "d")).lines());
        }
    }

    @Test
    void whatMatchesNothingIsNothingToRmMinusF() {
        String listing = "=== session\n< 220 hi\n> LIST d\n< 150 here\n! data-text " + FILE
                + "a.txt\\r\\n\n! close-data\n< 226 done\n";
        for (String flag : List.of("-f", "-q")) {
            try (ScriptedServer server = ScriptedServer.play(LOGIN + listing)) {
                assertEquals(
                        flag.equals("-f") ? 0 : 8,
                        Typed.run("rm", flag, server.url("", "d/*.none")).code());
            }
        }
    }

    @Test
    void aDirectoryHasNoSizeToBeSortedBy() {
        String list = DIRECTORY.replace("  5 Nov", "  60 Nov") + "d1\\r\\n" + FILE + "a\\r\\n"
                + FILE.replace("  5 Nov", "  7 Nov") + "b\\r\\n";
        try (ScriptedServer server = listing(list, "< 226 done")) {
            assertEquals(
                    List.of("b", "a", "d1"),
                    Typed.run("ls", "-S", server.url("", "d")).lines());
        }
    }

    /** ProFTPD closes its passive port when it refuses the RETR that came with the connect: no firewall is to blame. */
    @Test
    void aPortThatClosesOverARefusalIsARefusal() throws IOException {
        String script = LOGIN + """
                === session
                < 220 hi
                > RETR one
                < 150 here
                ! data-text hello
                ! close-data
                < 226 done
                ! refuse-data
                > RETR nope
                < 550 nope: No such file or directory
                """;
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed get = Typed.run(
                    "get", server.url("", "one"), server.url("", "nope"), "-d", directory.toString(), "--retries", "0");
            assertEquals(12, get.code(), get.err());
            assertTrue(get.err().contains("the server refused RETR nope: 550"), get.err());
            assertFalse(get.err().contains("firewall"), get.err());
        }
    }

    /** One file's MDTM tells the zone of a server, for all of its directories. */
    @Test
    void theZoneOfAServerIsAskedOnce() {
        String script = LOGIN.replace("default MDTM 550 no\n", "") + """
                === session
                < 220 hi
                > LIST d
                < 150 here
                ! data-text -rw-r--r-- 1 a a 5 2025-11-20 10:00 a\\r\\ndrwxr-xr-x 1 a a 5 2025-11-20 10:00 sub\\r\\n
                ! close-data
                < 226 done
                > MDTM d/a
                < 213 20251120010000
                > LIST d/sub
                < 150 here
                ! data-text -rw-r--r-- 1 a a 5 2025-11-20 10:00 b\\r\\n
                ! close-data
                < 226 done
                """;
        try (ScriptedServer server = ScriptedServer.play(script)) {
            String out = Typed.run("ls", "-R", "--json", server.url("", "d")).out();
            assertTrue(out.contains("\"name\":\"d/a\",\"kind\":\"file\",\"size\":5"), out);
            assertEquals(3, out.split("2025-11-20T01:00:00Z", -1).length - 1, out);
        }
    }
}
