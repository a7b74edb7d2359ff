package pasv.ui;

import pasv.ftp.WireEvent;
import pasv.ftp.WireListener;

/** How are the engine's warnings heard? On standard error, however quiet the run is to be. */
public final class WireWarnings implements WireListener {
    private final Console console;

    public WireWarnings(Console console) {
        this.console = console;
    }

    @Override
    public void on(WireEvent event) {
        if (event instanceof WireEvent.Warned warned) {
            console.say("pasv: warning: " + Visible.line(warned.text()));
        }
    }
}
