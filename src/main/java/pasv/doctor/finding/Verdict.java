package pasv.doctor.finding;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Reply;
import pasv.net.Endpoint;

/**
 * The verdict: what is wrong, in one sentence, and what mends it. The one engine behind {@code doctor}, behind the
 * errors of other verbs, and behind {@code explain} on a saved log.
 *
 * @param trouble what is wrong; empty where nothing is
 * @param sentence for an administrator
 * @param fixes lines to write or run
 */
public record Verdict(Optional<Trouble> trouble, String sentence, List<Fix> fixes) {
    /** The stable name: {@code healthy} or that of the trouble. */
    public String id() {
        return trouble.map(Trouble::id).orElse("healthy");
    }

    /** The failure that decides the exit code; empty where passive mode works. */
    public Optional<Failure> failure() {
        return trouble.flatMap(Trouble::failure);
    }

    /** The highest trouble among the findings. */
    public static Verdict of(List<Finding> findings, ServerFamily family, Subject subject) {
        Optional<Finding> worst = worst(findings, Severity.FAIL);
        boolean noRange = findings.stream()
                .anyMatch(f -> f.trouble()
                        .filter(t -> t == Trouble.RANGE_NOT_CONFIGURED)
                        .isPresent());
        if (worst.flatMap(Finding::trouble).filter(Trouble::isAClosedPort).isPresent() && noRange) {
            worst = findings.stream()
                    .filter(f -> f.trouble().equals(Optional.of(Trouble.RANGE_NOT_CONFIGURED)))
                    .findFirst();
        }
        if (worst.isEmpty()) {
            worst = worst(findings, Severity.WARN).filter(f -> f.trouble().equals(Optional.of(Trouble.BANNER_SLOW)));
        }
        return worst.map(f -> of(f, family, subject)).orElseGet(() -> healthy(findings));
    }

    /** Whether bytes came through a data connection. */
    public static boolean dataMoved(List<Finding> findings) {
        return findings.stream()
                .anyMatch(f -> f.id().equals("data") && (f.severity() == Severity.OK || f.severity() == Severity.WARN));
    }

    private static Verdict healthy(List<Finding> findings) {
        return new Verdict(
                Optional.empty(),
                dataMoved(findings)
                        ? "passive mode works: the data connection opens and brings its bytes"
                        : "no trouble is to be seen",
                List.of());
    }

    private static Verdict of(Finding finding, ServerFamily family, Subject subject) {
        return new Verdict(
                finding.trouble(),
                finding.what(),
                finding.trouble().map(t -> Fixes.of(t, family, subject)).orElse(List.of()));
    }

    private static Optional<Finding> worst(List<Finding> findings, Severity severity) {
        return findings.stream()
                .filter(f -> f.severity() == severity && f.trouble().isPresent())
                .min(Comparator.comparing(f -> f.trouble().orElseThrow()));
    }

    /** The verdict on an ordinary failure of passive mode, from what is known without probing; empty for others. */
    public static Optional<Verdict> of(FtpException e) {
        Circumstances c = e.circumstances();
        Subject subject = c.peer().map(Subject.NOTHING::at).orElse(Subject.NOTHING);
        if (c.dataPeer().isPresent()) {
            subject = subject.onPort(c.dataPeer().get().port())
                    .at(onData(c.dataPeer().get(), c));
        }
        Subject known = subject.saying(c.reply().map(Reply::toString).orElse(e.getMessage()));
        return Passive.of(e.failure())
                .map(t -> new Verdict(Optional.of(t), t.sentence(known), Fixes.of(t, ServerFamily.UNKNOWN, known)));
    }

    private static Endpoint onData(Endpoint data, Circumstances c) {
        return new Endpoint(data.host(), c.peer().map(Endpoint::port).orElse(21));
    }

    /** Which troubles of passive mode an engine's failure stands for. */
    static final class Passive {
        private Passive() {}

        public static Optional<Trouble> of(Failure failure) {
            return switch (failure) {
                case PASSIVE_REFUSED -> Optional.of(Trouble.PASSIVE_REFUSED);
                case DATA_NO_ANSWER -> Optional.of(Trouble.DATA_NO_ANSWER);
                case DATA_CONNECT_REFUSED -> Optional.of(Trouble.DATA_REFUSED);
                case DATA_PROHIBITED -> Optional.of(Trouble.DATA_PROHIBITED);
                case DATA_REJECTED -> Optional.of(Trouble.DATA_REJECTED);
                default -> Optional.empty();
            };
        }
    }
}
