package pasv.shell;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import pasv.ftp.FtpException;
import pasv.ftp.Reply;
import pasv.net.Cancellation;
import pasv.ui.Visible;

/**
 * How does an idle session live? NOOP every 30 s while the prompt waits, for 15 minutes at most: a shell that was
 * forgotten must not hold a place on the server for ever. A server that has ended the session is noticed and told of.
 */
final class Keeper {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int TICKS_BETWEEN = 30;
    private static final int TICKS_MOST = 15 * 60;
    /** A borrower waits for the answer to a NOOP: not for long. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ShellState shell;
    private int ticks;
    private boolean atPrompt;
    private boolean refused;

    Keeper(ShellState shell) {
        this.shell = shell;
    }

    /** Begins to look after the session, on a thread of its own. */
    void start(Cancellation end) {
        Thread thread = new Thread(
                () -> {
                    while (!end.sleep(TICK)) {
                        tick();
                    }
                },
                "pasv-keeper");
        thread.setDaemon(true);
        thread.start();
    }

    /** The prompt begins to wait; idleness is counted from here. */
    synchronized void idle() {
        atPrompt = true;
        ticks = 0;
        refused = false;
    }

    /** A line was typed. */
    synchronized void busy() {
        atPrompt = false;
    }

    /** One second has passed. */
    synchronized void tick() {
        Optional<ServerSession> server = shell.server();
        if (!atPrompt || server.isEmpty()) {
            return;
        }
        ticks++;
        Optional<FtpException> lost = server.get().clients().lost();
        if (lost.isPresent()) {
            told(lost.get());
        } else if (ticks % TICKS_BETWEEN == 0 && ticks <= TICKS_MOST && !refused) {
            try {
                refused = !server.get().clients().keepAlive(PATIENCE);
            } catch (FtpException e) {
                told(e);
            } catch (IOException e) {
                refused = true;
            }
        }
    }

    private void told(FtpException why) {
        String words = why.reply().map(Reply::toString).orElse(String.valueOf(why.getMessage()));
        shell.lines().announce("pasv: the session is over (" + Visible.line(words) + "); the next command reconnects");
    }
}
