package pasv.doctor.probe;

import java.io.IOException;
import java.time.Duration;
import pasv.doctor.examination.Examination;
import pasv.doctor.examination.Wishes;
import pasv.doctor.finding.Finding;
import pasv.doctor.finding.Trouble;

/** One probe: one look with one question, at most eight seconds. */
public interface Probe {
    /** Stable: scripts look for it. */
    String id();

    /** Whether it asks the server something and so needs the session. */
    boolean needsSession();

    /** How much longer than others it may last, because it was asked to wait. */
    default Duration idling(Wishes wishes) {
        return Duration.ZERO;
    }

    /** What it stands for when it is not done in its time. */
    default Trouble whenCut() {
        return Trouble.TOO_SLOW;
    }

    Finding examine(Examination examination) throws IOException;
}
