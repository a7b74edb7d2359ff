package pasv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pasv.ftp.Clients;
import pasv.ftp.FtpClient;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.RemotePath;
import pasv.ftp.wire.WireListener;
import pasv.net.Cancellation;
import pasv.testing.ScriptedServer;

/** An idle session is kept alive for a while and no longer; one that has ended is noticed. Time is what the test says. */
class KeeperTest {
    private static final String LOGIN = "< 220 hi\n> USER anonymous\n< 230 in\n";

    private final List<String> told = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    private Keeper keeper(Clients clients) {
        Keeper keeper = new Keeper(() -> Optional.of(clients), told::add, () -> now);
        keeper.idle();
        return keeper;
    }

    /** Connections of which one is open and idle. */
    private static Clients idle(ScriptedServer server) throws IOException {
        FtpUrl url = FtpUrl.parse(server.url("", ""));
        Clients clients = new Clients(FtpOptions.to(url), WireListener.NONE, new Cancellation());
        clients.giveBack(clients.borrow());
        return clients;
    }

    private void pass(Keeper keeper, int seconds) {
        for (int i = 0; i < seconds; i++) {
            now = now.plusSeconds(1);
            keeper.tick();
        }
    }

    private static long noops(ScriptedServer server) {
        return server.received(1).stream().filter("NOOP"::equals).count();
    }

    @Test
    void noopEveryHalfMinuteForAQuarterOfAnHour() throws IOException {
        try (ScriptedServer server = ScriptedServer.play("default NOOP 200 ok\n" + LOGIN);
                Clients clients = idle(server)) {
            Keeper keeper = keeper(clients);
            pass(keeper, 29);
            assertEquals(0, noops(server));
            pass(keeper, 1);
            assertEquals(1, noops(server));
            pass(keeper, 3600);
            assertEquals(30, noops(server));
            keeper.busy();
            keeper.idle();
            long sofar = noops(server);
            pass(keeper, 30);
            assertEquals(sofar + 1, noops(server), "a line begins a new idleness");
        }
        assertEquals(List.of(), told);
    }

    @Test
    void aPortThatWasAnnouncedBeforeIsNotReliedOnAfterwards() throws IOException {
        String asked = "> PASV\n< 227 Entering Passive Mode ({pasv})\n> SIZE a.txt\n< 213 5\n> MDTM a.txt\n< 550 no\n";
        try (ScriptedServer server = ScriptedServer.play(LOGIN
                        + "> PASV\n< 227 Entering Passive Mode ({pasv})\n> FEAT\n< 502 no\n> TYPE I\n< 200 ok\n"
                        + "> SIZE a.txt\n< 213 5\n> MDTM a.txt\n< 550 no\n> NOOP\n< 200 ok\n" + asked);
                Clients clients = idle(server)) {
            look(clients);
            pass(keeper(clients), 30);
            look(clients);
        }
    }

    private static void look(Clients clients) throws IOException {
        FtpClient client = clients.borrow();
        try {
            client.look(RemotePath.of("a.txt"));
        } finally {
            clients.giveBack(client);
        }
    }

    @Test
    void aServerThatDoesNotKnowNoopIsAskedOnce() throws IOException {
        try (ScriptedServer server = ScriptedServer.play("default NOOP 500 what?\n" + LOGIN);
                Clients clients = idle(server)) {
            Keeper keeper = keeper(clients);
            pass(keeper, 300);
            assertEquals(1, noops(server));
            assertTrue(clients.hasIdle());
        }
    }

    @Test
    void nothingIsSentWhileACommandRuns() throws IOException {
        try (ScriptedServer server = ScriptedServer.play("default NOOP 200 ok\n" + LOGIN);
                Clients clients = idle(server)) {
            Keeper keeper = keeper(clients);
            keeper.busy();
            pass(keeper, 300);
            assertEquals(0, noops(server));
        }
    }

    @Test
    void anEndThatNoopFindsIsToldOnce() throws IOException {
        try (ScriptedServer server = ScriptedServer.play(LOGIN + "> NOOP\n< 421 Timeout \\x1B[31m.\n! close\n");
                Clients clients = idle(server)) {
            pass(keeper(clients), 300);
            assertEquals(
                    List.of("pasv: the session is over (421 Timeout \\x1b[31m.); the next command reconnects"), told);
            assertFalse(clients.hasIdle());
        }
    }

    @Test
    void aSessionThatNobodyHeardOfIsTriedBeforeACommandGoesToIt() throws IOException {
        try (ScriptedServer server = ScriptedServer.play(LOGIN + "> NOOP\n! close\n");
                Clients clients = idle(server)) {
            Keeper keeper = keeper(clients);
            // the lid was closed: no second has passed for the program, hours on the wall
            now = now.plus(Duration.ofHours(3));
            keeper.busy();
            assertFalse(clients.hasIdle());
        }
    }

    @Test
    void aSessionOfAMinuteAgoIsTrusted() throws IOException {
        try (ScriptedServer server = ScriptedServer.play(LOGIN);
                Clients clients = idle(server)) {
            Keeper keeper = keeper(clients);
            now = now.plusSeconds(59);
            keeper.busy();
            assertEquals(0, noops(server));
        }
    }
}
