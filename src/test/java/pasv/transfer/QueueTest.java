package pasv.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pasv.ftp.Clients;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.WireListener;
import pasv.net.Cancellation;

/** Which job comes next, and for whom. */
@Timeout(60)
class QueueTest {
    private static final Object ONE = "one";
    private static final Object OTHER = "other";

    private final Clients clients;

    QueueTest() throws IOException {
        clients = new Clients(FtpOptions.to(url("")), WireListener.NONE, new Cancellation());
    }

    @AfterEach
    void close() {
        clients.close();
    }

    private static FtpUrl url(String name) throws IOException {
        return FtpUrl.parse("ftp://127.0.0.1:1/" + name);
    }

    private Job file(String name) throws IOException {
        return new Job.Get(clients, url(name), new Target.ToFile(Path.of(name)));
    }

    private Job branch(String name) throws IOException {
        return new Job.Branch(clients, url(name), session -> List.of());
    }

    private static String name(Optional<Task> task) {
        return task.map(Task::job)
                .map(job -> job instanceof Job.Get get ? get.url() : ((Job.Branch) job).url())
                .map(url -> url.path().name().text())
                .orElse("nothing");
    }

    private static List<String> all(Queue queue) {
        List<String> names = new ArrayList<>();
        for (Optional<Task> task = queue.take(ONE); task.isPresent(); task = queue.take(ONE)) {
            names.add(name(task));
            queue.done();
        }
        return names;
    }

    @Test
    void aClaimIsTakenByWhoMadeIt() throws IOException {
        Queue queue = new Queue(TransferListener.NONE, 0);
        queue.add(List.of(file("big"), file("small"), file("last")));
        assertEquals("big", name(queue.take(ONE)));
        assertEquals("small", name(queue.claim(ONE)));
        assertEquals("small", name(queue.claim(ONE)));
        assertEquals("last", name(queue.take(OTHER)));
        assertEquals("small", name(queue.take(ONE)));
    }

    @Test
    void aClaimKeepsNobodyIdle() throws IOException {
        Queue queue = new Queue(TransferListener.NONE, 0);
        queue.add(List.of(file("big"), file("small")));
        assertEquals("big", name(queue.take(ONE)));
        assertEquals("small", name(queue.claim(ONE)));
        assertEquals("small", name(queue.take(OTHER)));
        queue.done();
        queue.done();
        assertEquals("nothing", name(queue.take(ONE)));
    }

    @Test
    void branchesGoAheadWhileFewFilesWaitAndBehindWhileManyDo() throws IOException {
        Queue few = new Queue(TransferListener.NONE, 3);
        few.add(List.of(file("a"), file("b"), branch("x"), branch("y")));
        assertEquals(List.of("x", "y", "a", "b"), all(few));
        Queue many = new Queue(TransferListener.NONE, 2);
        many.add(List.of(file("a"), file("b"), file("c"), branch("x")));
        assertEquals(List.of("a", "b", "x", "c"), all(many));
    }

    @Test
    void theNewestBranchesGoFirstInTheirOrder() throws IOException {
        Queue queue = new Queue(TransferListener.NONE, 0);
        queue.add(List.of(branch("x"), branch("y")));
        assertEquals("x", name(queue.take(ONE)));
        queue.add(List.of(branch("x/1"), branch("x/2")));
        queue.done();
        assertEquals(List.of("1", "2", "y"), all(queue));
    }

    @Test
    void whoFindsNothingWaitsForWhoMayBringMore() throws Exception {
        Queue queue = new Queue(TransferListener.NONE, 0);
        queue.add(List.of(branch("x")));
        assertEquals("x", name(queue.take(ONE)));
        List<String> got = new ArrayList<>();
        Thread other = new Thread(() -> got.addAll(all(queue)));
        other.start();
        queue.add(List.of(file("a")));
        queue.done();
        other.join();
        assertEquals(List.of("a"), got);
    }

    @Test
    void whatWasPutBackIsNext() throws IOException {
        Queue queue = new Queue(TransferListener.NONE, 0);
        queue.add(List.of(file("a"), file("b")));
        Task task = queue.take(ONE).orElseThrow();
        queue.putBack(task);
        queue.done();
        assertTrue(queue.waiting() == 2);
        assertEquals(List.of("a", "b"), all(queue));
    }

    @Test
    void afterTheEndNothingIsTaken() throws IOException {
        Queue queue = new Queue(TransferListener.NONE, 0);
        queue.add(List.of(file("a")));
        queue.end();
        assertEquals("nothing", name(queue.take(ONE)));
    }
}
