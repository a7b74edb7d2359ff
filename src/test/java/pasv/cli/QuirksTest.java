package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import pasv.testing.Program;
import pasv.testing.QuirkyServer;
import pasv.testing.QuirkyServer.Quirk;
import pasv.testing.TestFiles;

/** One thing is wrong with the server: the file is right or is not there, and the exit code says which. */
@Timeout(60)
class QuirksTest {
    private static final int LARGE = 5_000_000;
    private static final int SMALL = 4096;
    private static final String NAME = "a.bin";

    @TempDir
    Path into;

    private Program.Ran get(QuirkyServer server, String... options) {
        List<String> args = new ArrayList<>(List.of("get", "--no-netrc", "--reply-timeout=1s", "--finish-timeout=1s"));
        args.addAll(List.of(server.url(NAME), "-d", into.toString()));
        args.addAll(List.of(options));
        return Program.run(args.toArray(String[]::new));
    }

    private void isRight(Program.Ran ran, int size) {
        assertEquals(0, ran.code(), ran.err());
        assertEquals(-1, TestFiles.firstDifference(into.resolve(NAME), size, QuirkyServer.seed(NAME)));
        assertEquals(List.of(NAME), Arrays.asList(into.toFile().list()));
    }

    private void isNotThere(Program.Ran ran) {
        assertEquals(11, ran.code(), ran.err());
        assertFalse(Files.exists(into.resolve(NAME)), ran.err());
    }

    @ParameterizedTest
    @CsvSource({
        "NONE,''",
        "NO_REST,''",
        "NO_SIZE,''",
        "REST_REFUSED,starting over with one session",
        "REST_IGNORED,starting over with one session",
        "REST_ONE_TOO_NEAR,starting over with one session",
        "OTHER_BYTES,starting over with one session",
        "CUTS_A_SEGMENT,attempt 2",
        "ONE_SESSION,the server lets no more sessions in"
    })
    void segmentsEndWithTheRightFile(Quirk quirk, String told) throws IOException {
        try (QuirkyServer server = QuirkyServer.with(quirk, LARGE)) {
            Program.Ran ran = get(server, "-j", "3", "-v", "--retries", "4");
            isRight(ran, LARGE);
            assertTrue(ran.err().contains(told), ran.err());
        }
    }

    @Test
    void segmentsSayWhyAPartIsNotUsed() throws IOException {
        try (QuirkyServer server = QuirkyServer.with(Quirk.CUTS_A_SEGMENT, LARGE)) {
            assertEquals(11, get(server, "-j", "3", "--retries", "0").code());
            Path journal = into.resolve(NAME + ".part.json");
            Files.writeString(journal, Files.readString(journal).replace("2025-01-01T", "2024-01-01T"));
            Program.Ran ran = get(server, "-j", "3");
            isRight(ran, LARGE);
            assertTrue(ran.err().contains("starting over: the remote file was modified since"), ran.err());
        }
    }

    @Test
    void theLastLookAtAFileInSegmentsIsTriedAgain() throws IOException {
        try (QuirkyServer server = QuirkyServer.with(Quirk.HANGS_UP_AT_THE_SECOND_LOOK, LARGE)) {
            Program.Ran ran = get(server, "-j", "3");
            isRight(ran, LARGE);
            assertTrue(ran.err().contains("attempt 2"), ran.err());
        }
    }

    @Test
    void theLastLookThatFailsKeepsAllThatIsHere() throws IOException {
        try (QuirkyServer server = QuirkyServer.with(Quirk.HANGS_UP_AT_THE_SECOND_LOOK, LARGE)) {
            assertEquals(4, get(server, "-j", "3", "--retries", "0").code());
            Program.Ran ran = get(server, "-j", "3");
            isRight(ran, LARGE);
            assertTrue(ran.err().contains("resumed at 4,934,464"), ran.err());
        }
    }

