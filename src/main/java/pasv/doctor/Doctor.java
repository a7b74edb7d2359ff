package pasv.doctor;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import pasv.doctor.examination.Allowance;
import pasv.doctor.examination.Examination;
import pasv.doctor.examination.Opening;
import pasv.doctor.examination.Wishes;
import pasv.doctor.finding.Diagnosis;
import pasv.doctor.finding.Finding;
import pasv.doctor.finding.ServerFamily;
import pasv.doctor.finding.Severity;
import pasv.doctor.finding.Trouble;
import pasv.doctor.finding.Verdict;
import pasv.doctor.probe.AlgProbe;
import pasv.doctor.probe.BannerProbe;
import pasv.doctor.probe.DataProbe;
import pasv.doctor.probe.EpsvProbe;
import pasv.doctor.probe.FeaturesProbe;
import pasv.doctor.probe.FinalReplyProbe;
import pasv.doctor.probe.IdleProbe;
import pasv.doctor.probe.LoginProbe;
import pasv.doctor.probe.NameProbe;
import pasv.doctor.probe.NamesProbe;
import pasv.doctor.probe.NatProbe;
import pasv.doctor.probe.PacketsProbe;
import pasv.doctor.probe.PasvProbe;
import pasv.doctor.probe.Probe;
import pasv.doctor.probe.RangeProbe;
import pasv.doctor.probe.SecondLook;
import pasv.doctor.probe.ServerProbe;
import pasv.doctor.probe.SpreadProbe;
import pasv.doctor.probe.TcpProbe;
import pasv.doctor.probe.TlsDataProbe;
import pasv.doctor.probe.TlsProbe;
import pasv.doctor.probe.WriteProbe;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.ftp.wire.WireListener;
import pasv.net.Cancellation;
import pasv.net.NetException;

/**
 * The examination of a passive-mode server, from the first probe to the verdict. Runs the probes in order on one
 * session, and makes of their findings one verdict. Looks only, unless it was asked to write; at most 8 seconds a probe
 * and 45 in all, idling apart.
 */
public final class Doctor {
    private final FtpOptions options;
    private final Wishes wishes;
    private final WireListener listener;
    private final Cancellation cancellation;
    private final Allowance.Limits limits;

    public Doctor(FtpOptions options, Wishes wishes, WireListener listener, Cancellation cancellation) {
        this(options, wishes, listener, cancellation, Allowance.Limits.STANDARD);
    }

    Doctor(
            FtpOptions options,
            Wishes wishes,
            WireListener listener,
            Cancellation cancellation,
            Allowance.Limits limits) {
        this.options = options;
        this.wishes = wishes;
        this.listener = listener;
        this.cancellation = cancellation;
        this.limits = limits;
    }

    /**
     * Examines the server.
     *
     * @param each told of every finding as it is made
     * @throws FtpException only when cancelled, or when the user's own side is in the way: all other trouble is a finding
     */
    public Diagnosis examine(Consumer<Finding> each) throws IOException {
        List<Finding> findings = new ArrayList<>();
        try (Allowance allowance = new Allowance(limits, cancellation);
                Examination examination = new Examination(options, wishes, listener, allowance)) {
            SecondLook second = new SecondLook();
            for (Probe probe : probes()) {
                Finding finding = allowance.isOver() && probe.idling(wishes).isZero()
                        ? unreached(probe, findings, examination)
                        : look(probe, findings, examination, allowance);
                finding = secondLook(second, finding, examination, allowance)
                        .advised(examination.family(), examination.subject());
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
                new TlsDataProbe(),
                new RangeProbe(),
                new SpreadProbe(),
                new FinalReplyProbe(),
                new NamesProbe(),
                new PacketsProbe(),
                new WriteProbe(),
                new EpsvProbe(),
                new AlgProbe(),
                new IdleProbe());
    }

    private Finding look(Probe probe, List<Finding> before, Examination examination, Allowance allowance)
            throws IOException {
        if (probe.needsSession() && examination.usable().isEmpty()) {
            return Finding.skip(probe.id(), "no session to ask on");
        }
        allowance.begin(probe.idling(wishes));
        examination.usable().ifPresent(client -> allowance.current().register(client::cut));
        Optional<Finding> found = Optional.empty();
        try {
            found = Optional.of(probe.examine(examination));
        } catch (FtpException | NetException e) {
            if (!allowance.isSpent() && cancellation.cause().isEmpty()) {
                found = Optional.of(failed(probe, e, examination));
            }
        } finally {
            allowance.end();
        }
        if (cancellation.cause().isPresent()) {
            throw ended(cancellation.cause().get());
        }
        boolean cut = allowance.isSpent()
                && found.filter(f -> f.severity() == Severity.FAIL).isEmpty();
        return cut ? cutOff(probe, before, examination, allowance) : found.orElseThrow();
    }

    /** Within a time of its own: what it looks at has often used up that of the probe. */
    private Finding secondLook(SecondLook second, Finding finding, Examination examination, Allowance allowance)
            throws IOException {
        Finding seen = finding;
        allowance.begin(Duration.ZERO);
        try {
            seen = second.at(finding, examination);
        } catch (NetException e) {
            seen = finding; // nothing more is known
        } finally {
            allowance.end();
        }
        if (cancellation.cause().isPresent()) {
            throw ended(cancellation.cause().get());
        }
        return seen;
    }

    private static FtpException ended(Cancellation.Cause cause) {
        boolean byClock = cause == Cancellation.Cause.DEADLINE;
        return new FtpException(
                byClock ? Failure.DEADLINE : Failure.CANCELLED,
                byClock ? "the time for the whole run is over" : "cancelled",
                Circumstances.in(Phase.COMMAND));
    }

    private static Finding failed(Probe probe, IOException e, Examination examination) throws IOException {
        if (e instanceof FtpException own
                && (own.failure() == Failure.CANCELLED
                        || own.failure() == Failure.USAGE
                        || own.failure() == Failure.LOCAL_FILE)) {
            throw own;
        }
        String message = String.valueOf(e.getMessage());
        String words = e instanceof FtpException ours ? Opening.words(ours) : message;
        return Finding.fail(
                probe.id(), Trouble.SESSION_LOST, examination.subject().saying(words), message);
    }

    /** Had passive mode shown that it works before all time was over, the rest is only left out. */
    private static Finding cutOff(Probe probe, List<Finding> before, Examination examination, Allowance allowance) {
        String what = probe.id() + " was not done within " + allowance.words();
        return allowance.isOver() && Verdict.dataMoved(before)
                ? Finding.skip(probe.id(), what)
                : Finding.fail(
                        probe.id(), probe.whenCut(), examination.subject().saying(what), what);
    }

    private Finding unreached(Probe probe, List<Finding> before, Examination examination) {
        String what = "no time left after " + limits.all().toSeconds() + " s for all probes together";
        boolean explained = before.stream().anyMatch(f -> f.severity() == Severity.FAIL);
        return explained || Verdict.dataMoved(before)
                ? Finding.skip(probe.id(), what)
                : Finding.fail(
                        probe.id(), Trouble.TOO_SLOW, examination.subject().saying(what));
    }
}
