package pasv.doctor;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import pasv.ftp.ServerCertificate;
import pasv.ftp.WireEvent;
import pasv.ftp.WireListener;
import pasv.net.CertificateFacts;
import pasv.net.TlsFacts;

/** Is the control connection protected, and by what? */
final class TlsProbe implements Probe {
    private static final Duration SOON = Duration.ofDays(14);

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
        return facts.map(f -> described(f, examination))
                .orElseGet(() -> Finding.skip(id(), "the URL says plain FTP: password and files travel in clear"));
    }

    /** Asks for the certificate on a connection of its own, which ends before any login. */
    private Finding described(TlsFacts facts, Examination examination) {
        String agreed = facts.protocol() + ", " + facts.cipher();
        try {
            CertificateFacts shown =
                    ServerCertificate.of(examination.options(), WireListener.NONE, examination.cancellation());
            String until = "certificate for " + String.join(", ", shown.names()) + " until "
                    + shown.notAfter().atZone(ZoneOffset.UTC).toLocalDate();
            String hash = "sha256:" + shown.sha256();
            boolean ends = Instant.now().plus(SOON).isAfter(shown.notAfter());
            return ends
                    ? Finding.warn(id(), agreed + "; it ends within two weeks: " + until, hash)
                    : Finding.ok(id(), agreed + "; " + until, hash);
        } catch (IOException e) {
            return Finding.ok(id(), agreed, "the certificate could not be asked for: " + e.getMessage());
        }
    }
}