    @Test
    void noSessionIsLeftAtWorkWhenSegmentsAreStartedOver() throws IOException {
        try (QuirkyServer server = QuirkyServer.with(Quirk.REST_REFUSED_AND_STALLS, LARGE)) {
            isRight(get(server, "-j", "2"), LARGE);
            List<String> commands = server.commands();
            assertTrue(commands.contains("ABOR"), commands.toString());
            assertTrue(commands.indexOf("ABOR") < commands.lastIndexOf("RETR " + NAME), commands.toString());
        }
    }

    @Test
    void aSegmentOfWhichOnlyTheEndsAreDoubtfulIsComparedByTheNextRun() throws IOException {
        try (QuirkyServer server = QuirkyServer.with(Quirk.ONE_SEGMENT_ASTRAY, LARGE)) {
            assertEquals(11, get(server, "-j", "3", "--retries", "0").code());
            assertTrue(Files.exists(into.resolve(NAME + ".part")));
            Program.Ran ran = get(server, "-j", "3");
            isRight(ran, LARGE);
            assertTrue(ran.err().contains("starting over with one session"), ran.err());
        }
    }

    @Test
    void aRestThatIsRefusedTheSecondTime() throws IOException {
        try (QuirkyServer server = QuirkyServer.with(Quirk.REST_REFUSED_LATER, LARGE)) {
            Program.Ran ran = get(server);
            isRight(ran, LARGE);
            assertTrue(ran.err().contains("starting over: the server cannot begin in the middle"), ran.err());
        }
    }

    @Test
    void aServerThatCountsFromOneIsNoticedWhateverTheContent() throws IOException {
        try (QuirkyServer server = QuirkyServer.with(Quirk.ZEROS_ONE_TOO_FAR, LARGE)) {
            assertEquals(11, get(server, "--retries", "0").code());
            assertEquals(11, get(server, "--retries", "0").code());
            Program.Ran ran = get(server, "--retries", "0");
            assertEquals(0, ran.code(), ran.err());
            assertTrue(ran.err().contains("did not begin where it was asked to"), ran.err());
            assertArrayEquals(new byte[LARGE], Files.readAllBytes(into.resolve(NAME)));
        }
    }

