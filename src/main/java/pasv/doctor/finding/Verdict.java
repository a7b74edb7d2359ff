package pasv.doctor.finding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
 * @param others what is wrong besides, and hides behind it: each with its sentence
 * @param fixes lines to write or run, those of the first trouble first
 */
public record Verdict(Optional<Trouble> trouble, String sentence, List<Other> others, List<Fix> fixes) {
    /** One more trouble. */
    public record Other(Trouble trouble, String sentence) {}

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
            worst = worst(findings, Severity.WARN)
                    .filter(f -> f.trouble().filter(Trouble::isAWarning).isPresent());
        }
        return worst.map(f -> of(f, besides(f, findings), family, subject)).orElseGet(() -> healthy(findings));
    }

    /** What else is wrong and no consequence of it: the worst at each place behind it. */
    private static List<Finding> besides(Finding worst, List<Finding> findings) {
        Set<Trouble.Place> seen = EnumSet.noneOf(Trouble.Place.class);
        seen.add(placeOf(worst));
        if (seen.contains(Trouble.Place.DOOR)) {
            return List.of();
        }
        List<Finding> others = new ArrayList<>();
        findings.stream()
                .filter(f -> f.trouble().isPresent())
                .filter(f -> f.severity() == Severity.FAIL || placeOf(f) == Trouble.Place.PACE)
                .sorted(Comparator.comparing(f -> f.trouble().orElseThrow()))
                .forEach(f -> {
                    boolean follows = seen.contains(Trouble.Place.PORTS)
                            && (placeOf(f) == Trouble.Place.STREAM || placeOf(f) == Trouble.Place.WRITING);
                    if (!follows && placeOf(f) != Trouble.Place.DOOR && seen.add(placeOf(f))) {
                        others.add(f);
                    }
                });
        return others;
    }

    private static Trouble.Place placeOf(Finding finding) {
        return finding.trouble().orElseThrow().place();
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
                List.of(),
                List.of());
    }

    private static Verdict of(Finding worst, List<Finding> besides, ServerFamily family, Subject subject) {
        Set<Fix> fixes = new LinkedHashSet<>(Fixes.of(worst.trouble().orElseThrow(), family, subject));
        List<Other> others = new ArrayList<>();
        for (Finding finding : besides) {
            Trouble trouble = finding.trouble().orElseThrow();
            others.add(new Other(trouble, finding.what()));
            fixes.addAll(Fixes.of(trouble, family, subject));
        }
        return new Verdict(worst.trouble(), worst.what(), others, List.copyOf(fixes));
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
                .map(t -> new Verdict(
                        Optional.of(t), t.sentence(known), List.of(), Fixes.of(t, ServerFamily.UNKNOWN, known)));
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
                case DATA_INTERCEPTED -> Optional.of(Trouble.DATA_INTERCEPTED);
                default -> Optional.empty();
            };
        }
    }
}
