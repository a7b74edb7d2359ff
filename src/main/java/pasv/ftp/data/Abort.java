package pasv.ftp.data;

import java.io.IOException;
import java.time.Duration;
import pasv.ftp.wire.Command;
import pasv.ftp.wire.ControlConnection;
import pasv.ftp.wire.Reply;
import pasv.ftp.wire.WireEvent;
import pasv.ftp.wire.WireListener;

/**
 * The abort of a transfer (RFC 959 ABOR), which the session survives. Says ABOR and hears the server out: NOOP marks
 * the end of what was owed, since servers differ in how many replies an abort brings. What is not in step after the
 * limit is not used again.
 */
final class Abort {
    private static final int NOOP_OK = 200;

    private final ControlConnection control;
    private final WireListener listener;

    Abort(ControlConnection control, WireListener listener) {
        this.control = control;
        this.listener = listener;
    }

    void run(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            control.interrupt(Command.of("ABOR"), Command.of("NOOP"));
            while (true) {
                Duration left = Duration.ofNanos(end - System.nanoTime());
                if (left.isNegative() || left.isZero()) {
                    break;
                }
                Reply reply = control.greeting(left);
                if (reply.code() == NOOP_OK) {
                    control.backInStep();
                    return;
                }
            }
        } catch (IOException e) {
            listener.on(new WireEvent.Noted("the server did not answer the abort: " + e.getMessage()));
        }
        control.breakOff();
    }
}
