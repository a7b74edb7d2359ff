package pasv.doctor.probe;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import pasv.doctor.examination.Examination;
import pasv.doctor.examination.Opening;
import pasv.doctor.finding.Finding;
import pasv.doctor.finding.Trouble;
import pasv.ftp.wire.WireEvent;

/** The probe of the greeting: that one comes, soon, and in FTP. */
public final class BannerProbe implements Probe {
    /** A name server that does not answer costs the server 5 s or more. */
    private static final Duration SLOW = Duration.ofSeconds(3);

    @Override
    public String id() {
        return "banner";
    }

    @Override
    public boolean needsSession() {
        return false;
    }

    @Override
    public Trouble whenCut() {
        return Trouble.BANNER_SILENT;
    }

    @Override
    public Finding examine(Examination examination) throws IOException {
        Optional<Finding> stopped = Opening.BANNER.finding(examination);
        if (stopped.isPresent()) {
            return stopped.get();
        }
        Duration delay = examination.transcript().greetingDelay().orElse(Duration.ZERO);
        String greeting = examination
                .transcript()
                .first(WireEvent.Received.class)
                .map(received -> received.reply().toString())
                .orElse("");
        if (greeting.isEmpty()) {
            return Finding.skip(id(), "TLS comes before the greeting here");
        }
        String seconds = String.format(Locale.ROOT, "%.1f s", delay.toMillis() / 1000.0);
        if (delay.compareTo(SLOW) > 0) {
            return Finding.warn(id(), Trouble.BANNER_SLOW, examination.subject().saying(seconds), greeting);
        }
        return Finding.ok(id(), greeting, "after " + delay.toMillis() + " ms");
    }
}
