package pasv.ui;

import java.util.OptionalLong;
import pasv.transfer.TransferEvent;
import pasv.transfer.TransferListener;

/** The progress in a log. A plain line every ten seconds, and the closing line. */
final class ProgressLines implements TransferListener {
    private static final long EVERY_NANOS = 10_000_000_000L;

    private final Console console;
    private final boolean running;
    private final boolean closingLines;
    private Meter meter = new Meter();
    private long said;

    /**
     * @param running whether lines come while it runs
     * @param closingLines whether the end of a transfer is said
     */
    ProgressLines(Console console, boolean running, boolean closingLines) {
        this.console = console;
        this.running = running;
        this.closingLines = closingLines;
    }

    @Override
    public synchronized void on(TransferEvent event) {
        long now = System.nanoTime();
        if (event instanceof TransferEvent.Started started) {
            meter = new Meter();
            meter.reached(now, started.offset());
            said = now;
        } else if (event instanceof TransferEvent.Progressed progressed) {
            meter.reached(now, progressed.bytes());
            if (due(now)) {
                console.say(line(progressed, now));
            }
        } else if (event instanceof TransferEvent.Stalled stalled) {
            if (due(now)) {
                console.say(Visible.line(event.job().name()) + ": " + Outcome.of(stalled));
            }
        } else if (event instanceof TransferEvent.Waiting waiting) {
            if (due(now)) {
                console.say(Visible.line(event.job().name()) + ": " + Outcome.of(waiting));
            }
        } else if (event instanceof TransferEvent.Warned warned) {
            console.say(Outcome.of(warned));
        } else if (closingLines && event instanceof TransferEvent.Retrying retrying) {
            console.say(Outcome.of(retrying));
        } else if (closingLines && event instanceof TransferEvent.Finished finished) {
            console.say(Outcome.of(finished));
        } else if (closingLines && event instanceof TransferEvent.Skipped skipped) {
            console.say(Outcome.of(skipped));
        }
    }

    private boolean due(long now) {
        if (!running || now - said < EVERY_NANOS) {
            return false;
        }
        said = now;
        return true;
    }

    private String line(TransferEvent.Progressed p, long now) {
        OptionalLong size = p.size();
        String of = size.isPresent() ? " of " + Quantity.human(size.getAsLong()) : "";
        OptionalLong left = meter.secondsLeft(now, p.bytes(), size);
        return Visible.line(p.job().name()) + ": " + Quantity.human(p.bytes()) + of + ", "
                + Quantity.rate(meter.rate(now, p.bytes()))
                + (left.isPresent() ? ", " + Quantity.clock(left.getAsLong()) + " left" : "");
    }
}
