package pasv.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pasv.ftp.Clients;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.WireListener;
import pasv.net.Cancellation;
import pasv.testing.Conversation;
import pasv.testing.ScriptedServer;

/** What {@link TransferEvent} promises, whatever the server does: one beginning, one ending, bytes that never fall. */
@Timeout(60)
class EventContractTest {
    private static final String BROKEN =
            Conversation.ready(4096) + "> RETR a.txt\n< 150 go\n! data 2048\n! close-data\n< 426 broken\n";

    @TempDir
    Path directory;

    static List<String> servers() {
        String login = Conversation.LOGIN;
        return List.of(
                login + Conversation.whole(200_000),
                login + BROKEN + Conversation.whole(4096),
                login + BROKEN + BROKEN,
                login + BROKEN + Conversation.whole(3000),
                login + Conversation.ready(4096) + "> RETR a.txt\n< 550 no\n",
                "=== session\n< 421 full\n! close\n=== session\n" + login + Conversation.whole(4096),
                "=== session\n< 421 full\n! close\n=== session\n< 421 full\n! close\n",
                "< 220 hello\n> USER a\n< 331 pw\n> PASS *\n< 530 no\n");
    }

    @ParameterizedTest(name = "[{index}]")
    @MethodSource("servers")
    void holds(String script) throws FtpException {
        List<TransferEvent> events = new ArrayList<>();
        try (ScriptedServer server = ScriptedServer.play(script)) {
            FtpUrl url = FtpUrl.parse(Conversation.url(server));
            try (Clients clients = new Clients(FtpOptions.to(url), WireListener.NONE, new Cancellation())) {
                Download.Options options = new Download.Options(
                        new RetryPolicy(1),
                        true,
                        true,
                        false,
                        Download.Verify.SIZE,
                        Optional.empty(),
                        new RateLimit(0, new Cancellation()));
                new Download(clients, options, events::add).run(url, new Target.ToFile(directory.resolve("a.txt")));
            } catch (FtpException e) {
                assertInstanceOf(TransferEvent.Failed.class, events.get(events.size() - 1));
            }
        }
        assertInstanceOf(TransferEvent.Started.class, events.get(0));
        assertEquals(
                1,
                events.stream().filter(TransferEvent.Started.class::isInstance).count());
        assertEquals(1, events.stream().filter(EventContractTest::ends).count());
        assertTrue(ends(events.get(events.size() - 1)));
        bytesNeverFallWithinAnAttempt(events);
    }

    private static boolean ends(TransferEvent event) {
        return event instanceof TransferEvent.Finished
                || event instanceof TransferEvent.Failed
                || event instanceof TransferEvent.Skipped;
    }

    private static void bytesNeverFallWithinAnAttempt(List<TransferEvent> events) {
        long bytes = 0;
        for (TransferEvent event : events) {
            if (event instanceof TransferEvent.Progressed progressed) {
                assertTrue(progressed.bytes() >= bytes, bytes + " then " + progressed.bytes());
                bytes = progressed.bytes();
            } else if (event instanceof TransferEvent.Retrying || event instanceof TransferEvent.Warned) {
                bytes = 0;
            }
        }
    }
}
