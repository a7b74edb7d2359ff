package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pasv.testing.FaultPlan;
import pasv.testing.FaultProxy;
import pasv.testing.Program;
import pasv.testing.RealServer;
import pasv.testing.RequiresServer;
import pasv.testing.TestFiles;

/**
 * Random faults between pasv and four real servers. Exit code 0 must be true, any other must leave what was there, and
 * the next run without a fault must end well and leave nothing beside the file. The seed is printed; {@code
 * -Dpasv.faults.seed=N} plays the same faults again, {@code -Dpasv.faults=N} plays as many.
 */
@RequiresServer({"vsftpd", "proftpd", "pure-ftpd", "pyftpdlib"})
class SeededFaultsTest {
    private static final List<String> FAMILIES = List.of("vsftpd", "proftpd", "pure-ftpd", "pyftpdlib");
    private static final int RUNS = Integer.getInteger("pasv.faults", 200);
    private static final int SIZE = 600_000;
    private static final byte[] OLD = "what was there before\n".getBytes(StandardCharsets.UTF_8);
    private static final String REMOTE = "remote.bin";
    private static final String SENT = "sent.bin";
    private static final List<String> NAMES =
            IntStream.range(0, 200).mapToObj(i -> "name-" + i).sorted().toList();
    /** What the network, a server or time may be to blame for; not usage (2), this disk (3) or a bug (1). */
    private static final Set<Integer> HONEST = Set.of(4, 6, 7, 8, 9, 10, 11);

    @TempDir
    Path homes;

    @TempDir
    Path directory;

    private Path home;
    private Path local;

    @Test
    void neverLies() throws IOException {
        long seed = Long.getLong("pasv.faults.seed", System.nanoTime());
        System.out.println("seeded faults: " + RUNS + " runs, -Dpasv.faults.seed=" + seed);
        home = Files.createDirectories(homes.resolve("a"));
        TestFiles.write(home.resolve(REMOTE), SIZE, 1);
        Path many = Files.createDirectory(home.resolve("many"));
        for (String name : NAMES) {
            Files.createFile(many.resolve(name));
        }
        local = directory.resolve(SENT);
        TestFiles.write(local, SIZE, 2);
        List<RealServer> servers = new ArrayList<>();
        try {
            for (String family : FAMILIES) {
                servers.add(RealServer.named(family).start(homes));
            }
            for (int run = 0; run < RUNS; run++) {
                long one = seed + run;
                int family = Math.floorMod(one, servers.size());
                String what = FAMILIES.get(family) + ", -Dpasv.faults=1 -Dpasv.faults.seed=" + one;
                new Scene(servers.get(family), what, new Random(one)).play();
            }
        } finally {
            servers.forEach(RealServer::close);
        }
    }

    /** One run with a fault, and one without. */
    private final class Scene {
        private final RealServer server;
        private final Random random;
        private final Path into;
        private String what;

        Scene(RealServer server, String what, Random random) throws IOException {
            this.server = server;
            this.what = what;
            this.random = random;
            this.into = Files.createTempDirectory(directory, "into");
        }

        void play() throws IOException {
            switch (random.nextInt(10)) {
                case 0 -> list();
                case 1, 2, 3 -> send();
                default -> fetch();
            }
        }

        private void fetch() throws IOException {
            boolean before = random.nextBoolean();
            Path target = into.resolve(REMOTE);
            if (before) {
                Files.write(target, OLD);
            }
            List<String> way = random.nextInt(4) == 0 ? List.of("-j", "3") : List.of();
            Program.Ran ran = disturbed(plan(true, false), REMOTE, "get", way, List.of("-d", into.toString()));
            if (ran.code() != 0) {
                refused(ran);
                assertEquals(before, Files.exists(target), what + ran.err());
                if (before) {
                    assertArrayEquals(OLD, Files.readAllBytes(target), what + ran.err());
                }
                Program.Ran again = run(server.url("a", REMOTE), "get", List.of(), List.of("-d", into.toString()));
                assertEquals(0, again.code(), what + "\nthen: " + again.err());
            }
            assertEquals(-1, TestFiles.firstDifference(target, SIZE, 1), what + ran.err());
            alone(into, target, ran);
        }

