package pasv.doctor.probe;

import java.io.IOException;
import java.util.Optional;
import pasv.doctor.examination.Examination;
import pasv.doctor.examination.Opening;
import pasv.doctor.finding.Finding;

/** The probe of the login. */
public final class LoginProbe implements Probe {
    @Override
    public String id() {
        return "login";
    }

    @Override
    public boolean needsSession() {
        return false;
    }

    @Override
    public Finding examine(Examination examination) throws IOException {
        Optional<Finding> stopped = Opening.LOGIN.finding(examination);
        return stopped.orElseGet(() -> Finding.ok(
                id(), "logged in as " + examination.options().credentials().user()));
    }
}
