package pasv.doctor.probe;

import java.util.Optional;
import pasv.doctor.examination.Examination;
import pasv.doctor.finding.Finding;
import pasv.ftp.options.TlsMode;
import pasv.ftp.wire.WireEvent;
import pasv.net.TlsFacts;

/** The probe of TLS on the data connection: its session taken up, its end signed. */
public final class TlsDataProbe implements Probe {
    @Override
    public String id() {
        return "tls-data";
    }

    @Override
    public boolean needsSession() {
        return false;
    }

    @Override
    public Finding examine(Examination examination) {
        if (examination.transcript().first(WireEvent.Secured.class).isEmpty()) {
            return Finding.skip(
                    id(),
                    examination.options().security().mode() == TlsMode.OFF
                            ? "the URL says plain FTP"
                            : "no session came under TLS");
        }
        Optional<TlsFacts> facts = examination
                .transcript()
                .last(WireEvent.Secured.class)
                .filter(WireEvent.Secured::data)
                .map(WireEvent.Secured::facts);
        if (facts.isEmpty()) {
            return Finding.skip(id(), "no data connection came under TLS");
        }
        String session = facts.get().protocol()
                + (facts.get().resumed()
                        ? ", the session of the control connection resumed"
                        : ", a session of its own: this server does not demand that the control connection's is resumed");
        if (examination.dataEnd() == Examination.DataEnd.BARE) {
            return Finding.warn(
                    id(),
                    session + "; the server ends the data without close_notify, so that a cut looks like the end:"
                            + " where it announces no size, a file counts as incomplete");
        }
        return Finding.ok(
                id(), session + (examination.dataEnd() == Examination.DataEnd.SIGNED ? ", ended by close_notify" : ""));
    }
}
