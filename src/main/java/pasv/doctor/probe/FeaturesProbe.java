package pasv.doctor.probe;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pasv.doctor.examination.Examination;
import pasv.doctor.finding.Finding;
import pasv.ftp.wire.Features;
import pasv.ftp.wire.WireEvent;

/** The probe of FEAT: what transfers profit from. */
public final class FeaturesProbe implements Probe {
    private static final List<String> WANTED = List.of("REST", "MDTM", "SIZE", "MLST", "HASH", "UTF8", "EPSV");

    @Override
    public String id() {
        return "features";
    }

    @Override
    public boolean needsSession() {
        return true;
    }

    @Override
    public Finding examine(Examination examination) throws IOException {
        Features features = examination.client().features();
        if (features.isUnknown()) {
            return Finding.warn(id(), "the server does not say what it can do (FEAT)");
        }
        String has = list(WANTED.stream().filter(features::has));
        String lacks = list(WANTED.stream().filter(name -> !features.has(name)));
        boolean clear = examination.transcript().first(WireEvent.Secured.class).isEmpty();
        if (clear
                && features.has("AUTH")
                && !examination.options().credentials().user().equals("anonymous")) {
            return Finding.warn(id(), has + "; it offers TLS and the password travelled in clear: use ftpes://");
        }
        return Finding.ok(id(), has, "not offered: " + lacks);
    }

    private static String list(Stream<String> names) {
        String all = names.collect(Collectors.joining(", "));
        return all.isEmpty() ? "none" : all;
    }
}
