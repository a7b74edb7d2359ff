package pasv.doctor.probe;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import pasv.doctor.examination.Examination;
import pasv.doctor.finding.Finding;
import pasv.doctor.finding.Subject;
import pasv.doctor.finding.Trouble;
import pasv.ftp.wire.PassiveReply;
import pasv.net.NetException;

/**
 * The probe of ports spread over the range: all open, or some. Up to eight different ports, each asked for by a passive
 * command of its own and connected to once.
 */
public final class SpreadProbe implements Probe {
    private static final int PORTS = 8;
    /** vsftpd announces the same port again and again; those are passed over. */
    private static final int QUESTIONS = 40;
    /** So many ports are passed over in the search for an open one. */
    private static final int CHOOSY = 16;

    @Override
    public String id() {
        return "spread";
    }

    @Override
    public boolean needsSession() {
        return true;
    }

    @Override
    public Finding examine(Examination examination) throws IOException {
        Set<Integer> open = new TreeSet<>();
        Set<Integer> closed = new TreeSet<>();
        EnumSet<NetException.Kind> kinds = EnumSet.noneOf(NetException.Kind.class);
        Duration each = examination.limits().eighths(2);
        // the last question and the last connect must both find room
        int passedOver = 0;
        long end = System.nanoTime() + examination.limits().eighths(5).toNanos();
        try {
            for (int i = 0; i < QUESTIONS && open.size() + closed.size() < PORTS && end - System.nanoTime() > 0; i++) {
                int port = examination.announce().port();
                if (examination.wasConnected(port)) {
                    continue;
                }
                boolean noneOpen = open.isEmpty() && examination.dataPort().isEmpty();
                if (noneOpen && passedOver < CHOOSY && isNear(port, examination.triedPorts(), examination.subject())) {
                    // every closed port costs two seconds: look for an open one elsewhere in the range
                    passedOver++;
                    continue;
                }
                try {
                    examination.knock(port, each);
                    open.add(port);
                } catch (NetException e) {
                    examination.cancellation().check();
                    closed.add(port);
                    examination.closed(port, e.kind());
                    kinds.add(e.kind());
                }
            }
        } catch (PassiveReply.Rejected e) {
            return Finding.skip(id(), "the passive replies cannot be read: " + e.why());
        }
        return judged(examination, open, closed, kinds);
    }

    /** Whether it lies so close to a port that was tried that it hardly tells more. */
    public static boolean isNear(int port, Collection<Integer> tried, Subject subject) {
        int third = subject.range().map(Subject.Span::width).orElse(0) / 3;
        return tried.stream().anyMatch(other -> Math.abs(other - port) <= third);
    }

    private Finding judged(
            Examination examination, Set<Integer> open, Set<Integer> closed, Set<NetException.Kind> kinds) {
        Set<Integer> good = new TreeSet<>(open);
        examination.dataPort().ifPresent(good::add);
        Subject subject = examination.subject();
        if (closed.isEmpty() && (!open.isEmpty() || !good.isEmpty())) {
            return Finding.ok(id(), "every port tried is open: " + list(good));
        }
        if (closed.isEmpty()) {
            return Finding.skip(id(), "the server announces no port that was not tried already");
        }
        if (!good.isEmpty()) {
            return Finding.fail(
                    id(),
                    Trouble.RANGE_PARTLY_OPEN,
                    subject.saying(list(good)
                            + (good.size() == 1 ? " is, " : " are, ")
                            + list(closed)
                            + (closed.size() == 1 ? " is not" : " are not")),
                    kinds.stream().map(SpreadProbe::words).collect(Collectors.joining(", ")));
        }
        int port = closed.iterator().next();
        Trouble trouble = kinds.contains(NetException.Kind.NO_ANSWER)
                ? Trouble.DATA_NO_ANSWER
                : kinds.contains(NetException.Kind.REFUSED) ? Trouble.DATA_REFUSED : Trouble.DATA_PROHIBITED;
        return Finding.fail(id(), trouble, subject.onPort(port), "none open of " + list(closed));
    }

    private static String words(NetException.Kind kind) {
        return switch (kind) {
            case NO_ANSWER -> "some do not answer";
            case REFUSED, RESET -> "some refuse the connection";
            default -> "some are forbidden by a firewall that says so (ICMP)";
        };
    }

    private static String list(Set<Integer> ports) {
        return ports.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
