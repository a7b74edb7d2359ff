package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import pasv.testing.FaultPlan;
import pasv.testing.FaultProxy;
import pasv.testing.Program;
import pasv.testing.RealServer;
import pasv.testing.RequiresServer;
import pasv.testing.TestFiles;

/**
 * One fault between pasv and a real server while a file is sent: what is there under its name is the old file or the
 * whole new one, exit 0 only for the latter, nothing is deleted, and {@code -c} ends it well.
 */
@RequiresServer({"vsftpd", "proftpd", "pure-ftpd"})
@Timeout(60)
class UploadFaultsTest {
    private static final int SIZE = 300_000;

    @TempDir
    Path homes;

    @TempDir
    Path directory;

    /** A server, a fault, and the exit codes that may follow it. */
    record Case(String family, FaultPlan plan, Set<Integer> codes) {}

    static List<Case> faults() {
        List<Case> cases = new ArrayList<>();
        for (String family : new String[] {"vsftpd", "proftpd", "pure-ftpd"}) {
            for (long at : new long[] {0, 1, 65_536, 123_456, SIZE - 1L}) {
                cases.add(new Case(family, FaultPlan.cutData(at).ofUpload(), Set.of(11)));
                cases.add(new Case(family, FaultPlan.resetData(at).ofUpload(), Set.of(11)));
            }
            cases.add(new Case(family, FaultPlan.closeInsteadOf("226"), Set.of(0)));
            cases.add(new Case(family, FaultPlan.dropReply("226"), Set.of(0)));
        }
        cases.add(new Case("vsftpd", FaultPlan.stallData(100_000).ofUpload(), Set.of(0, 10, 11)));
        cases.add(new Case("vsftpd", FaultPlan.delayReply("226", Duration.ofMillis(200)), Set.of(0)));
        cases.add(new Case("vsftpd", FaultPlan.refuseData(), Set.of(0)));
        // all bytes are there, though the session was lost when that was asked
        cases.add(new Case("vsftpd", FaultPlan.closeControlAfter("SIZE"), Set.of(0)));
        cases.add(new Case("vsftpd", FaultPlan.resetControlAfter("SIZE"), Set.of(0)));
        for (String command : new String[] {"USER", "PASS", "TYPE", "PASV"}) {
            cases.add(new Case("vsftpd", FaultPlan.closeControlAfter(command), Set.of(4)));
            cases.add(new Case("vsftpd", FaultPlan.resetControlAfter(command), Set.of(4)));
        }
        cases.add(new Case("vsftpd", FaultPlan.closeControlAfter("STOR"), Set.of(0, 4, 11)));
        // the file has its name already, though nobody said so
        cases.add(new Case("vsftpd", FaultPlan.closeControlAfter("RNTO"), Set.of(0)));
        // a rename that was cut off is gone on with, and nothing is sent again for it
        cases.add(new Case("vsftpd", FaultPlan.closeControlAfter("RNFR"), Set.of(0)));
        cases.add(new Case("vsftpd", FaultPlan.resetControlAfter("RNFR"), Set.of(0)));
        cases.add(new Case("vsftpd", FaultPlan.resetControlAfter("RNTO"), Set.of(0)));
        cases.add(new Case("vsftpd", FaultPlan.stallControlAfter("RNTO"), Set.of(0)));
        cases.add(new Case("vsftpd", FaultPlan.replace("213 300000", "213 299999"), Set.of(11)));
        cases.add(new Case("vsftpd", FaultPlan.replace("213 300000", "550 no"), Set.of(0)));
        // all is there under its name: a time that is not kept is no failure
        cases.add(new Case("vsftpd", FaultPlan.closeControlAfter("MDTM 2"), Set.of(0)));
        cases.add(new Case("proftpd", FaultPlan.resetControlAfter("MFMT"), Set.of(0)));
        cases.add(new Case("vsftpd", FaultPlan.stallControlAfter("RNFR"), Set.of(0)));
        cases.add(new Case("vsftpd", FaultPlan.resetControlAfter("STOR"), Set.of(0, 4, 11)));
        for (String reply : new String[] {"200", "227", "150", "213 ", "226"}) {
            cases.add(new Case("vsftpd", FaultPlan.doubled(reply), Set.of(0, 4, 5, 6, 7, 8, 9, 10, 11)));
        }
        for (String reply : new String[] {"227", "213 "}) {
            cases.add(new Case("vsftpd", FaultPlan.loseByte(reply, 4), Set.of(0, 4, 5, 6, 7, 8, 9, 10, 11)));
        }
        for (String before : new String[] {"230", "227", "150", "226", "213", "350", "250"}) {
            for (String line : new String[] {"200 NOOP ok.", "226 Transfer complete.", "250 done"}) {
                cases.add(
                        new Case("vsftpd", FaultPlan.insertBefore(before, line), Set.of(0, 4, 5, 6, 7, 8, 9, 10, 11)));
            }
        }
        return cases;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void endsAsDocumentedAndCanBeRunAgain(Case fault) throws IOException {
        Path there = Files.createDirectories(homes.resolve("a")).resolve("a.txt");
        Files.writeString(there, "old");
        Path file = directory.resolve("a.txt");
        TestFiles.write(file, SIZE, 1);
        try (RealServer server = RealServer.named(fault.family()).start(homes);
                FaultProxy proxy = FaultProxy.before(server.address(), server.port(), fault.plan())) {
            Program.Ran first = put(file, proxy);
            assertTrue(proxy.strikes() > 0, "the fault never struck");
            assertTrue(
                    fault.codes().contains(first.code()),
                    fault.codes() + " and not " + first.code() + "\n" + first.err());
            if (first.code() == 0) {
                assertEquals(-1, TestFiles.firstDifference(there, SIZE, 1), first.err());
            } else if (Files.size(there) != 3) {
                assertEquals(-1, TestFiles.firstDifference(there, SIZE, 1), first.err());
            }
            isAPrefix(homes.resolve("a/.a.txt.part"));
            // only names of our own are ever deleted
            assertTrue(proxy.commands().stream()
                    .noneMatch(command ->
                            command.startsWith("DELE") && !command.matches("DELE [.]a[.]txt[.](part|pasv-old)")));
            if (fault.plan().fault() == FaultPlan.Fault.STALL_DATA) {
                // vsftpd keeps the file locked until it gives the silent session up itself
                server.kill();
                server.revive();
            }
            Program.Ran second = put(file, proxy, "-c");
            assertEquals(0, second.code(), second.err());
            assertEquals(-1, TestFiles.firstDifference(there, SIZE, 1), second.err());
        }
    }

    /** What is under its name on the server stays the old file. */
    @ParameterizedTest
    @CsvSource({"900000,11", "120000,11", "300000,11", "-1,3"})
    void aLocalFileThatChangesWhileItIsSent(long size, int code) throws IOException {
        Path there = Files.createDirectories(homes.resolve("a")).resolve("a.txt");
        Files.writeString(there, "old");
        Path file = TestFiles.write(directory.resolve("a.txt"), SIZE, 1);
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        FaultPlan plan = FaultPlan.during(50_000, () -> {
                    try {
                        if (size < 0) {
                            Files.delete(file);
                        } else {
                            Files.write(file, TestFiles.pattern(2, 0, (int) size));
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .ofUpload();
        try (RealServer server = RealServer.vsftpd().start(homes);
                FaultProxy proxy = FaultProxy.before(server.address(), server.port(), plan)) {
            Program.Ran ran = put(file, proxy, "--limit-rate=1M");
            assertEquals(code, ran.code(), ran.err());
            assertEquals(1, proxy.strikes());
            assertEquals("old", Files.readString(there));
        }
    }

    private static void isAPrefix(Path part) throws IOException {
        if (Files.exists(part)) {
            byte[] bytes = Files.readAllBytes(part);
            assertArrayEquals(TestFiles.pattern(1, 0, bytes.length), bytes);
        }
    }

    private Program.Ran put(Path file, FaultProxy proxy, String... options) {
        List<String> args = new ArrayList<>(List.of(options));
        args.addAll(List.of(
                "--retries=0",
                "--idle-timeout=300ms",
                "--reply-timeout=2s",
                "--finish-timeout=500ms",
                "put",
                "--no-netrc",
                file.toString(),
                proxy.url("a", "a.txt").replace("@", ":" + RealServer.PASSWORD + "@")));
        if (options.length > 0) {
            args.remove(0);
            args.add(options[0]);
        }
        return Program.run(args.toArray(String[]::new));
    }
}