        private void send() throws IOException {
            // one of its own for each server: they write as different users
            Path outbox = home.resolve("outbox-" + server.port());
            if (Files.notExists(outbox)) {
                Files.createDirectory(outbox);
                Files.setPosixFilePermissions(outbox, PosixFilePermissions.fromString("rwxrwxrwx"));
            }
            Path target = outbox.resolve(SENT);
            boolean before = random.nextBoolean();
            if (before) {
                Files.write(target, OLD);
            }
            String to = outbox.getFileName() + "/" + SENT;
            Program.Ran ran = disturbed(plan(true, true), to, "put", List.of(), List.of());
            if (ran.code() != 0) {
                refused(ran);
                if (Files.exists(target) && Files.size(target) != SIZE) {
                    assertTrue(before, what + ran.err());
                    assertArrayEquals(OLD, Files.readAllBytes(target), what + ran.err());
                }
                Program.Ran again = run(server.url("a", to), "put", List.of(), List.of());
                assertEquals(0, again.code(), what + "\nthen: " + again.err());
            }
            assertEquals(-1, TestFiles.firstDifference(target, SIZE, 2), what + ran.err());
            alone(outbox, target, ran);
            Files.delete(target);
        }

        private void list() throws IOException {
            Program.Ran ran = disturbed(plan(false, false), "many", "ls", List.of(), List.of());
            if (ran.code() == 0) {
                assertEquals(NAMES, ran.out().lines().toList(), what + ran.err());
            } else {
                refused(ran);
            }
        }

        private void refused(Program.Ran ran) {
            assertTrue(HONEST.contains(ran.code()), what + "\nexit " + ran.code() + "\n" + ran.err());
            assertTrue(ran.err().contains("pasv: error:"), what + ran.err());
        }

        private void alone(Path in, Path target, Program.Ran ran) throws IOException {
            try (Stream<Path> files = Files.list(in)) {
                assertEquals(List.of(target), files.toList(), what + ran.err());
            }
        }

        private Program.Ran disturbed(FaultPlan plan, String path, String verb, List<String> way, List<String> behind)
                throws IOException {
            what += ", " + verb + " " + way + ": " + plan + "\n";
            try (FaultProxy proxy = FaultProxy.before(server.address(), server.port(), plan)) {
                List<String> options = new ArrayList<>(way);
                options.add("--retries=" + (random.nextInt(3) == 0 ? 2 : 0));
                return run(proxy.url("a", path), verb, options, behind);
            }
        }

        private Program.Ran run(String url, String verb, List<String> options, List<String> behind) {
            List<String> args = new ArrayList<>(List.of(
                    verb,
                    "--no-netrc",
                    "--connect-timeout=2s",
                    "--reply-timeout=2s",
                    "--idle-timeout=1s",
                    "--finish-timeout=1s"));
            args.addAll(options);
            if (verb.equals("put")) {
                args.add(local.toString());
            }
            args.add(url.replace("@", ":" + RealServer.PASSWORD + "@"));
            args.addAll(behind);
            return Program.run(args.toArray(String[]::new));
        }

        /**
         * A fault.
         *
         * @param data whether the end of the data can be told from a cut: not that of a listing in clear
         */
        private FaultPlan plan(boolean data, boolean upload) {
            FaultPlan plan = fault(data, upload);
            return switch (random.nextInt(6)) {
                case 0 -> plan.always();
                case 1 -> plan.everySecond();
                default -> plan;
            };
        }

        private FaultPlan fault(boolean data, boolean upload) {
            String reply = List.of("220", "331", "230", "200", "213", "227", "150", "226")
                    .get(random.nextInt(8));
            String command = List.of("USER", "PASS", "TYPE", "PASV", "SIZE", "RETR", "STOR", "RNTO", "LIST", "MLSD")
                    .get(random.nextInt(10));
            long at = random.nextInt(SIZE);
            FaultPlan plan = switch (random.nextInt(data ? 16 : 12)) {
                case 0 -> FaultPlan.refuseData();
                case 1 -> FaultPlan.stallControlAfter(command);
                case 2 -> FaultPlan.closeControlAfter(command);
                case 3 -> FaultPlan.resetControlAfter(command);
                case 4 -> FaultPlan.dropReply(reply);
                case 5 -> FaultPlan.closeInsteadOf(reply);
                case 6 -> FaultPlan.delayReply(reply, Duration.ofMillis(random.nextInt(700)));
                case 7 -> FaultPlan.insertBefore(reply, "200 nobody asked");
                case 8 -> FaultPlan.doubled(reply);
                // a size and a time that change places cannot be told apart
                case 9 -> FaultPlan.swapped(reply.equals("213") ? "200" : reply);
                case 10 -> FaultPlan.replace(reply, "421 Service not available, closing control connection.");
                case 11 -> FaultPlan.stallData(data ? at : 0);
                case 12 -> FaultPlan.cutData(at);
                case 13 -> FaultPlan.resetData(at);
                case 14 -> FaultPlan.endSession(at, "421 Shutting down.");
                default -> upload ? FaultPlan.cutData(at) : FaultPlan.addData(1 + random.nextInt(1_000));
            };
            return upload ? plan.ofUpload() : plan;
        }
    }
}
