package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import pasv.testing.ScriptedServer;

/** What a listing asks of the server: one flight before the data connection, and about times only where they are seen. */
class ListingCostTest {
    /** The server answers nothing before it has all three commands. */
    private static final String LISTED = """
            default USER 331 pw
            default PASS 230 in
            === session
            < 220 hi
            > PASV
            > FEAT
            > TYPE I
            < 227 Entering Passive Mode ({pasv})
            < 502 what?
            < 200 ok
            > LIST d
            < 150 here
            ! data-text -rw-r--r--   1 a a  5 Nov 20 10:00 a.txt\\r\\n
            ! close-data
            < 226 done
            """;

    @Test
    void namesAreNotAskedForTheirTimes() {
        try (ScriptedServer server = ScriptedServer.play(LISTED)) {
            Typed ls = Typed.run("ls", server.url("", "d"));
            assertEquals(0, ls.code(), ls.err());
            assertEquals(List.of("a.txt"), ls.lines());
        }
    }

    @Test
    void oneFileTellsTheZoneOfTheTimesThatAreShown() {
        try (ScriptedServer server = ScriptedServer.play(LISTED + "> MDTM d/a.txt\n< 550 no\n")) {
            Typed ls = Typed.run("ls", "-l", server.url("", "d"));
            assertEquals(0, ls.code(), ls.err());
        }
    }
}
