package pasv.doctor;

import java.util.Optional;
import pasv.ftp.WireEvent;
import pasv.net.TlsFacts;

/** Is the control connection protected, and by what? */
final class TlsProbe implements Probe {
    @Override
    public String id() {
        return "tls";
    }

    @Override
    public boolean needsSession() {
        return false;
    }

    @Override
    public Finding examine(Examination examination) {
        Optional<Finding> stopped = Opening.TLS.finding(examination);
        if (stopped.isPresent()) {
            return stopped.get();
        }
        Optional<TlsFacts> facts = examination
                .transcript()
                .first(WireEvent.Secured.class)
                .filter(secured -> !secured.data())
                .map(WireEvent.Secured::facts);
        return facts.map(f -> Finding.ok(id(), f.protocol() + ", " + f.cipher()))
                .orElseGet(() -> Finding.skip(id(), "the URL says plain FTP: password and files travel in clear"));
    }
}
