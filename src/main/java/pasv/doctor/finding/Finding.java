package pasv.doctor.finding;

import java.util.List;
import java.util.Optional;

/**
 * The finding of one probe.
 *
 * @param id the probe, stable
 * @param severity how bad it is
 * @param what one clause for people
 * @param evidence what it rests on: replies, addresses, ports
 * @param trouble what is wrong, where something is
 * @param advice what mends it
 */
public record Finding(
        String id, Severity severity, String what, List<String> evidence, Optional<Trouble> trouble, List<Fix> advice) {

    public static Finding ok(String id, String what, String... evidence) {
        return new Finding(id, Severity.OK, what, List.of(evidence), Optional.empty(), List.of());
    }

    public static Finding warn(String id, String what, String... evidence) {
        return new Finding(id, Severity.WARN, what, List.of(evidence), Optional.empty(), List.of());
    }

    public static Finding skip(String id, String why) {
        return new Finding(id, Severity.SKIP, why, List.of(), Optional.empty(), List.of());
    }

    public static Finding fail(String id, Trouble trouble, Subject subject, String... evidence) {
        return new Finding(
                id, Severity.FAIL, trouble.sentence(subject), List.of(evidence), Optional.of(trouble), List.of());
    }

    /** A warning that becomes the verdict where something else fails because of it. */
    public static Finding warn(String id, Trouble trouble, Subject subject, String... evidence) {
        return new Finding(
                id, Severity.WARN, trouble.sentence(subject), List.of(evidence), Optional.of(trouble), List.of());
    }

    /** The same with what mends it, where something is wrong. */
    public Finding advised(ServerFamily family, Subject subject) {
        List<Fix> fixes = trouble.map(t -> Fixes.of(t, family, subject)).orElse(List.of());
        return new Finding(id, severity, what, evidence, trouble, fixes);
    }
}
