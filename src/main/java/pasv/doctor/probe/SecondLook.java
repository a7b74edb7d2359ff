package pasv.doctor.probe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pasv.doctor.examination.Examination;
import pasv.doctor.finding.Finding;
import pasv.doctor.finding.Severity;
import pasv.doctor.finding.Subject;
import pasv.doctor.finding.Trouble;
import pasv.net.AddressScope;
import pasv.net.Endpoint;
import pasv.net.NetException;

/**
 * The second look at a finding that blames somebody. One SYN without an answer is no closed port: it is asked again. A
 * reject need not come from the server's side: the same port of an address that nobody has tells. And a port that is
 * closed in front of a private address was not forwarded.
 */
public final class SecondLook {
    private static final int TIMES = 8;
    private static final int ROUNDS = 2;
    /** Enough to tell a bad network from one that loses a packet now and then. */
    private static final int MANY = 10;

    private static final int MANY_ROUNDS = 4;
    /** From here on a transfer crawls; so many of a hundred. */
    private static final int BAD = 14;

    private static final int NOTEWORTHY = 2;

    private final Map<Integer, Loss> counted = new HashMap<>();
    private boolean told;

    /** The finding as it stands, or the one that explains it better. */
    public Finding at(Finding finding, Examination examination) throws IOException {
        if (examination.options().proxy().isPresent()) {
            return finding; // packets on the way to the proxy tell nothing of the way behind it
        }
        if (examination.local().isEmpty()
                && finding.trouble().filter(t -> t != Trouble.SERVER_NO_ANSWER).isPresent()) {
            return finding;
        }
        Optional<Finding> other = finding.severity() == Severity.FAIL
                ? explained(finding, examination)
                : finding.id().equals("spread") ? slow(finding, examination) : Optional.empty();
        return other.orElse(finding);
    }

    private Optional<Finding> explained(Finding finding, Examination examination) throws IOException {
        Trouble trouble = finding.trouble().orElseThrow();
        if (trouble.isASilence()) {
            Optional<Finding> lost = lost(finding, trouble, examination);
            if (lost.isPresent()) {
                return lost;
            }
        }
        return trouble.isOfAClosedPort() ? elsewhere(finding, trouble, examination) : Optional.empty();
    }

    private Optional<Finding> lost(Finding finding, Trouble trouble, Examination examination) throws IOException {
        List<Integer> silent = new ArrayList<>();
        boolean ofData = trouble.isOfAClosedPort() || trouble == Trouble.RANGE_PARTLY_OPEN;
        if (ofData) {
            examination.closedPorts().forEach((port, kind) -> {
                if (kind == NetException.Kind.NO_ANSWER) {
                    silent.add(port);
                }
            });
        } else if (examination.quietPort().isPresent()) {
            silent.add(examination.quietPort().get());
        } else if (trouble == Trouble.SERVER_NO_ANSWER || examination.hasRepeatedItself()) {
            // each of these is a session for the server: not without a reason
            silent.add(examination.server().port());
        }
        Loss all = new Loss(0, 0);
        for (int port : silent) {
            Loss one = counted(port, examination);
            if (one.answered() == 0) {
                return Optional.empty(); // it really is silent
            }
            all = all.and(one);
        }
        if (all.asked() > 0 && trouble == Trouble.RANGE_PARTLY_OPEN) {
            return Optional.of(answeredLater(finding, silent.get(0), all, examination));
        }
        boolean lossy = all.asked() > 0 && (ofData || trouble == Trouble.SERVER_NO_ANSWER || all.percent() >= BAD);
        return lossy ? Optional.of(lossOf(finding, all, examination)) : Optional.empty();
    }

    /** Every port of the range answers, some of them when asked again: that is bad where much is lost. */
    private Finding answeredLater(Finding finding, int port, Loss known, Examination examination) throws IOException {
        Loss loss = known;
        for (int i = 0; i < MANY_ROUNDS; i++) {
            loss = loss.and(count(port, MANY, examination));
        }
        return loss.percent() >= BAD
                ? lossOf(finding, loss, examination)
                : Finding.warn(
                        finding.id(),
                        "every port tried is open, some answered when they were asked again; packets are lost, "
                                + loss.words());
    }

    private Finding lossOf(Finding finding, Loss loss, Examination examination) {
        told = true;
        String share = loss.answered() == loss.asked() ? "" : loss.words();
        return Finding.fail(
                finding.id(), Trouble.PACKETS_LOST, examination.subject().saying(share), "at first: " + finding.what());
    }

    private Loss counted(int port, Examination examination) throws IOException {
        Loss known = counted.get(port);
        if (known != null) {
            return known;
        }
        Loss loss = new Loss(0, 0);
        for (int i = 0; i < ROUNDS; i++) {
            loss = loss.and(count(port, TIMES, examination));
        }
        counted.put(port, loss);
        return loss;
    }

    private static Loss count(int port, int times, Examination examination) throws IOException {
        Endpoint target = new Endpoint(examination.server().host(), port);
        return Loss.count(target, source(examination), times, examination.cancellation());
    }

    private static Endpoint source(Examination examination) {
        return examination.local().orElse(new Endpoint(examination.isIpv6() ? "::" : "0.0.0.0", 1));
    }

    /** All is open, and yet some connects took a second: how bad is it? */
    private Optional<Finding> slow(Finding finding, Examination examination) throws IOException {
        Optional<Integer> port = examination.quietPort();
        if (told || finding.severity() != Severity.OK || port.isEmpty() || !examination.hasRepeatedItself()) {
            return Optional.empty();
        }
        Loss loss = new Loss(0, 0);
        for (int i = 0; i < MANY_ROUNDS; i++) {
            loss = loss.and(count(port.get(), MANY, examination));
        }
        if (loss.answered() == 0 || loss.percent() < NOTEWORTHY) {
            return Optional.empty();
        }
        return Optional.of(
                loss.percent() >= BAD
                        ? lossOf(finding, loss, examination)
                        : Finding.warn(finding.id(), finding.what() + "; packets are lost, " + loss.words()));
    }

    /** Who closed the port, if it was neither the server nor its firewall. */
    private static Optional<Finding> elsewhere(Finding finding, Trouble trouble, Examination examination)
            throws IOException {
        int port = examination.closedPorts().keySet().stream().findFirst().orElse(0);
        if (port == 0) {
            return Optional.empty();
        }
        Subject subject = examination.subject().onPort(port);
        Optional<String> here = trouble == Trouble.DATA_NO_ANSWER ? Optional.empty() : FilterHere.of(port, examination);
        if (here.isPresent()) {
            return Optional.of(Finding.fail(
                    finding.id(),
                    Trouble.DATA_FILTERED_HERE,
                    subject.saying(here.get()),
                    "at first: " + finding.what()));
        }
        boolean nat = examination
                .advertised()
                .filter(address -> AddressScope.of(address) == AddressScope.PRIVATE)
                .filter(address ->
                        !Endpoint.numeric(address).equals(examination.server().host()))
                .isPresent();
        return nat
                ? Optional.of(
                        Finding.fail(finding.id(), Trouble.RANGE_NOT_FORWARDED, subject, "at first: " + finding.what()))
                : Optional.empty();
    }
}
