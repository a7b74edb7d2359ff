package pasv.shell;

import java.util.Optional;
import pasv.net.Cancellation;

/** The interrupt: what Ctrl-C ends. The command that runs, and never the shell. */
final class Interrupts {
    private Optional<Cancellation> running = Optional.empty();

    /** A command begins; the answer is the one it runs within, as in a sourced script. */
    synchronized Optional<Cancellation> begin(Cancellation work) {
        Optional<Cancellation> outer = running;
        running = Optional.of(work);
        return outer;
    }

    synchronized void end(Optional<Cancellation> outer) {
        running = outer;
    }

    /** Ends the command that runs; false at the prompt, where there is none. */
    boolean interrupt() {
        return interrupt(Cancellation.Cause.ASKED);
    }

    /** The same, by a person or by the clock. */
    boolean interrupt(Cancellation.Cause why) {
        Optional<Cancellation> work;
        synchronized (this) {
            work = running;
        }
        work.ifPresent(one -> one.cancel(why));
        return work.isPresent();
    }
}
