package pasv.ui;

import pasv.ftp.wire.WireEvent;
import pasv.ftp.wire.WireListener;

/**
 * The warnings of the conversation, for who did not ask for it. The engine's warnings, however quiet the run is to be;
 * and on a terminal a line that says what is waited for, for as long as it is.
 */
public final class WireWarnings implements WireListener {
    /** Seconds of silence that need no explanation. */
    private static final int SHORT = 2;

    private final Console console;
    private final boolean shows;
    private boolean visible;

    /** @param quiet whether only warnings are wanted */
    public WireWarnings(Console console, boolean quiet) {
        this.console = console;
        this.shows = !quiet && console.canDraw();
    }

    @Override
    public synchronized void on(WireEvent event) {
        if (event instanceof WireEvent.Waiting waiting) {
            show(waiting);
            return;
        }
        clear();
        if (event instanceof WireEvent.Warned warned) {
            console.say("pasv: warning: " + Visible.line(warned.text()));
        }
    }

    private void show(WireEvent.Waiting waiting) {
        if (shows && waiting.waited().toSeconds() >= SHORT) {
            String line = "waiting for the " + Visible.line(waiting.what()) + ", "
                    + waiting.waited().toSeconds() + " of " + Quantity.limit(waiting.limit());
            console.draw("\r"
                    + TerminalWidth.fit(
                            line, console.width() - 1, console.glyphs().more()) + "\u001b[K");
            visible = true;
        }
    }

    private void clear() {
        if (visible) {
            console.draw("\r\u001b[K");
            visible = false;
        }
    }
}
