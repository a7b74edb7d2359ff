package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pasv.testing.FaultPlan;
import pasv.testing.FaultProxy;
import pasv.testing.Program;
import pasv.testing.RealServer;
import pasv.testing.RequiresServer;
import pasv.testing.TestFiles;

/**
 * One fault between pasv and a real vsftpd, and what must hold after every one of them: the target is as it was or
 * identical, the code says which, and the same command again ends well.
 */
@RequiresServer("vsftpd")
@Timeout(60)
class FaultsTest {
    private static final int SIZE = 300_000;
    private static final long SEED = 20_261_122;

    @TempDir
    Path homes;

    @TempDir
    Path into;

    /** A fault, and the exit codes that may follow it. */
    record Case(FaultPlan plan, Set<Integer> codes) {}

    static List<Case> faults() {
        List<Case> cases = new ArrayList<>();
        Random random = new Random(SEED);
        List<Long> offsets = new ArrayList<>(List.of(0L, 1L, 65_536L, SIZE - 1L));
        for (int i = 0; i < 4; i++) {
            offsets.add((long) random.nextInt(SIZE));
        }
        for (long at : offsets) {
            cases.add(new Case(FaultPlan.cutData(at), Set.of(11)));
            cases.add(new Case(FaultPlan.resetData(at), Set.of(11)));
        }
        cases.add(new Case(FaultPlan.stallData(0), Set.of(10)));
        cases.add(new Case(FaultPlan.stallData(123_456), Set.of(10)));
        for (String command : new String[] {"USER", "PASS", "FEAT", "TYPE", "SIZE", "MDTM", "PASV"}) {
            cases.add(new Case(FaultPlan.closeControlAfter(command), Set.of(4)));
            cases.add(new Case(FaultPlan.resetControlAfter(command), Set.of(4)));
        }
        cases.add(new Case(FaultPlan.stallControlAfter("USER"), Set.of(10)));
        cases.add(new Case(FaultPlan.stallControlAfter("SIZE"), Set.of(10)));
        cases.add(new Case(FaultPlan.refuseData(), Set.of(0)));
        cases.add(new Case(FaultPlan.dropReply("226"), Set.of(0)));
        cases.add(new Case(FaultPlan.closeInsteadOf("226"), Set.of(0)));
        cases.add(new Case(FaultPlan.closeControlAfter("RETR"), Set.of(0, 4, 11)));
        // the control connection is forgotten on the way while the data comes
        cases.add(new Case(FaultPlan.stallControlAfter("RETR"), Set.of(0, 10)));
        cases.add(new Case(FaultPlan.dropReply("150"), Set.of(0)));
        cases.add(new Case(FaultPlan.delayReply("226", Duration.ofMillis(200)), Set.of(0)));
        cases.add(new Case(FaultPlan.endSession(123_456, "421 Timeout."), Set.of(4, 11)));
        cases.add(new Case(FaultPlan.endSession(0, "421 Timeout."), Set.of(4, 11)));
        repliesThatNobodyAskedFor(cases);
        sizesThatAreLies(cases);
        repliesThatAreDamaged(cases);
        return cases;
    }

    /** Whatever becomes of one line on the way: never a wrong file. */
    private static void repliesThatAreDamaged(List<Case> cases) {
        Set<Integer> any = Set.of(0, 4, 5, 6, 7, 8, 9, 10, 11);
        String[] replies = {"331", "230", "200", "211-", " SIZE", "213 3", "213 2", "227", "150", "226"};
        for (String reply : replies) {
            cases.add(new Case(FaultPlan.doubled(reply), any));
            cases.add(new Case(FaultPlan.loseByte(reply, 2), any));
            cases.add(new Case(FaultPlan.loseByte(reply, 4), any));
        }
        for (String reply : new String[] {"200", "213 3", "227", "150"}) {
            cases.add(new Case(FaultPlan.swapped(reply), any));
        }
        cases.add(new Case(FaultPlan.addData(1), Set.of(11)));
        cases.add(new Case(FaultPlan.addData(SIZE), Set.of(11)));
        cases.add(new Case(FaultPlan.closeInsteadOf("220"), Set.of(4)));
        cases.add(new Case(FaultPlan.resetControlAfter("RETR"), Set.of(0, 4, 11)));
        cases.add(new Case(FaultPlan.stallControlAfter("PASV"), Set.of(10)));
    }

