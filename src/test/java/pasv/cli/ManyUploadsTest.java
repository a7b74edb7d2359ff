package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pasv.testing.Conversation;
import pasv.testing.ScriptedServer;

/**
 * What travels together from the second of many uploads on: the size is asked behind the data, and both halves of the
 * rename leave in one flight. A script that answers late fails whoever waits in between.
 */
@Timeout(60)
class ManyUploadsTest {
    /** The first file, one command at a time: only then is it known that this server renames. */
    private static final String FIRST = Conversation.DEFAULTS + """
            default MDTM 550 no
            default LIST 550 denied
            === session
            < 220 hi
            > STOR .a.txt.part
            < 150 go
            ! receive
            < 226 done
            > SIZE .a.txt.part
            < 213 5
            > RNFR .a.txt.part
            < 350 to?
            > RNTO a.txt
            < 250 ok
            """;

    /** The data of the second, and what is asked behind it before its end is confirmed. */
    private static final String SECOND = FIRST + """
            > STOR .b.txt.part
            < 150 go
            ! receive
            > PASV
            > SIZE .b.txt.part
            """;

    private static final String SEEN = SECOND + """
            < 226 done
            < 227 Entering Passive Mode ({pasv})
            < 213 6
            > RNFR .b.txt.part
            > RNTO b.txt
            """;

    @TempDir
    Path directory;

    private Path first;
    private Path second;

    @BeforeEach
    void write() throws IOException {
        first = Files.writeString(directory.resolve("a.txt"), "hello");
        second = Files.writeString(directory.resolve("b.txt"), "world!");
        // a port can have been that of an earlier test's server
        Typed.run("hosts", "--forget", "127.0.0.1");
    }

    private Typed put(ScriptedServer server) {
        return Typed.run("put", "--no-netrc", "--parallel=1", first.toString(), second.toString(), server.url("", ""));
    }

    private static long sent(ScriptedServer server, String line) {
        return server.received().stream()
                .filter(command -> command.line().equals(line))
                .count();
    }

    @Test
    void theSizeIsAskedBehindTheDataAndBothHalvesOfTheRenameLeaveTogether() {
        try (ScriptedServer server = ScriptedServer.play(SEEN + "< 350 to?\n< 250 ok\n")) {
            Typed put = put(server);
            assertEquals(0, put.code(), put.err());
            assertEquals(2, server.uploads().size());
        }
    }

    @Test
    void aSizeThatIsTooSmallStopsTheRename() {
        String script = SECOND + "< 226 done\n< 227 Entering Passive Mode ({pasv})\n< 213 4\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed put = Typed.run(
                    "put",
                    "--no-netrc",
                    "--parallel=1",
                    "--retries=0",
                    first.toString(),
                    second.toString(),
                    server.url("", ""));
            assertEquals(12, put.code(), put.err());
            assertTrue(put.err().contains("4 of 6 bytes"), put.err());
            assertEquals(0, sent(server, "RNFR .b.txt.part"));
        }
    }

    /** The answer to the second half is that of a half without a first, and says nothing of its own. */
    @Test
    void aFirstHalfThatIsRefusedWithTheSecondOnItsWayIsDoneWithout() {
        String script = SEEN + """
                < 550 no right to rename
                < 503 RNFR first
                > STOR b.txt
                < 150 go
                ! receive
                < 226 done
                ?> PASV
                < 227 Entering Passive Mode ({pasv})
                > SIZE b.txt
                < 213 6
                ?> DELE .b.txt.part
                < 250 gone
                """;
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed put = put(server);
            assertEquals(0, put.code(), put.err());
            assertTrue(put.err().contains("does not rename"), put.err());
            assertEquals(3, server.uploads().size());
        }
    }

    @Test
    void aSessionThatEndsBetweenTheFinalReplyAndTheSizeIsSettledOverAnother() {
        String script = SECOND + """
                < 226 done
                ! close
                === session
                < 220 hi
                > SIZE .b.txt.part
                < 213 6
                === session optional
                < 220 hi
                """;
        String last = "> RNFR .b.txt.part\n> RNTO b.txt\n< 350 to?\n< 250 ok\n";
        try (ScriptedServer server = ScriptedServer.play(script + last)) {
            Typed put = put(server);
            assertEquals(0, put.code(), put.err());
            assertTrue(put.err().contains("a new connection confirms the size of 6 bytes"), put.err());
            assertEquals(1, sent(server, "STOR .b.txt.part"), "nothing is sent twice");
        }
    }

    /** Whether the server had renamed before it went: seen by where the bytes are now. */
    @ParameterizedTest
    @CsvSource({"'', true", "'', false", "'< 350 to?\n', true", "'< 350 to?\n', false"})
    void aSessionThatEndsInTheRenameIsGoneOnFromWhereItCame(String before, boolean renamed) {
        String there = renamed
                ? "> SIZE b.txt\n< 213 6\n> SIZE .b.txt.part\n< 550 none\n"
                : "> SIZE b.txt\n< 550 none\n> SIZE .b.txt.part\n< 213 6\n"
                        + "> RNFR .b.txt.part\n> RNTO b.txt\n< 350 to?\n< 250 ok\n";
        String script = SEEN + before + "! close\n=== session\n< 220 hi\n" + there;
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed put = put(server);
            assertEquals(0, put.code(), put.err());
            assertEquals(1, sent(server, "STOR .b.txt.part"), "nothing is sent twice");
        }
    }

    /** What was swallowed there as a question that nobody answered left a session behind that can say nothing more. */
    @ParameterizedTest
    @CsvSource({"'> LIST -a\n'", "'> LIST -a\n< 550 denied\n> LIST\n'"})
    void aSecondSessionThatEndsTooIsNotSpokenToAgain(String question) {
        String script = SEEN + "! close\n=== session\n< 220 hi\n> SIZE b.txt\n< 550 none\n" + question
                + "! close\n=== session repeat\n< 421 later\n! close\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed put = Typed.run(
                    "put",
                    "--no-netrc",
                    "--parallel=1",
                    "--retries=0",
                    first.toString(),
                    second.toString(),
                    server.url("", ""));
            assertEquals(12, put.code(), put.err());
            assertTrue(put.err().contains("all bytes are on the server as .b.txt.part"), put.err());
        }
    }
}
