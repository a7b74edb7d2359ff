package pasv.ui;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import pasv.ftp.wire.PassiveReply;
import pasv.ftp.wire.WireEvent;
import pasv.ftp.wire.WireListener;

/**
 * The conversation in lines, as {@code -v} shows it. Lines with {@code >} sent, {@code <} received and {@code *} what
 * the client knows or does. Commands that travel together are shown each before its own reply, as if they had been sent
 * one by one.
 */
public final class WireLog implements WireListener {
    private final Console console;
    private final boolean times;
    private final long start;
    private final String tag;
    private final AtomicInteger connections;
    private final Deque<String> unanswered = new ArrayDeque<>();
    private boolean shown;

    /** @param times whether every line begins with the milliseconds since the start, and TLS details are shown */
    public WireLog(Console console, boolean times) {
        this(console, times, System.nanoTime(), "", new AtomicInteger());
    }

    private WireLog(Console console, boolean times, long start, String tag, AtomicInteger connections) {
        this.console = console;
        this.times = times;
        this.start = start;
        this.tag = tag;
        this.connections = connections;
    }

    /** From the second connection on, lines name their connection. */
    @Override
    public WireListener forConnection() {
        int number = connections.incrementAndGet();
        return new WireLog(console, times, start, number == 1 ? "" : "[" + number + "] ", connections);
    }

    @Override
    public synchronized void on(WireEvent event) {
        if (event instanceof WireEvent.Sent sent) {
            unanswered.add("> " + Visible.line(sent.command().toString()));
            if (!shown) {
                showNext();
            }
        } else if (event instanceof WireEvent.Received received) {
            if (!shown) {
                showNext();
            }
            received.reply().lines().forEach(line -> say("< " + Visible.line(line)));
            if (!received.reply().isPreliminary()) {
                unanswered.poll();
                shown = false;
            }
        } else {
            noted(event);
        }
    }

    private void showNext() {
        if (!unanswered.isEmpty()) {
            say(unanswered.peek());
            shown = true;
        }
    }

    private void noted(WireEvent event) {
        String arrow = console.glyphs().arrow();
        if (event instanceof WireEvent.Announced announced) {
            say("* " + arithmetic(announced.reply(), announced.target().host(), console.glyphs()));
        } else if (event instanceof WireEvent.Connected c) {
            say("* connected " + c.local() + " " + arrow + " " + c.remote() + " after " + millis(c.after()));
        } else if (event instanceof WireEvent.DataOpened d) {
            say("* data connection " + d.local() + " " + arrow + " " + d.remote() + " open after " + millis(d.after()));
        } else if (event instanceof WireEvent.Secured s && times) {
            say("* TLS on the " + (s.data() ? "data" : "control") + " connection: "
                    + s.facts().protocol() + ", " + s.facts().cipher()
                    + (s.facts().resumed() ? ", resumed" : ", new session"));
        } else if (event instanceof WireEvent.Noted note) {
            say("* " + Visible.line(note.text()));
        }
    }

    /** How a passive reply becomes an address and a port, in the words of the contract. */
    public static String arithmetic(PassiveReply reply, String target, Glyphs glyphs) {
        if (reply.advertised().isEmpty()) {
            return "port " + reply.port() + " on " + target;
        }
        String address = reply.advertised().get().getHostAddress();
        return address.replace('.', ',') + " is " + address + ", port " + reply.high() + " " + glyphs.times()
                + " 256 + " + reply.low() + " = " + reply.port();
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + " ms";
    }

    private void say(String marked) {
        String line = marked.substring(0, 2) + tag + marked.substring(2);
        if (times) {
            long millis = (System.nanoTime() - start) / 1_000_000;
            console.say(String.format(Locale.ROOT, "%6d %s", millis, line));
        } else {
            console.say(line);
        }
    }
}
