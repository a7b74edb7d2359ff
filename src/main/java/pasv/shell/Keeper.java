package pasv.shell;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import pasv.ftp.Clients;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Reply;
import pasv.ui.Visible;

/**
 * The keep-alive of an idle session. NOOP every 30 s while the prompt waits, for 15 minutes at most: a shell that was
 * forgotten must not hold a place on the server for ever. A server that has ended the session is noticed and told of;
 * one that vanished without a word, as behind a lid that was closed, is noticed before the next command goes to it.
 */
final class Keeper {
    /** How often {@link #tick} is to be called. */
    static final Duration TICK = Duration.ofSeconds(1);

    private static final int TICKS_BETWEEN = 30;
    private static final int TICKS_MOST = 15 * 60;
    /** By the wall clock: the other one stands still while a machine sleeps. */
    private static final Duration UNPROVEN = Duration.ofMinutes(1);
    /** A borrower waits for the answer to a NOOP: not for long. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Supplier<Optional<Clients>> session;
    private final Consumer<String> tell;
    private final InstantSource clock;
    private Instant proven;
    private int ticks;
    private boolean atPrompt;
    private boolean refused;

    /**
     * @param session the connections of the moment
     * @param tell who is told that a session is over
     */
    Keeper(Supplier<Optional<Clients>> session, Consumer<String> tell, InstantSource clock) {
        this.session = session;
        this.tell = tell;
        this.clock = clock;
        this.proven = clock.instant();
    }

    /** The prompt begins to wait; idleness is counted from here. */
    synchronized void idle() {
        atPrompt = true;
        ticks = 0;
        refused = false;
        proven = clock.instant();
    }

    /** A line was typed. A session that has not been heard of for a while is tried before the line is run. */
    synchronized void busy() {
        atPrompt = false;
        Optional<Clients> clients = session.get();
        boolean doubtful = Duration.between(proven, clock.instant()).compareTo(UNPROVEN) > 0;
        if (doubtful && !refused && clients.isPresent()) {
            try {
                clients.get().keepAlive(PATIENCE);
            } catch (IOException e) {
                // the command finds no connection and makes a new one
                proven = clock.instant();
            }
        }
    }

    /** One second has passed. */
    synchronized void tick() {
        Optional<Clients> clients = session.get();
        if (!atPrompt || clients.isEmpty()) {
            return;
        }
        ticks++;
        Optional<FtpException> lost = clients.get().lost();
        if (lost.isPresent()) {
            told(lost.get());
        } else if (ticks % TICKS_BETWEEN == 0 && ticks <= TICKS_MOST && !refused) {
            try {
                refused = !clients.get().keepAlive(PATIENCE);
                proven = clock.instant();
            } catch (FtpException e) {
                told(e);
            } catch (IOException e) {
                refused = true;
            }
        }
    }

    private void told(FtpException why) {
        // an older reply says nothing about the end
        String words = why.reply()
                .filter(Reply::isTransientFailure)
                .map(Reply::toString)
                .orElse(String.valueOf(why.getMessage()));
        tell.accept("pasv: the session is over (" + Visible.line(words) + "); the next command reconnects");
    }
}
