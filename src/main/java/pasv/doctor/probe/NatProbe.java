package pasv.doctor.probe;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pasv.doctor.examination.Examination;
import pasv.doctor.finding.Finding;
import pasv.ftp.wire.WireEvent;

/**
 * The probe for NAT on this side: the address under which the server sees this machine. vsftpd's STAT says {@code
 * Connected to ADDRESS}.
 */
public final class NatProbe implements Probe {
    private static final Pattern SEEN = Pattern.compile("Connected to (?:::ffff:)?([0-9a-fA-F.:]+)");

    @Override
    public String id() {
        return "nat";
    }

    @Override
    public boolean needsSession() {
        return true;
    }

    @Override
    public Finding examine(Examination examination) {
        Matcher seen = SEEN.matcher(examination.transcript().replies());
        Optional<String> local = examination
                .transcript()
                .first(WireEvent.Connected.class)
                .map(connected -> connected.local().host());
        if (!seen.find() || local.isEmpty()) {
            return Finding.skip(id(), "this server does not say which address it sees");
        }
        return seen.group(1).equals(local.get())
                ? Finding.ok(id(), "the server sees this machine's own address, " + local.get())
                : Finding.ok(id(), "a NAT is between: " + local.get() + " arrives as " + seen.group(1));
    }
}
