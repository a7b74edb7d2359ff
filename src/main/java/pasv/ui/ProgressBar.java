package pasv.ui;

import java.util.OptionalLong;
import pasv.transfer.TransferEvent;
import pasv.transfer.TransferListener;

/**
 * The progress bar on a terminal. One line, drawn over at most ten times a second:
 *
 * <pre>
 * a.txt  [██████████░░░░░░░░░░]  150 MiB of 300 MiB  412 MiB/s  0:01
 * a.txt  [██████████░░░░░░░░░░]  150 MiB of 300 MiB  stalled 12 s, giving up at 60 s
 * 4 files  [█████░░░░░░░░░░░░░]  310 MiB of 1.17 GiB  890 MiB/s  0:01
 * </pre>
 */
final class ProgressBar implements TransferListener {
    private static final long REDRAW_NANOS = 100_000_000L;
    private static final long MEASURE_NANOS = 2_000_000_000L;
    private static final int NAME_MOST = 30;
    private static final int BAR_MOST = 30;
    private static final int BAR_LEAST = 5;
    /** The terminal's ^C must fit in the line, or it begins another. */
    private static final int ECHO = 3;

    private final Console console;
    private final boolean closingLines;
    private final Gauge gauge = new Gauge();
    private long drawn;
    private long measured;
    private int width;
    private boolean visible;

    /** @param closingLines whether the end of a transfer is said */
    ProgressBar(Console console, boolean closingLines) {
        this.console = console;
        this.closingLines = closingLines;
    }

    @Override
    public synchronized void on(TransferEvent event) {
        long now = System.nanoTime();
        gauge.reached(event, now);
        if (event instanceof TransferEvent.Started) {
            drawn = gauge.files() == 1 ? now : drawn;
        } else if (event instanceof TransferEvent.Progressed) {
            if (now - drawn >= REDRAW_NANOS) {
                draw(event.job(), now, gauge.speed(now));
            }
        } else if (event instanceof TransferEvent.Stalled stalled) {
            draw(event.job(), now, Outcome.of(stalled));
        } else if (event instanceof TransferEvent.Waiting waiting) {
            draw(event.job(), now, Outcome.of(waiting));
        } else {
            clear();
            spoken(event);
        }
    }

    private void spoken(TransferEvent event) {
        if (event instanceof TransferEvent.Warned warned) {
            console.say(Outcome.of(warned));
        } else if (event instanceof TransferEvent.Retrying retrying) {
            console.say(Outcome.of(retrying));
        } else if (closingLines && event instanceof TransferEvent.Finished finished) {
            console.say(Outcome.of(finished));
        } else if (closingLines && event instanceof TransferEvent.Skipped skipped) {
            console.say(Outcome.of(skipped));
        }
    }

    private void draw(TransferEvent.Job job, long now, String state) {
        if (width == 0 || now - measured >= MEASURE_NANOS) {
            width = console.width();
            measured = now;
        }
        console.draw("\r" + line(label(job), state, width - ECHO) + "\u001b[K");
        drawn = now;
        visible = true;
    }

    private String label(TransferEvent.Job job) {
        return gauge.files() > 1 ? gauge.files() + " files" : Visible.line(job.name());
    }

    /** Lays the line out in at most {@code columns}: the bar gives way first, then the name. */
    private String line(String name, String state, int columns) {
        String more = console.glyphs().more();
        OptionalLong size = gauge.size();
        String tail = gauge.amount() + "  " + state;
        int room = columns - TerminalWidth.of(tail) - 2;
        if (room < 4) {
            return TerminalWidth.fit(state, columns, more);
        }
        int nameWidth = Math.min(NAME_MOST, Math.min(room, TerminalWidth.of(name)));
        int bar = Math.min(BAR_MOST, room - nameWidth - 4);
        String cells =
                size.isPresent() && bar >= BAR_LEAST ? "  [" + cells(bar, gauge.bytes(), size.getAsLong()) + "]" : "";
        return TerminalWidth.fit(name, nameWidth, more) + cells + "  " + tail;
    }

    private String cells(int bar, long bytes, long size) {
        int full = (int) Math.min(bar, (double) bytes / Math.max(1, size) * bar);
        return console.glyphs().full().repeat(full) + console.glyphs().empty().repeat(bar - full);
    }

    private void clear() {
        if (visible) {
            console.draw("\r\u001b[K");
            visible = false;
        }
    }
}
