package pasv.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pasv.ftp.Clients;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.ftp.wire.WireListener;
import pasv.net.Cancellation;
import pasv.testing.QuirkyServer;

/** Many jobs, several sessions: each job has one beginning and one end, whatever becomes of the sessions. */
@Timeout(60)
class CrewTest {
    private final Cancellation work = new Cancellation();
    private final List<TransferEvent> events = new CopyOnWriteArrayList<>();
    private final Map<String, Optional<FtpException>> ends = new ConcurrentHashMap<>();

    private Crew crew(Crew.Plan plan) {
        Download.Options options = new Download.Options(
                new RetryPolicy(0), true, true, false, Download.Verify.SIZE, Optional.empty(), new RateLimit(0, work));
        return new Crew(plan, Moves.ofDownloads(options, 1, events::add), this::ended);
    }

    private void ended(Job job, Optional<FtpException> failure) {
        String name = job instanceof Job.Get get
                ? get.url().path().text()
                : ((Job.Branch) job).url().path().text();
        assertEquals(null, ends.put(name, failure), name + " ends twice");
    }

    private Clients clients(FtpUrl url) {
        return new Clients(FtpOptions.to(url), WireListener.NONE, work);
    }

    private static List<Job> gets(QuirkyServer server, Clients clients, Path into, int count) throws IOException {
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            FtpUrl url = FtpUrl.parse(server.url("f" + i));
            jobs.add(new Job.Get(clients, url, new Target.ToFile(into.resolve("f" + i))));
        }
        return jobs;
    }

    private void assertAllCame(Path into, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            assertEquals(1, Files.size(into.resolve("f" + i)));
        }
        assertEquals(count, ends.values().stream().filter(Optional::isEmpty).count());
        assertEquals(
                count,
                events.stream().filter(TransferEvent.Started.class::isInstance).count());
        assertEquals(
                count,
                events.stream().filter(TransferEvent.Finished.class::isInstance).count());
    }

    private boolean isToldOfFewer() {
        return events.stream()
                .anyMatch(event -> event instanceof TransferEvent.Warned warned
                        && warned.text().contains("no more sessions in: going on with 1"));
    }

    @Test
    void aRefusedSessionIsNoErrorWhileOneLives(@TempDir Path into) throws IOException {
        try (QuirkyServer server = QuirkyServer.with(QuirkyServer.Quirk.ONE_SESSION, 1);
                Clients clients = clients(FtpUrl.parse(server.url("f")))) {
            crew(Crew.Plan.of(4)).run(gets(server, clients, into, 6));
            assertAllCame(into, 6);
            assertTrue(isToldOfFewer());
            assertEquals(1, clients.options().habits().mostSessions());
        }
    }

    @Test
    void whatAServerRefusedIsNotAskedForAgain(@TempDir Path into) throws IOException {
        try (QuirkyServer server = QuirkyServer.with(QuirkyServer.Quirk.NONE, 1);
                Clients clients = clients(FtpUrl.parse(server.url("f")))) {
            clients.options().habits().letsIn(1);
            crew(Crew.Plan.of(4)).run(gets(server, clients, into, 6));
            assertAllCame(into, 6);
            assertEquals(1, server.commands().stream().filter("USER a"::equals).count());
        }
    }

    @Test
    void autoOpensMoreWhileManySmallOnesWaitAndFourAtTheMost(@TempDir Path into) throws IOException {
        try (QuirkyServer server = QuirkyServer.with(QuirkyServer.Quirk.NONE, 1);
                Clients clients = clients(FtpUrl.parse(server.url("f")))) {
            crew(Crew.Plan.AUTO).run(gets(server, clients, into, 200));
            assertAllCame(into, 200);
            long sessions = server.commands().stream().filter("USER a"::equals).count();
            assertTrue(sessions > 1 && sessions <= 4, sessions + " sessions");
        }
    }

    @Test
    void autoOpensNoSecondSessionForAFew(@TempDir Path into) throws IOException {
        try (QuirkyServer server = QuirkyServer.with(QuirkyServer.Quirk.NONE, 1);
                Clients clients = clients(FtpUrl.parse(server.url("f")))) {
            crew(Crew.Plan.AUTO).run(gets(server, clients, into, 8));
            assertAllCame(into, 8);
            assertEquals(1, server.commands().stream().filter("USER a"::equals).count());
        }
    }

    @Test
    void branchesFeedTheCrewAndGrowAtTheSameTime() throws IOException {
        FtpUrl url = FtpUrl.parse("ftp://127.0.0.1:1/root");
        CyclicBarrier both = new CyclicBarrier(2);
        AtomicInteger met = new AtomicInteger();
        try (Clients clients = clients(url)) {
            Job.Growth leaf = session -> {
                try {
                    both.await(30, TimeUnit.SECONDS);
                    met.incrementAndGet();
                } catch (Exception e) {
                    throw new IOException(e);
                }
                return List.of();
            };
            Job left = new Job.Branch(clients, FtpUrl.parse("ftp://127.0.0.1:1/left"), leaf);
            Job right = new Job.Branch(clients, FtpUrl.parse("ftp://127.0.0.1:1/right"), leaf);
            crew(Crew.Plan.of(2)).run(List.of(new Job.Branch(clients, url, session -> List.of(left, right))));
        }
        assertEquals(2, met.get());
        assertEquals(3, ends.size());
    }

    @Test
    void whatAWorkerThrowsReachesTheCaller() throws IOException {
        FtpUrl url = FtpUrl.parse("ftp://127.0.0.1:1/a");
        try (Clients clients = clients(url)) {
            Job bad = new Job.Branch(clients, url, session -> {
                throw new IllegalStateException("a bug");
            });
            assertThrows(
                    IllegalStateException.class, () -> crew(Crew.Plan.of(2)).run(List.of(bad)));
        }
    }

    @Test
    void aCancelThatNoJobHasToldOfIsToldOfByTheNext() throws IOException {
        try (Clients clients = clients(FtpUrl.parse("ftp://127.0.0.1:1/a"))) {
            List<Job> jobs = new ArrayList<>();
            for (String name : List.of("one", "two", "three")) {
                FtpUrl url = FtpUrl.parse("ftp://127.0.0.1:1/" + name);
                jobs.add(new Job.Branch(clients, url, session -> {
                    if (work.cause().isPresent()) {
                        throw new FtpException(Failure.CANCELLED, "cancelled", Circumstances.in(Phase.COMMAND));
                    }
                    work.cancel(Cancellation.Cause.DEADLINE);
                    return List.of();
                }));
            }
            crew(Crew.Plan.of(1)).run(jobs);
        }
        assertEquals(2, ends.size());
        assertEquals(1, ends.values().stream().filter(Optional::isPresent).count());
    }
}
