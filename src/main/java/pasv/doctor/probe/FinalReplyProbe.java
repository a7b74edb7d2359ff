package pasv.doctor.probe;

import java.time.Duration;
import pasv.doctor.examination.Examination;
import pasv.doctor.finding.Finding;

/** The probe of the final reply: how long after the last byte it comes. */
public final class FinalReplyProbe implements Probe {
    private static final Duration SLOW = Duration.ofSeconds(3);

    @Override
    public String id() {
        return "final-reply";
    }

    @Override
    public boolean needsSession() {
        return true;
    }

    @Override
    public Finding examine(Examination examination) {
        if (examination.listing().isEmpty()) {
            return Finding.skip(id(), "no transfer came to its end");
        }
        Duration delay = examination.finalReply();
        String what = "226 came " + delay.toMillis() + " ms after the last byte";
        return delay.compareTo(SLOW) > 0 ? Finding.warn(id(), what) : Finding.ok(id(), what);
    }
}
