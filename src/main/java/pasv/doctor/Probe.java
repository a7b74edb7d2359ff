package pasv.doctor;

import java.io.IOException;
import java.time.Duration;

/** What does one look find? One probe, one question, at most eight seconds. */
interface Probe {
    /** Stable: scripts look for it. */
    String id();

    /** Whether it asks the server something and so needs the session. */
    boolean needsSession();

    /** How much longer than others it may last, because it was asked to wait. */
    default Duration idling(Wishes wishes) {
        return Duration.ZERO;
    }

    Finding examine(Examination examination) throws IOException;
}
