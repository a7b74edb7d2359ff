package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pasv.testing.Conversation;
import pasv.testing.Program;
import pasv.testing.ScriptedServer;
import pasv.testing.TestFiles;

/** Uploads to servers that cut, lie, forget, or let nobody look: said truly, and nothing there is ever deleted. */
class OddUploadTest {
    private static final String LOGIN = Conversation.DEFAULTS + """
            default MDTM 550 no
            """;

    private static final String RECEIVED = """
            < 150 go
            ! receive
            < 226 done
            """;

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("a.txt"), "hello");
        // a port can have been that of an earlier test's server
        Typed.run("hosts", "--forget", "127.0.0.1");
    }

    private Typed put(ScriptedServer server, String... more) {
        String[] args = {"--retries", "0", "put", file.toString(), server.url("", "a.txt")};
        String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        Typed typed = Typed.run(all);
        // only names of our own are ever deleted
        assertTrue(server.received().stream()
                .map(command -> command.line())
                .noneMatch(line -> line.startsWith("DELE")
                        && !line.matches("DELE ([.]a[.]txt[.](part|pasv-old)|a[.]txt[.]pasv-(part|old))")));
        return typed;
    }

    @Test
    void sendsAsideProvesAndRenames() {
        String script = LOGIN + "=== session\n< 220 hi\n> STOR .a.txt.part\n" + RECEIVED
                + "> SIZE .a.txt.part\n< 213 5\n> RNFR .a.txt.part\n< 350 to?\n> RNTO a.txt\n< 250 ok\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            assertEquals(0, put(server).code());
            assertArrayEquals(
                    "hello".getBytes(StandardCharsets.US_ASCII),
                    server.uploads().get(0));
        }
    }

    /** What lies there can be of another file with the same end, until this run has begun to send. */
    @Test
    void whatAnEarlierRunLeftIsNotGoneOnFromAfterALostSession() {
        String script = LOGIN + "=== session\n< 220 hi\n> PASV\n! close\n=== session\n< 220 hi\n> STOR .a.txt.part\n"
                + RECEIVED + "> SIZE .a.txt.part\n< 213 5\n> RNFR .a.txt.part\n< 350 to?\n> RNTO a.txt\n< 250 ok\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed put = Typed.run("put", "--no-netrc", file.toString(), server.url("", "a.txt"));
            assertEquals(0, put.code(), put.err());
            assertEquals(1, server.uploads().size());
        }
    }

    @Test
    void nothingIsSentAgainForTheSakeOfItsTime() {
        String script = LOGIN.replace("502 what?", "211-Features:\\r\\n MFMT\\r\\n211 End")
                + "=== session\n< 220 hi\n> STOR .a.txt.part\n" + RECEIVED
                + "> SIZE .a.txt.part\n< 213 5\n> RNFR .a.txt.part\n< 350 to?\n> RNTO a.txt\n< 250 ok\n"
                + ">~ MFMT .* a.txt\n! close\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed put = Typed.run("put", "--no-netrc", file.toString(), server.url("", "a.txt"));
            assertEquals(0, put.code(), put.err());
            assertTrue(put.err().contains("warning: a.txt: its time on the server"), put.err());
        }
    }

    @Test
    void aServerThatKeepsLessThanWasSentIsFoundOut() {
        String script =
                LOGIN + "=== session\n< 220 hi\n> STOR .a.txt.part\n" + RECEIVED + "> SIZE .a.txt.part\n< 213 4\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed put = put(server);
            assertEquals(11, put.code());
            assertTrue(put.err().contains("4 of 5 bytes"), put.err());
            assertTrue(server.received(1).stream().noneMatch(line -> line.startsWith("RNFR")));
        }
    }

    @Test
    void aDropBoxThatTellsNoSizeIsUnverified() {
        String script = LOGIN + "=== session\n< 220 hi\n> STOR a.txt\n" + RECEIVED
                + "> SIZE a.txt\n< 550 denied\n> LIST -a\n< 550 denied\n> LIST\n< 550 denied\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed put = put(server, "--no-atomic", "--json");
            assertEquals(0, put.code(), put.err());
            assertTrue(put.out().contains("\"verified\":false"), put.out());
        }
    }

    @Test
    void aServerThatDoesNotRenameGetsItUnderItsName() {
        String script = LOGIN + "=== session\n< 220 hi\n> STOR .a.txt.part\n" + RECEIVED
                + "> SIZE .a.txt.part\n< 550 denied\n> LIST -a\n< 550 denied\n> LIST\n< 550 denied\n> RNFR .a.txt.part\n< 550 denied\n> STOR a.txt\n"
                + RECEIVED
                + "> SIZE a.txt\n< 550 denied\n> LIST -a\n< 550 denied\n> LIST\n< 550 denied\n"
                + "> DELE .a.txt.part\n< 250 gone\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed put = put(server);
            assertEquals(0, put.code(), put.err());
            assertTrue(put.err().contains("sending once more under the name itself"), put.err());
        }
    }

    /** All bytes are there as .a.txt.part, and the rename is refused; then these lines. */
    private static ScriptedServer refusesTheRename(String... then) {
        return ScriptedServer.play(LOGIN + "=== session\n< 220 hi\n> STOR .a.txt.part\n" + RECEIVED
                + "> SIZE .a.txt.part\n< 213 5\n> RNFR .a.txt.part\n< 350 to?\n> RNTO a.txt\n< 553 exists\n"
                + String.join("\n", then));
    }

    private static final String[] NOTHING_THERE = {
        "> SIZE a.txt", "< 550 no", "> LIST -a", "< 550 denied", "> LIST", "< 550 denied"
    };

    private static String[] and(String[] first, String... then) {
        return Stream.concat(Arrays.stream(first), Arrays.stream(then)).toArray(String[]::new);
    }

    @Test
    void whereTheNameIsRefusedBothWaysItIsSaidWhereTheBytesAre() {
        try (ScriptedServer server = refusesTheRename(and(NOTHING_THERE, "> STOR a.txt", "< 553 not that name"))) {
            Typed put = put(server);
            assertEquals(8, put.code());
            assertTrue(put.err().contains("all bytes are on the server as .a.txt.part"), put.err());
            assertTrue(put.err().contains("553 not that name"), put.err());
        }
    }

    /** Some servers rename to no other extension, and say so at the second half. */
    @Test
    void aRenameThatIsRefusedWhereNothingIsInTheWayIsDoneWithout() {
        try (ScriptedServer server = refusesTheRename(and(
                NOTHING_THERE,
                "> STOR a.txt",
                RECEIVED.strip(),
                "> SIZE a.txt",
                "< 213 5",
                "> DELE .a.txt.part",
                "< 250 gone"))) {
            Typed put = put(server);
            assertEquals(0, put.code(), put.err());
            assertTrue(put.err().contains("sending once more under the name itself"), put.err());
        }
    }

    /** The old file has the size of the new one, and no listing shows names with a dot: nothing tells that it was done. */
    @Test
    void aRefusalIsBelievedWhereTheTemporaryNameWasNeverSeen() {
        String listing =
                "< 150 here\n! data-text -rw-r--r-- 1 a a 5 Nov 20 2025 a.txt\\r\\n\n! close-data\n< 226 done\n";
        String script = LOGIN + "=== session\n< 220 hi\n> STOR .a.txt.part\n" + RECEIVED
                + "> SIZE .a.txt.part\n< 502 what?\n> LIST -a\n" + listing
                + "> RNFR .a.txt.part\n< 350 to?\n> RNTO a.txt\n< 553 exists\n> SIZE a.txt\n< 502 what?\n> LIST -a\n"
                + listing
                + "> DELE .a.txt.pasv-old\n< 550 no\n> RNFR a.txt\n< 350 to?\n> RNTO .a.txt.pasv-old\n< 250 ok\n"
                + "> RNFR .a.txt.part\n< 350 to?\n> RNTO a.txt\n< 250 ok\n> DELE .a.txt.pasv-old\n< 250 gone\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed put = put(server);
            assertEquals(0, put.code(), put.err());
            assertFalse(put.err().contains("the file has its name"), put.err());
        }
    }

    /** The session is lost at one step of the renames; a new one finds all bytes under the temporary name. */
    private static ScriptedServer losesTheSession(String before, String... then) {
        return ScriptedServer.play(LOGIN + "=== session\n< 220 hi\n> STOR .a.txt.part\n" + RECEIVED
                + "> SIZE .a.txt.part\n< 213 5\n" + before + "! close\n=== session\n< 220 hi\n"
                + String.join("\n", then));
    }

    private static final String ASIDE = "> RNFR .a.txt.part\n< 350 to?\n> RNTO a.txt\n< 553 exists\n> SIZE a.txt\n"
            + "< 213 3\n> DELE .a.txt.pasv-old\n< 550 no\n> RNFR a.txt\n< 350 to?\n> RNTO .a.txt.pasv-old\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                ASIDE,
                ASIDE + "< 250 ok\n> RNFR .a.txt.part\n",
                ASIDE + "< 250 ok\n> RNFR .a.txt.part\n< 350 to?\n> RNTO a.txt\n"
            })
    void aNewSessionGoesOnWhereTheOldFileStandsAside(String before) {
        try (ScriptedServer server = losesTheSession(
                before,
                String.join("\n", NOTHING_THERE),
                "> SIZE .a.txt.part",
                "< 213 5",
                "> RNFR .a.txt.part",
                "< 350 to?",
                "> RNTO a.txt",
                "< 250 done",
                "> DELE .a.txt.pasv-old",
                "< 250 gone")) {
            Typed put = put(server);
            assertEquals(0, put.code(), put.err());
            assertEquals(1, server.uploads().size());
        }
    }

    @Test
    void whatHadItsNameWhenTheSessionWasLostIsDoneAndTheOldFileRemoved() {
        try (ScriptedServer server = losesTheSession(
                ASIDE + "< 250 ok\n> RNFR .a.txt.part\n< 350 to?\n> RNTO a.txt\n",
                "> SIZE a.txt",
                "< 213 5",
                "> SIZE .a.txt.part",
                "< 550 no",
                "> LIST -a",
                "< 550 denied",
                "> LIST",
                "< 550 denied",
                "> DELE .a.txt.pasv-old",
                "< 250 gone")) {
            Typed put = put(server);
            assertEquals(0, put.code(), put.err());
            assertTrue(put.err().contains("a new connection finds the file under its name"), put.err());
        }
    }

    @Test
    void whereNoNewSessionComesItIsSaidWhatStandsWhere() {
        try (ScriptedServer server =
                ScriptedServer.play(LOGIN + "=== session\n< 220 hi\n> STOR .a.txt.part\n" + RECEIVED
                        + "> SIZE .a.txt.part\n< 213 5\n" + ASIDE + "! close\n=== session\n< 421 later\n! close\n")) {
            Typed put = put(server);
            assertEquals(4, put.code(), put.err());
            assertTrue(
                    put.err().contains("as .a.txt.part (and the file that it replaces as .a.txt.pasv-old)"), put.err());
        }
    }

    @Test
    void aRenameThatIsRefusedAndDoneIsDone() {
        try (ScriptedServer server = refusesTheRename(
                "> SIZE a.txt",
                "< 213 5",
                "> SIZE .a.txt.part",
                "< 550 no",
                "> LIST -a",
                "< 550 denied",
                "> LIST",
                "< 550 denied")) {
            Typed put = put(server);
            assertEquals(0, put.code(), put.err());
            assertTrue(put.err().contains("the file has its name"), put.err());
        }
    }

    @Test
    void onAServerThatRenamesOntoNoNameThatIsTakenTheOldFileStandsAside() {
        try (ScriptedServer server = refusesTheRename(
                "> SIZE a.txt",
                "< 213 3",
                "> DELE .a.txt.pasv-old",
                "< 550 no such file",
                "> RNFR a.txt",
                "< 350 to?",
                "> RNTO .a.txt.pasv-old",
                "< 250 done",
                "> RNFR .a.txt.part",
                "< 350 to?",
                "> RNTO a.txt",
                "< 250 done",
                "> DELE .a.txt.pasv-old",
                "< 250 gone")) {
            Typed put = put(server);
            assertEquals(0, put.code(), put.err());
        }
    }

    @Test
    void theOldFileIsPutBackWhereItsSuccessorDoesNotGetTheName() {
        try (ScriptedServer server = refusesTheRename(
                "> SIZE a.txt",
                "< 213 3",
                "> DELE .a.txt.pasv-old",
                "< 550 no such file",
                "> RNFR a.txt",
                "< 350 to?",
                "> RNTO .a.txt.pasv-old",
                "< 250 done",
                "> RNFR .a.txt.part",
                "< 350 to?",
                "> RNTO a.txt",
                "< 550 still not",
                String.join("\n", NOTHING_THERE),
                "> RNFR .a.txt.pasv-old",
                "< 350 to?",
                "> RNTO a.txt",
                "< 250 done")) {
            Typed put = put(server);
            assertEquals(8, put.code(), put.err());
            assertTrue(put.err().contains("all bytes are on the server as .a.txt.part"), put.err());
        }
    }

    @Test
    void whereTheOldFileCannotStandAsideItIsOverwritten() {
        try (ScriptedServer server = refusesTheRename(
                "> SIZE a.txt",
                "< 213 3",
                "> DELE .a.txt.pasv-old",
                "< 550 no such file",
                "> RNFR a.txt",
                "< 550 denied",
                "> STOR a.txt",
                RECEIVED.strip(),
                "> SIZE a.txt",
                "< 213 5",
                "> DELE .a.txt.part",
                "< 250 gone")) {
            Typed put = put(server);
            assertEquals(0, put.code(), put.err());
            assertTrue(put.err().contains("overwriting it under its own name"), put.err());
        }
    }

    @Test
    void whatIsTakenAwayAsItComesIsNotSentAgain() {
        String script = LOGIN + "=== session\n< 220 hi\n> STOR .a.txt.part\n" + RECEIVED
                + "> SIZE .a.txt.part\n< 550 no\n> LIST -a\n< 150 here\n"
                + "! data-text \"drwxr-xr-x 2 a a 4096 Jan 1 2020 .\\r\\n-rw-r--r-- 1 a a 5 Jan 1 2020 .taken\\r\\n\"\n"
                + "! close-data\n< 226 done\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed put = put(server, "--json");
            assertEquals(0, put.code(), put.err());
            assertTrue(put.out().contains("\"verified\":false"), put.out());
            assertTrue(put.out().contains("it is not sent again"), put.out());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "250 It is known to JES as JOB12345, JOB12345",
        "250 It is known to JES as J0123456, J0123456",
        "226 stored as IN.00017, IN.00017"
    })
    void aJobIsSubmittedOnce(String end, String name) {
        String script = LOGIN + "=== session\n< 220 hi\n> STOR .a.txt.part\n"
                + RECEIVED.replaceFirst("226[^\n]*", end)
                + "> SIZE .a.txt.part\n< 550 no\n> LIST -a\n< 550 no\n> LIST\n< 550 no\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed put = put(server, "--json");
            assertEquals(0, put.code(), put.err());
            assertTrue(put.out().contains("the server took it as " + name), put.out());
            assertTrue(put.out().contains("\"verified\":false"), put.out());
        }
    }

    /** Nothing is sent again because the look at a job lost the session. */
    @Test
    void aJobIsSubmittedOnceThoughTheSessionIsLost() {
        String script = LOGIN + "=== session\n< 220 hi\n> STOR .a.txt.part\n"
                + RECEIVED.replaceFirst("226[^\n]*", "250 It is known to JES as JOB12345")
                + "> SIZE .a.txt.part\n! close\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed put = Typed.run("put", "--no-netrc", file.toString(), server.url("", "a.txt"));
            assertEquals(0, put.code(), put.err());
            assertEquals(1, server.uploads().size());
        }
    }

    /** A job's number in a name, or a reply that speaks of its disk, is no sign that the file went elsewhere. */
    @ParameterizedTest
    @ValueSource(
            strings = {"226 Stored to disk.", "226 Transfer of JOB12345.txt is complete", "226 saved as requested"})
    void whatIsSeenUnderItsNameIsNotElsewhere(String end) {
        String script = LOGIN + "=== session\n< 220 hi\n> STOR .a.txt.part\n" + RECEIVED.replaceFirst("226 done", end)
                + "> SIZE .a.txt.part\n< 213 5\n> RNFR .a.txt.part\n< 350 to?\n> RNTO a.txt\n< 250 ok\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed put = put(server, "--json");
            assertEquals(0, put.code(), put.err());
            assertTrue(put.out().contains("\"verified\":true"), put.out());
        }
    }

    @Test
    void aDirectoryThatIsNotThereIsSaidAndHowItIsMade() {
        String script = LOGIN + "=== session\n< 220 hi\n> STOR gone/.a.txt.part\n< 553 Could not create file.\n"
                + "> PWD\n< 257 \"/\"\n> CWD gone\n< 550 no\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed put = Typed.run("put", "--retries=0", file.toString(), server.url("", "gone/"));
            assertEquals(8, put.code(), put.err());
            assertTrue(put.err().contains("there is no directory gone"), put.err());
            assertTrue(put.err().contains("--create"), put.err());
        }
    }

    @Test
    void aServerThatTakesNoNameWithALeadingDotGetsAnotherTemporaryName() {
        String script = LOGIN + "=== session\n< 220 hi\n> STOR .a.txt.part\n< 553 no dots\n> STOR a.txt.pasv-part\n"
                + RECEIVED + "> SIZE a.txt.pasv-part\n< 213 5\n> RNFR a.txt.pasv-part\n< 350 to?\n"
                + "> RNTO a.txt\n< 250 ok\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed put = put(server);
            assertEquals(0, put.code(), put.err());
            assertTrue(put.err().contains("(553 no dots): sending as a.txt.pasv-part"), put.err());
        }
    }

    @Test
    void temporaryNamesThatAreRefusedGiveWayToTheName() {
        String script = LOGIN + "=== session\n< 220 hi\n> STOR .a.txt.part\n< 553 no such type\n"
                + "> STOR a.txt.pasv-part\n< 553 no such type\n> STOR a.txt\n" + RECEIVED + "> SIZE a.txt\n< 213 5\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed put = put(server);
            assertEquals(0, put.code(), put.err());
        }
    }

    private static final String PLAINLY =
            "=== session\n< 220 hi\n> STOR a.txt\n" + RECEIVED + "> SIZE a.txt\n< 213 5\n";

    private void secondRun(String first, String second) {
        try (ScriptedServer server =
                ScriptedServer.play(LOGIN + "=== session\n< 220 hi\n> STOR .a.txt.part\n" + first + second)) {
            assertEquals(0, put(server).code());
            Typed again = put(server);
            assertEquals(0, again.code(), again.err());
            assertFalse(again.err().contains("sending"), again.err());
        }
    }

    @Test
    void thatAServerTakesNoLeadingDotIsRemembered() {
        String visible = "> STOR a.txt.pasv-part\n" + RECEIVED + "> SIZE a.txt.pasv-part\n< 213 5\n"
                + "> RNFR a.txt.pasv-part\n< 350 to?\n> RNTO a.txt\n< 250 ok\n";
        secondRun("< 553 no dots\n" + visible, "=== session\n< 220 hi\n" + visible);
    }

    @Test
    void thatAServerTakesNoTemporaryNameIsRemembered() {
        secondRun(
                "< 553 no such type\n> STOR a.txt.pasv-part\n< 553 no such type\n> STOR a.txt\n" + RECEIVED
                        + "> SIZE a.txt\n< 213 5\n",
                PLAINLY);
    }

    @Test
    void thatAServerDoesNotRenameIsRemembered() {
        secondRun(
                RECEIVED + "> SIZE .a.txt.part\n< 213 5\n> RNFR .a.txt.part\n< 502 what?\n> STOR a.txt\n" + RECEIVED
                        + "> SIZE a.txt\n< 213 5\n> DELE .a.txt.part\n< 250 gone\n",
                PLAINLY);
    }

    @Test
    void thatAServerLetsNothingStandAsideIsRemembered() {
        secondRun(
                RECEIVED + "> SIZE .a.txt.part\n< 213 5\n> RNFR .a.txt.part\n< 350 to?\n> RNTO a.txt\n< 553 exists\n"
                        + "> SIZE a.txt\n< 213 3\n> DELE .a.txt.pasv-old\n< 550 no\n> RNFR a.txt\n< 550 no\n> STOR a.txt\n"
                        + RECEIVED + "> SIZE a.txt\n< 213 5\n> DELE .a.txt.part\n< 250 gone\n",
                PLAINLY);
    }

    @Test
    void thatAServerTakesFilesAwayIsRemembered() {
        secondRun(
                RECEIVED.replaceFirst("226[^\n]*", "250 It is known to JES as JOB00001")
                        + "> SIZE .a.txt.part\n< 550 no\n> LIST -a\n< 550 no\n> LIST\n< 550 no\n",
                PLAINLY.replaceFirst("226 done", "250 It is known to JES as JOB00002")
                        .replace("< 213 5", "< 550 no\n> LIST -a\n< 550 no\n> LIST\n< 550 no"));
    }

    @Test
    void theConfigFileCanSayForOneHostThatItsFilesAreSentUnderTheirNames() throws IOException {
        Path config = Files.createDirectories(directory.resolve("config/pasv")).resolve("config");
        Files.writeString(config, "[127.0.0.1]\nno-atomic = true\n");
        Map<String, String> environment = Map.of(
                "LC_ALL", "C.UTF-8",
                "HOME", directory.toString(),
                "XDG_CONFIG_HOME", directory.resolve("config").toString(),
                "XDG_STATE_HOME", directory.resolve("state").toString());
        try (ScriptedServer server = ScriptedServer.play(LOGIN + PLAINLY)) {
            Program.Ran ran = Program.finished(
                    Program.start(environment, "put", "--retries=0", file.toString(), server.url("", "a.txt")));
            assertEquals(0, ran.code(), ran.err());
        }
    }

    /** A close on unread bytes is a reset, and takes the tail of what was sent with it. */
    @Test
    void whatAServerSendsUnaskedDoesNotCostTheTail() throws IOException {
        byte[] much = TestFiles.pattern(0, 1_000_000);
        Files.write(file, much);
        String script = LOGIN + "=== session\n< 220 hi\n> STOR a.txt\n! data-text \"welcome\"\n< 150 go\n! receive\n"
                + "< 226 done\n> SIZE a.txt\n< 213 1000000\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed put = put(server, "--no-atomic");
            assertEquals(0, put.code(), put.err());
            assertArrayEquals(much, server.uploads().get(0));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFileThatIsNotHereIsSaidBeforeConnecting(boolean create) {
        String gone = directory.resolve("gone.txt").toString();
        String[] args = {"put", "--retries=0", create ? "--create" : "--no-netrc", gone, "ftp://127.0.0.1:1/in/"};
        Typed put = Typed.run(args);
        assertEquals(3, put.code(), put.err());
    }

    @Test
    void aDirectoryThatIsNotThereIsMadeWhereThatIsAskedFor() {
        String script = LOGIN + "default PWD 257 \"/\"\n=== session\n< 220 hi\n> CWD in/new\n< 550 no\n"
                + "> MKD in\n< 550 exists\n> CWD in\n< 250 ok\n> CWD /\n< 250 ok\n> MKD in/new\n< 257 made\n"
                + "> STOR in/new/.a.txt.part\n" + RECEIVED + "> SIZE in/new/.a.txt.part\n< 213 5\n"
                + "> RNFR in/new/.a.txt.part\n< 350 to?\n> RNTO in/new/a.txt\n< 250 ok\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed put = Typed.run("put", "--retries=0", "--create", file.toString(), server.url("", "in/new/"));
            assertEquals(0, put.code(), put.err());
        }
    }

    @Test
    void noSlashIsSentBehindADirectoryThatIsMade() {
        String script = LOGIN + "default PWD 257 \"/\"\n=== session\n< 220 hi\n> CWD in/new\n< 550 no\n"
                + "> MKD in\n< 257 made\n> MKD in/new\n< 257 made\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed mkdir = Typed.run("mkdir", "-p", server.url("", "in/new/"));
            assertEquals(0, mkdir.code(), mkdir.err());
        }
    }

    /** The answer to a removal was a farewell: whether the file is gone is looked at. */
    @ParameterizedTest
    @CsvSource({"550 no,0", "213 5,4"})
    void aRemovalWithoutAnAnswerIsLookedAt(String size, int code) {
        String script = LOGIN + "default PWD 257 \"/\"\n=== session\n< 220 hi\n> DELE a.txt\n< 421 bye\n! close\n"
                + "=== session\n< 220 hi\n> SIZE a.txt\n< " + size + "\n?> CWD a.txt\n< 550 no\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed rm = Typed.run("rm", "--retries=0", server.url("", "a.txt"));
            assertEquals(code, rm.code(), rm.err());
        }
    }

    @Test
    void aFullDiskIsToldInTheServersWords() {
        String script = LOGIN + "=== session\n< 220 hi\n> STOR .a.txt.part\n< 150 go\n! receive\n< 552 disk full\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed put = put(server);
            assertEquals(11, put.code());
            assertTrue(put.err().contains("552 disk full"), put.err());
            assertTrue(put.err().contains("make room there"), put.err());
            assertFalse(put.err().contains("-c "), put.err());
        }
    }

    @Test
    void aLost226IsSettledOverANewConnection() {
        String script = LOGIN + "=== session\n< 220 hi\n> STOR .a.txt.part\n< 150 go\n! receive\n! close\n"
                + "=== session\n< 220 hi\n> SIZE .a.txt.part\n< 213 5\n"
                + "=== session\n< 220 hi\n> RNFR .a.txt.part\n< 350 to?\n> RNTO a.txt\n< 250 ok\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed put = put(server);
            assertEquals(0, put.code(), put.err());
            assertTrue(put.err().contains("a new connection confirms the size"), put.err());
        }
    }

    @Test
    void resumesOnlyWhatIsTheBeginningOfTheFile() {
        String script = LOGIN + """
                === session
                < 220 hi
                > SIZE .a.txt.part
                < 213 3
                > RETR .a.txt.part
                < 150 here
                ! data-text hel
                ! close-data
                < 226 done
                > APPE .a.txt.part
                """ + RECEIVED + """
                > SIZE .a.txt.part
                < 213 5
                > RNFR .a.txt.part
                < 350 to?
                > RNTO a.txt
                < 250 ok
                """;
        try (ScriptedServer server = ScriptedServer.play(script)) {
            assertEquals(0, put(server, "-c").code());
            assertArrayEquals(
                    "lo".getBytes(StandardCharsets.US_ASCII), server.uploads().get(0));
        }
    }

    @Test
    void startsOverWhereAnotherFileIsThere() {
        String script = LOGIN + """
                === session
                < 220 hi
                > SIZE .a.txt.part
                < 213 3
                > RETR .a.txt.part
                < 150 here
                ! data-text xyz
                ! close-data
                < 226 done
                > STOR .a.txt.part
                """ + RECEIVED + """
                > SIZE .a.txt.part
                < 213 5
                > RNFR .a.txt.part
                < 350 to?
                > RNTO a.txt
                < 250 ok
                """;
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed put = put(server, "-c");
            assertEquals(0, put.code(), put.err());
            assertTrue(put.err().contains("starting over"), put.err());
        }
    }

    @Test
    void whereThereIsNoSizeTheListingTells() {
        String script = LOGIN + "=== session\n< 220 hi\n> STOR a.txt\n" + RECEIVED
                + "> SIZE a.txt\n< 502 what?\n> LIST -a\n< 150 here\n"
                + "! data-text -rw-r--r-- 1 a a 5 Nov 20 2025 a.txt\\r\\n\n! close-data\n< 226 done\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed put = put(server, "--no-atomic", "--json");
            assertEquals(0, put.code(), put.err());
            assertTrue(put.out().contains("\"verified\":true"), put.out());
        }
    }

    private static final String HASHING =
            LOGIN.replace("default FEAT 502 what?\n", "default FEAT 211-these\\r\\n XSHA1\\r\\n211 end\n");

    private static String hashed(String answer) {
        return HASHING + "=== session\n< 220 hi\n> STOR a.txt\n" + RECEIVED
                + "> SIZE a.txt\n< 213 5\n> XSHA1 a.txt\n< 250 " + answer + "\n";
    }

    @Test
    void aChecksumIsComparedWhereTheServerOffersOne() {
        try (ScriptedServer server = ScriptedServer.play(hashed("aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d"))) {
            Typed put = put(server, "--no-atomic", "--verify", "hash");
            assertEquals(0, put.code(), put.err());
        }
    }

    @Test
    void anotherChecksumIsAMismatch() {
        try (ScriptedServer server = ScriptedServer.play(hashed("0".repeat(40)))) {
            Typed put = put(server, "--no-atomic", "--verify", "hash");
            assertEquals(11, put.code(), put.err());
            assertTrue(put.err().contains("the sha1 of "), put.err());
        }
    }

    @Test
    void withoutAChecksumThereIsAWarning() {
        String script = LOGIN + "=== session\n< 220 hi\n> STOR a.txt\n" + RECEIVED + "> SIZE a.txt\n< 213 5\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed put = put(server, "--no-atomic", "--verify", "hash");
            assertEquals(0, put.code(), put.err());
            assertTrue(put.err().contains("the server offers no checksum: only the size is proven"), put.err());
        }
    }
}
