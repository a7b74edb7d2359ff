package pasv.ui;

import pasv.ftp.wire.WireEvent;
import pasv.ftp.wire.WireListener;

/** The conversation as a program reads it. What was warned of, the way through a proxy, and how each connection is protected. */
public final class WireJson implements WireListener {
    private final JsonLines lines;

    public WireJson(JsonLines lines) {
        this.lines = lines;
    }

    @Override
    public synchronized void on(WireEvent event) {
        if (event instanceof WireEvent.Warned warned) {
            lines.line("warning", json -> json.writeStringField("message", warned.text()));
        } else if (event instanceof WireEvent.Waiting waiting) {
            lines.line("waiting", json -> {
                json.writeStringField("for", waiting.what());
                json.writeNumberField("seconds", waiting.waited().toMillis() / 1000.0);
                json.writeNumberField("limit", waiting.limit().toMillis() / 1000.0);
            });
        } else if (event instanceof WireEvent.Connected connected
                && connected.through().isPresent()) {
            lines.line("connected", json -> {
                json.writeStringField("peer", connected.remote().toString());
                json.writeStringField("proxy", connected.through().get().toString());
                json.writeNumberField("seconds", connected.after().toMillis() / 1000.0);
            });
        } else if (event instanceof WireEvent.Secured secured) {
            lines.line("secured", json -> {
                json.writeStringField("connection", secured.data() ? "data" : "control");
                json.writeStringField("protocol", secured.facts().protocol());
                json.writeStringField("cipher", secured.facts().cipher());
                json.writeBooleanField("resumed", secured.facts().resumed());
            });
        }
    }
}
