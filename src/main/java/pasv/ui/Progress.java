package pasv.ui;

import java.util.Locale;
import pasv.transfer.TransferListener;

/**
 * The choice of a way to show progress. A bar where it can be drawn over, lines elsewhere, JSON where a program reads.
 */
public enum Progress {
    AUTO,
    BAR,
    LINES,
    NONE;

    /**
     * The listener that shows it.
     *
     * @param quiet whether only warnings and errors are wanted
     */
    public TransferListener on(Console console, boolean quiet) {
        boolean bar = this == BAR || (this == AUTO && console.canDraw());
        if (quiet || this == NONE || !bar) {
            return new ProgressLines(console, !quiet && this != NONE, !quiet);
        }
        return new ProgressBar(console, true);
    }

    /** The listener for a program. */
    public static TransferListener json(JsonLines lines, Problem problem) {
        return new ProgressJson(lines, problem);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
