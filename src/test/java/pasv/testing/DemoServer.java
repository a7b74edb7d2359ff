package pasv.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The server behind {@code scripts/demo}: the reference lab on one machine, without installing anything.
 *
 * <p>Usage: {@code DemoServer DIRECTORY}. It makes a/a.txt and b/b.txt of 300 MiB there, serves them on 127.0.0.1 with
 * the passive ports 60000–60010, prints {@code ready PORT}, and ends when it is killed, or by itself after ten minutes,
 * should the script that started it be gone.
 */
public final class DemoServer {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private DemoServer() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path homes = Path.of(args[0]).toAbsolutePath();
        try (EmbeddedServer server = EmbeddedServer.over(homes)
                .range(60_000, 60_010)
                .user("a", RealServer.PASSWORD)
                .user("b", RealServer.PASSWORD)) {
            CompletableFuture<Path> b = CompletableFuture.supplyAsync(
                    () -> TestFiles.write(server.home("b").resolve("b.txt"), TestFiles.LAB_SIZE, 'b'));
            TestFiles.write(server.home("a").resolve("a.txt"), TestFiles.LAB_SIZE, 'a');
            b.join();
            server.start();
            System.out.println("ready " + server.port());
            TimeUnit.MILLISECONDS.sleep(LONGEST.toMillis());
        }
    }
}
