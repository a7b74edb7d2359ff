package pasv.doctor;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import pasv.ftp.Failure;
import pasv.ftp.FtpException;
import pasv.ftp.FtpOptions;
import pasv.ftp.WireListener;
import pasv.net.Cancellation;

/**
 * Which side breaks passive mode? Runs the probes in order on one session, and makes of their findings one verdict.
 * Looks only, unless it was asked to write; at most 45 seconds in all, idling apart.
 */
public final class Doctor {
    private static final Duration IN_ALL = Duration.ofSeconds(45);

    private final FtpOptions options;
    private final Wishes wishes;
    private final WireListener listener;
    private final Cancellation cancellation;

    public Doctor(FtpOptions options, Wishes wishes, WireListener listener, Cancellation cancellation) {
        this.options = options;
        this.wishes = wishes;
        this.listener = listener;
        this.cancellation = cancellation;
    }

    /**
     * Examines the server.
     *
     * @param each told of every finding as it is made
     * @throws FtpException only when cancelled: all other trouble is a finding
     */
    public Diagnosis examine(Consumer<Finding> each) throws IOException {
        List<Finding> findings = new ArrayList<>();
        long end = System.nanoTime() + IN_ALL.toNanos();
        try (Examination examination = new Examination(options, wishes, listener, cancellation)) {
            for (Probe probe : probes()) {
                boolean late = System.nanoTime() > end && !(probe instanceof IdleProbe);
                Finding finding = late ? Finding.skip(probe.id(), "no time left") : look(probe, examination);
                findings.add(finding);
                each.accept(finding);
            }
            ServerFamily family = examination.family();
            String replies = examination.transcript().replies();
            return new Diagnosis(
                    family.shown() + family.version(replies),
                    findings,
                    Verdict.of(findings, family, examination.subject()));
        }
    }

    private static List<Probe> probes() {
        return List.of(
                new NameProbe(),
                new TcpProbe(),
                new BannerProbe(),
                new TlsProbe(),
                new LoginProbe(),
                new ServerProbe(),
                new NatProbe(),
                new FeaturesProbe(),
                new PasvProbe(),
                new DataProbe(),
                new RangeProbe(),
                new SpreadProbe(),
                new FinalReplyProbe(),
                new NamesProbe(),
                new WriteProbe(),
                new EpsvProbe(),
                new AlgProbe(),
                new IdleProbe());
    }

    private static Finding look(Probe probe, Examination examination) throws IOException {
        if (probe.needsSession() && examination.usable().isEmpty()) {
            return Finding.skip(probe.id(), "no session to ask on");
        }
        try {
            return probe.examine(examination);
        } catch (FtpException e) {
            if (e.failure() == Failure.CANCELLED || e.failure() == Failure.USAGE) {
                throw e;
            }
            return Finding.fail(
                    probe.id(), Trouble.SESSION_LOST, examination.subject().saying(Opening.words(e)), e.getMessage());
        }
    }
}
