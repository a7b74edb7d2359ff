package pasv.doctor.probe;

import java.io.IOException;
import java.time.Duration;
import pasv.doctor.examination.Examination;
import pasv.doctor.examination.Opening;
import pasv.doctor.examination.Wishes;
import pasv.doctor.finding.Finding;
import pasv.doctor.finding.Trouble;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;

/**
 * The probe of a pause on the control connection ({@code --idle}). Told apart: dropped in silence, reset, ended by 421.
 */
public final class IdleProbe implements Probe {
    @Override
    public String id() {
        return "idle";
    }

    @Override
    public boolean needsSession() {
        return true;
    }

    @Override
    public Duration idling(Wishes wishes) {
        return wishes.idle().orElse(Duration.ZERO);
    }

    @Override
    public Finding examine(Examination examination) throws IOException {
        if (examination.wishes().idle().isEmpty()) {
            return Finding.skip(id(), "--idle SECONDS leaves the session alone for so long");
        }
        Duration pause = examination.wishes().idle().get();
        String after = " after " + pause.toSeconds() + " idle seconds";
        examination.cancellation().sleep(pause);
        examination.cancellation().check();
        try {
            examination.ask("NOOP");
            return Finding.ok(id(), "the session answers" + after);
        } catch (FtpException e) {
            boolean silent = e.failure() == Failure.REPLY_TIMEOUT;
            Trouble trouble = silent ? Trouble.IDLE_DROPPED : Trouble.IDLE_RESET;
            String said = silent ? "no reply to NOOP" : Opening.words(e);
            return Finding.fail(id(), trouble, examination.subject().saying(said + after), e.getMessage());
        }
    }
}
