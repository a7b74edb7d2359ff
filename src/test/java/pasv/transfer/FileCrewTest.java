package pasv.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pasv.ftp.Circumstances;
import pasv.ftp.Failure;
import pasv.ftp.FtpException;
import pasv.ftp.FtpOptions;
import pasv.ftp.FtpUrl;
import pasv.ftp.Phase;
import pasv.ftp.WireListener;
import pasv.net.Cancellation;
import pasv.testing.QuirkyServer;

/** A worker that has been let in keeps its session: another one must not be let in by the same session. */
@Timeout(60)
class FileCrewTest {
    private final AtomicReference<Thread> first = new AtomicReference<>();
    private final CountDownLatch oneIsIn = new CountDownLatch(1);
    private final CountDownLatch otherIsJudged = new CountDownLatch(1);

    private final class Turn implements FileCrew.Turn {
        private final Clients clients;
        private final Narrator narrator;

        Turn(Clients clients, FtpUrl url) {
            this.clients = clients;
            this.narrator = new Narrator(
                    event -> {
                        if (event instanceof TransferEvent.Warned) {
                            otherIsJudged.countDown();
                        }
                    },
                    new TransferEvent.Job(url.toString(), "a", "a"));
        }

        @Override
        public Clients clients() {
            if (!first.compareAndSet(null, Thread.currentThread()) && first.get() != Thread.currentThread()) {
                await(oneIsIn);
            }
            return clients;
        }

        @Override
        public Narrator narrator() {
            return narrator;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aSessionLetsInOneWorker() throws IOException {
        try (QuirkyServer server = QuirkyServer.with(QuirkyServer.Quirk.ONE_SESSION, 1)) {
            FtpUrl url = FtpUrl.parse(server.url("a"));
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            try (Clients clients = new Clients(FtpOptions.to(url), WireListener.NONE, new Cancellation())) {
                // a worker takes the next file ahead of its turn: the third is left for the other one
                List<Turn> turns = List.of(new Turn(clients, url), new Turn(clients, url), new Turn(clients, url));
                new FileCrew<Turn>("crew").run(turns, 2, () -> (turn, after) -> {
                    if (inside.incrementAndGet() > 1) {
                        otherIsJudged.countDown();
                    }
                    most.accumulateAndGet(inside.get(), Math::max);
                    oneIsIn.countDown();
                    await(otherIsJudged);
                    inside.decrementAndGet();
                    return Optional.empty();
                });
            }
            assertEquals(1, most.get());
        }
    }

    @Test
    void whatAWorkerThrowsReachesTheCaller() throws IOException {
        try (QuirkyServer server = QuirkyServer.with(QuirkyServer.Quirk.NONE, 1)) {
            FtpUrl url = FtpUrl.parse(server.url("a"));
            oneIsIn.countDown();
            try (Clients clients = new Clients(FtpOptions.to(url), WireListener.NONE, new Cancellation())) {
                List<Turn> turns = List.of(new Turn(clients, url), new Turn(clients, url), new Turn(clients, url));
                assertThrows(
                        IllegalStateException.class,
                        () -> new FileCrew<Turn>("crew").run(turns, 2, () -> (turn, after) -> {
                            throw new IllegalStateException("a bug");
                        }));
            }
        }
    }

    @Test
    void aCancelThatNoFileHasToldOfIsToldOfByTheNext() throws IOException {
        FtpUrl url = FtpUrl.parse("ftp://127.0.0.1:1/a");
        Cancellation work = new Cancellation();
        AtomicInteger had = new AtomicInteger();
        try (Clients clients = new Clients(FtpOptions.to(url), WireListener.NONE, work)) {
            List<Turn> turns = List.of(new Turn(clients, url), new Turn(clients, url), new Turn(clients, url));
            new FileCrew<Turn>("crew").run(turns, 1, () -> (turn, after) -> {
                boolean first = had.incrementAndGet() == 1;
                work.cancel(Cancellation.Cause.DEADLINE);
                return first
                        ? Optional.empty()
                        : Optional.of(
                                new FtpException(Failure.CANCELLED, "cancelled", Circumstances.in(Phase.TRANSFER)));
            });
        }
        assertEquals(2, had.get());
    }
}