    /** Whatever a reply too many does to the order of things: never a wrong file. */
    private static void repliesThatNobodyAskedFor(List<Case> cases) {
        Set<Integer> any = Set.of(0, 4, 5, 6, 7, 8, 9, 10, 11);
        for (String before : new String[] {"331", "230", "200", "211 ", "213", "227", "150", "226"}) {
            for (String line : new String[] {"200 NOOP ok.", "150 Here it comes.", "226 Transfer complete.", "213 7"}) {
                cases.add(new Case(FaultPlan.insertBefore(before, line), any));
            }
            cases.add(new Case(FaultPlan.dropReply(before), any));
        }
    }

    /** Well is only what has the size that the server tells in the end. */
    private static void sizesThatAreLies(List<Case> cases) {
        String size = "213 " + SIZE;
        for (String lie : new String[] {"0", "299999", "300001", "600000", "9223372036854775807"}) {
            cases.add(new Case(FaultPlan.replace(size, "213 " + lie).always(), Set.of(11)));
            cases.add(new Case(FaultPlan.replace(size, "213 " + lie), Set.of(0, 11)));
        }
        for (String none : new String[] {"-5", "99999999999999999999999", "many", ""}) {
            cases.add(new Case(FaultPlan.replace(size, "213 " + none).always(), Set.of(0)));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void endsAsDocumentedAndCanBeRunAgain(Case fault) throws IOException {
        Files.createDirectories(homes.resolve("a"));
        TestFiles.write(homes.resolve("a/a.txt"), SIZE, 1);
        Path target = Files.writeString(into.resolve("a.txt"), "old");
        try (RealServer server = RealServer.vsftpd().option("ftpd_banner=hello").start(homes);
                FaultProxy proxy = FaultProxy.before(server.address(), server.port(), fault.plan())) {
            Program.Ran first = get(proxy.url("a", "a.txt"));
            assertTrue(proxy.strikes() > 0, "the fault never struck");
            assertTrue(
                    fault.codes().contains(first.code()),
                    fault.codes() + " and not " + first.code() + "\n" + first.err());
            if (first.code() == 0) {
                assertEquals(-1, TestFiles.firstDifference(target, SIZE, 1));
            } else {
                assertEquals("old", Files.readString(target));
                if (fault.plan().fault() != FaultPlan.Fault.ADD_DATA) {
                    isAPrefix(into.resolve("a.txt.part"));
                }
                assertTrue(first.err().contains("\n  phase    "), first.err());
            }
            assertFalse(first.err().contains(RealServer.PASSWORD + "@"), first.err());
            // the fault has struck and is gone; one that stays is left behind
            Program.Ran second = get(fault.plan().every() > 0 ? server.url("a", "a.txt") : proxy.url("a", "a.txt"));
            assertEquals(0, second.code(), second.err());
            assertEquals(-1, TestFiles.firstDifference(target, SIZE, 1));
            assertEquals(List.of("a.txt"), Arrays.asList(into.toFile().list()));
        }
    }

    private static void isAPrefix(Path part) throws IOException {
        if (Files.exists(part)) {
            long length = Files.size(part);
            assertTrue(length <= SIZE);
            assertEquals(-1, TestFiles.firstDifference(part, length, 1));
        }
    }

    private Program.Ran get(String url) {
        return Program.run(
                "get",
                "--no-netrc",
                url.replace("@", ":" + RealServer.PASSWORD + "@"),
                "-d",
                into.toString(),
                "--retries=0",
                "--idle-timeout=300ms",
                "--reply-timeout=2s",
                "--finish-timeout=500ms");
    }
}