    @Test
    void segmentsThatBeginOneTooFarAreNeverPublishedWrong() throws IOException {
        try (QuirkyServer server = QuirkyServer.with(Quirk.REST_ONE_TOO_FAR, LARGE)) {
            isRight(get(server, "-j", "3"), LARGE);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CHANGES_TIME", "CHANGES_SIZE"})
    void aFileThatChangesBetweenItsSegmentsIsNotPublished(Quirk quirk) throws IOException {
        try (QuirkyServer server = QuirkyServer.with(quirk, LARGE)) {
            isNotThere(get(server, "-j", "3", "--retries", "0"));
            assertEquals(0, into.toFile().list().length);
        }
    }

    /** Half of one version and half of another, as long as both: only the modification time tells. */
    @Test
    void aFileThatIsOverwrittenWhileOneSessionFetchesItIsNotPublished() throws IOException {
        try (QuirkyServer server = QuirkyServer.with(Quirk.CHANGES_TIME, LARGE)) {
            Program.Ran ran = get(server, "-j1", "--limit-rate=3M", "--retries", "0");
            isNotThere(ran);
            assertTrue(ran.err().contains("the remote file changed while it was fetched"), ran.err());
            assertEquals(0, into.toFile().list().length);
            isRight(get(server, "-j1", "--limit-rate=3M"), LARGE);
        }
    }

    @ParameterizedTest
    @CsvSource({"SAYS_450_FIRST", "SAYS_503_FIRST", "SAYS_503_AFTER", "DROPS", "LOSES_226", "NONE"})
    void commandsBehindATransferHarmNothing(Quirk quirk) throws IOException {
        try (QuirkyServer server = QuirkyServer.with(quirk, SMALL)) {
            Program.Ran ran = get(server, server.url("b.bin"), server.url("c.bin"), "--retries", "0");
            assertEquals(0, ran.code(), ran.err());
            for (String name : new String[] {NAME, "b.bin", "c.bin"}) {
                assertEquals(-1, TestFiles.firstDifference(into.resolve(name), SMALL, QuirkyServer.seed(name)));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"-j1", "-j2"})
    void oneWayOfFetchingGoesOnWhereTheOtherEnded(String second) throws IOException {
        String first = second.equals("-j1") ? "-j2" : "-j1";
        try (QuirkyServer server = QuirkyServer.with(Quirk.CUTS_FIRST, LARGE)) {
            Program.Ran ran = get(server, first, "--retries", "0");
            assertEquals(11, ran.code(), ran.err());
            assertTrue(Files.exists(into.resolve(NAME + ".part.json")));
            Program.Ran again = get(server, second, "-v");
            isRight(again, LARGE);
            assertTrue(again.err().contains("resumed"), again.err());
        }
    }

    @Test
    void aChecksumProvesOrRefuses() throws IOException {
        String right = TestFiles.sha256(TestFiles.pattern(QuirkyServer.seed(NAME), 0, LARGE));
        String wrong = "0".repeat(64);
        try (QuirkyServer server = QuirkyServer.with(Quirk.NONE, LARGE)) {
            for (String way : new String[] {"-j1", "-j3"}) {
                isNotThere(get(server, way, "--checksum", "sha256:" + wrong));
                assertEquals(0, into.toFile().list().length, way);
                isRight(get(server, way, "--checksum", "SHA-256:" + right.toUpperCase(java.util.Locale.ROOT)), LARGE);
                Files.delete(into.resolve(NAME));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "XSHA256,hash,0",
        "XSHA256_WRONG,hash,11",
        "XSHA256_WRONG,size,0",
        "HASH,hash,0",
        "NONE,hash,0",
        "NO_SIZE,require,11",
        "NONE,require,0"
    })
    void verifiesWhatIsAskedFor(Quirk quirk, String verify, int code) throws IOException {
        try (QuirkyServer server = QuirkyServer.with(quirk, SMALL)) {
            Program.Ran ran = get(server, "--verify", verify);
            if (code == 0) {
                isRight(ran, SMALL);
            } else {
                isNotThere(ran);
            }
        }
    }

    @Test
    void newerSkipsWhatIsHereAndFetchesWhatDiffers() throws IOException {
        try (QuirkyServer server = QuirkyServer.with(Quirk.NONE, SMALL)) {
            isRight(get(server, "-N"), SMALL);
            assertEquals(0, get(server, "-N").code());
            assertEquals(1, retrievals(server));
            Files.write(into.resolve(NAME), new byte[SMALL - 1]);
            isRight(get(server, "-N"), SMALL);
            Files.setLastModifiedTime(into.resolve(NAME), FileTime.from(Instant.parse("2024-12-31T23:59:59Z")));
            isRight(get(server, "-N"), SMALL);
            assertEquals(3, retrievals(server));
        }
    }

    private static long retrievals(QuirkyServer server) {
        return server.commands().stream()
                .filter(line -> line.startsWith("RETR"))
                .count();
    }

    @Test
    void aListNamesFilesOneALine() throws IOException {
        try (QuirkyServer server = QuirkyServer.with(Quirk.NONE, SMALL)) {
            Path list = into.resolve("list");
            Files.writeString(list, server.url("b.bin") + "\n\n" + server.url("c.bin") + "\n");
            Program.Ran ran = get(server, "-i", list.toString());
            Files.delete(list);
            assertEquals(0, ran.code(), ran.err());
            assertEquals(3, into.toFile().list().length);
        }
    }

    @Test
    void standardOutputGoesOnWhereTheConnectionWasLost() throws IOException {
        try (QuirkyServer server = QuirkyServer.with(Quirk.CUTS_FIRST, LARGE)) {
            Program.Ran ran = Program.run("get", "--no-netrc", server.url(NAME), "-o", "-");
            assertEquals(0, ran.code(), ran.err());
            assertArrayEquals(TestFiles.pattern(QuirkyServer.seed(NAME), 0, LARGE), ran.bytes());
            assertTrue(
                    server.commands().contains("REST " + (LARGE / 10 - 4096)),
                    server.commands().toString());
        }
    }
}
