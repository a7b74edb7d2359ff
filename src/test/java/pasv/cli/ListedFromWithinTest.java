package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pasv.testing.Conversation;
import pasv.testing.ScriptedServer;

/** Listings that are not what was asked for, or not whole though the server says so, and what is never done on their word. */
class ListedFromWithinTest {
    private static final String LOGIN = Conversation.DEFAULTS + """
            default PWD 257 "/"
            default CWD 250 ok
            default DELE 250 gone
            default RMD 250 gone
            default MDTM 550 no
            default SIZE 550 no
            """;
    private static final String ROOT =
            "drwxr-xr-x 2 a a 4096 Jan 1 2020 d\\r\\n-rw-r--r-- 1 a a 5 Jan 1 2020 root.txt\\r\\n";
    private static final String WITHIN = "-rw-r--r-- 1 a a 5 Jan 1 2020 within.txt\\r\\n";

    private static String listing(String command, String text, String end) {
        return command + "\n< 150 here\n! data-text \"" + text + "\"\n! close-data\n" + end + "\n";
    }

    @Test
    void aDeviceThatListsWhereItIsIsGoneInto() {
        String script = LOGIN + "=== session\n< 220 hi\n" + listing("> LIST d", ROOT, "< 226 done")
                + listing("> LIST", WITHIN, "< 226 done");
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed ls = Typed.run("ls", server.url("", "d"));
            assertEquals(0, ls.code(), ls.err());
            assertEquals(List.of("within.txt"), ls.lines());
        }
    }

    @Test
    void aDirectoryThatReallyHoldsOneOfItsNameIsBelieved() {
        String script = LOGIN + "=== session\n< 220 hi\n" + listing("> LIST d", ROOT, "< 226 done")
                + listing("> LIST", ROOT, "< 226 done");
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed ls = Typed.run("ls", server.url("", "d"));
            assertEquals(0, ls.code(), ls.err());
            assertEquals(List.of("d", "root.txt"), ls.lines());
        }
    }

    @Test
    void noFilesFoundIsAnEmptyDirectoryWhereASecondWayAgrees() {
        String script = LOGIN + "=== session\n< 220 hi\n> LIST d\n< 150 here\n! close-data\n< 450 No files found\n"
                + "> NLST d\n< 150 here\n! close-data\n< 226 done\n";
        String refused = LOGIN + "=== session\n< 220 hi\n> LIST d\n< 550 No files found.\n"
                + "> NLST d\n< 550 No files found.\n";
        for (String each : List.of(script, refused)) {
            try (ScriptedServer server = ScriptedServer.play(each)) {
                Typed ls = Typed.run("--retries", "0", "ls", server.url("", "d"));
                assertEquals(0, ls.code(), ls.err());
                assertEquals(List.of(), ls.lines());
            }
        }
    }

    @Test
    void aListingThatEndsBeforeADataConnectionWasUsedIsEmpty() {
        String script = LOGIN + "=== session\n< 220 hi\n> LIST d\n< 226 Transfer complete, nothing to list\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed ls = Typed.run("--retries", "0", "--idle-timeout", "300ms", "ls", server.url("", "d"));
            assertEquals(0, ls.code(), ls.err());
            assertEquals(List.of(), ls.lines());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "< 226 Out of memory",
                "< 226 Read error during globbing",
                "< 226 Output truncated to 1 matches",
                "< 226 Transfer complete\\r\\n426 Connection closed",
                "< 226 done\\r\\n451 Local error"
            })
    void whatEndsInTroubleIsShownAndNothingIsRemovedOnItsWord(String end) {
        String script = LOGIN + "=== session\n< 220 hi\n" + listing("> LIST -a d", WITHIN, end);
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed rm = Typed.run("--retries", "0", "rm", "-r", "-f", server.url("", "d"));
            assertEquals(11, rm.code(), rm.err());
            assertTrue(rm.err().contains("nothing was removed"), rm.err());
            assertTrue(
                    server.received().stream()
                            .noneMatch(command -> command.line().matches("(DELE|RMD).*")),
                    rm.err());
        }
    }
}
