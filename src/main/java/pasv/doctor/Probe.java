package pasv.doctor;

import java.io.IOException;

/** What does one look find? One probe, one question, at most eight seconds. */
interface Probe {
    /** Stable: scripts look for it. */
    String id();

    /** Whether it asks the server something and so needs the session. */
    boolean needsSession();

    Finding examine(Examination examination) throws IOException;
}
