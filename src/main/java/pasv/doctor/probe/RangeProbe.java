package pasv.doctor.probe;

import java.io.IOException;
import java.util.stream.Collectors;
import pasv.doctor.examination.Examination;
import pasv.doctor.finding.Finding;
import pasv.doctor.finding.Subject;
import pasv.doctor.finding.Trouble;
import pasv.ftp.wire.PassiveReply;

/**
 * The probe of the passive port range. Ten passive replies, none of them connected to. vsftpd draws at random and
 * repeats itself, so ten replies show fewer ports than there are.
 */
public final class RangeProbe implements Probe {
    private static final int REPLIES = 10;
    /** Wider than anybody opens in a firewall on purpose; the ephemeral ports of Linux are 28,232 wide. */
    private static final int UNCONFIGURED = 8_000;

    private static final int SMALL = 3;

    @Override
    public String id() {
        return "range";
    }

    @Override
    public boolean needsSession() {
        return true;
    }

    @Override
    public Finding examine(Examination examination) throws IOException {
        try {
            long end = System.nanoTime() + examination.limits().eighths(5).toNanos();
            for (int i = 0; i < REPLIES && end - System.nanoTime() > 0; i++) {
                examination.announce();
            }
        } catch (PassiveReply.Rejected e) {
            return Finding.skip(id(), "the passive replies cannot be read: " + e.why());
        }
        int different = examination.announcedPorts().size();
        String ports =
                examination.announcedPorts().stream().map(String::valueOf).collect(Collectors.joining(" "));
        Subject subject = examination.subject();
        if (subject.range().filter(span -> span.width() > UNCONFIGURED).isPresent()) {
            return Finding.warn(id(), Trouble.RANGE_NOT_CONFIGURED, subject, ports);
        }
        String seen =
                "ports seen: " + subject.range().map(Subject.Span::toString).orElse(ports);
        return different <= SMALL
                ? Finding.warn(
                        id(),
                        seen + "; with so few, a port still in TIME_WAIT is soon wanted again: 20 or more are better",
                        ports)
                : Finding.ok(id(), seen, ports);
    }
}
