package pasv.ui;

import pasv.transfer.TransferEvent;
import pasv.transfer.TransferResult;

/** The closing line of a transfer. The closing line, the same on a terminal and in a log. */
final class Outcome {
    private Outcome() {}

    static String of(TransferEvent.Finished finished) {
        TransferResult r = finished.result();
        StringBuilder line = new StringBuilder();
        line.append(Visible.line(finished.job().name()))
                .append(": ")
                .append(Quantity.exact(r.bytes()))
                .append(" bytes in ")
                .append(Quantity.seconds(r.elapsed()))
                .append(", ")
                .append(Quantity.rate(r.rate()));
        r.peer().ifPresent(peer -> line.append(", data connection to ").append(peer));
        if (r.resumedFrom() > 0) {
            line.append(", resumed at ").append(Quantity.exact(r.resumedFrom()));
        }
        return line.toString();
    }

    static String of(TransferEvent.Skipped skipped) {
        return Visible.line(skipped.job().name()) + ": skipped, " + Visible.line(skipped.reason());
    }

    static String of(TransferEvent.Retrying retrying) {
        return Visible.line(retrying.job().name()) + ": "
                + Visible.line(retrying.reason().getMessage()) + ", attempt " + retrying.attempt() + " in "
                + Quantity.seconds(retrying.delay());
    }

    static String of(TransferEvent.Warned warned) {
        return "pasv: warning: " + Visible.line(warned.job().name()) + ": " + Visible.line(warned.text());
    }

    static String of(TransferEvent.Stalled stalled) {
        return "stalled " + stalled.waited().toSeconds() + " s, giving up at " + Quantity.limit(stalled.limit());
    }

    static String of(TransferEvent.Waiting waiting) {
        return "waiting for 226, " + waiting.waited().toSeconds() + " of " + Quantity.limit(waiting.limit());
    }
}
