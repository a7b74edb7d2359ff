package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pasv.testing.Conversation;
import pasv.testing.ScriptedServer;

/** chmod on a server: what {@code u+x,go-w} comes to, and what happens where nobody knows the mode that is there. */
class ModeChangeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "u+x|644|744",
                "u+x,go-w|666|744",
                "a+X|644|644",
                "a+X|744|755",
                "=rx|644|555",
                "u=rw,go=|755|600",
                "g+s|755|2755",
                "u-s|4755|755",
                "+t|777|1777",
                "o=t|1777|1770",
                "u+x-w|644|544",
                "go-rwx|777|700",
            })
    void changes(String change, String before, String after) {
        int mode = Integer.parseInt(before, 8);
        // o=t: the sticky bit belongs to nobody alone, so it stays as it is
        assertEquals(after, ModeChange.parse(change).orElseThrow().applied(mode, false));
    }

    @Test
    void aDirectoryKeepsItsGroupWhereEqualsSaysNothingOfIt() {
        assertEquals("2750", ModeChange.parse("g=rx,o=").orElseThrow().applied(02775 & ~0020, true));
        assertEquals("755", ModeChange.parse("a+X").orElseThrow().applied(0644, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "u", "64", "888", "+q", "u+x,", "x+u", "12345", "u+x;go-w"})
    void nonsenseIsUsage(String mode) {
        assertEquals(Optional.empty(), ModeChange.parse(mode).map(ModeChange::absolute));
    }

    @ParameterizedTest
    @CsvSource({
        "0644, 644",
        "-rw-r--r--, 644",
        "rwxr-xr-x, 755",
        "drwxr-s--T+, 3750",
        "-rwsr-xr-t., 5755",
        "0100644, 644",
        "'(RWED,RWED,RE,)', ''",
        "[R----F--], ''",
    })
    void readsWhatListingsSay(String permissions, String octal) {
        assertEquals(
                octal, ModeChange.bits(permissions).map(Integer::toOctalString).orElse(""));
    }

    private static final String LOGIN = Conversation.DEFAULTS + """
            === session
            < 220 hi
            """;

    private static ScriptedServer listing(String text, String rest) {
        return ScriptedServer.play(
                LOGIN + "> LIST -a bin\n< 150 here\n! data-text " + text + "\n! close-data\n< 226 done\n" + rest);
    }

    @Test
    void theModeThatIsThereComesFromTheListing() {
        String line = "-rw-rw-r-- 1 a a 5 Nov 20 2025 run.sh\\r\\n";
        try (ScriptedServer server = listing(line, "> SITE CHMOD 744 bin/run.sh\n< 200 ok\n")) {
            Typed chmod = Typed.run("chmod", "u+x,go-w", server.url("", "bin/run.sh"));
            assertEquals(0, chmod.code(), chmod.err());
        }
    }

    @Test
    void whereNobodyTellsTheModeNothingIsChanged() {
        try (ScriptedServer server = listing("04-14-00  03:47PM  589 run.sh\\r\\n", "")) {
            Typed chmod = Typed.run("chmod", "u+x", server.url("", "bin/run.sh"));
            assertEquals(8, chmod.code(), chmod.err());
            assertTrue(chmod.err().contains("give all of it in digits, such as 644"), chmod.err());
        }
    }
}
