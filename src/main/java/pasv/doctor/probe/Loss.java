package pasv.doctor.probe;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pasv.net.Cancellation;
import pasv.net.Dialer;
import pasv.net.Endpoint;
import pasv.net.NetException;

/**
 * The loss of packets on the way to one port, counted in connects. A connect that is not answered before the system
 * would repeat its SYN has lost a packet, on the way there or back; a refusal is an answer like any other.
 *
 * @param asked connects that were begun
 * @param answered those that were answered in that time
 */
record Loss(int asked, int answered) {
    /** Linux and others repeat a SYN after one second. */
    private static final Duration BEFORE_THE_NEXT = Duration.ofMillis(900);

    /** Asks so often at once. */
    static Loss count(Endpoint port, Endpoint local, int times, Cancellation cancellation) throws IOException {
        List<Dialer.Pending> begun = new ArrayList<>();
        int answered = 0;
        try {
            for (int i = 0; i < times; i++) {
                begun.add(new Dialer(cancellation, Optional.empty()).begin(port, local));
            }
            for (Dialer.Pending one : begun) {
                answered += isAnswered(one) ? 1 : 0;
            }
        } finally {
            begun.forEach(Dialer.Pending::close);
        }
        cancellation.check();
        return new Loss(times, answered);
    }

    private static boolean isAnswered(Dialer.Pending one) throws IOException {
        Duration left = BEFORE_THE_NEXT.minus(one.age());
        try {
            one.finish(left.toMillis() < 1 ? Duration.ofMillis(1) : left).close();
            return true;
        } catch (NetException e) {
            return e.kind() == NetException.Kind.REFUSED || e.kind() == NetException.Kind.RESET;
        }
    }

    Loss and(Loss other) {
        return new Loss(asked + other.asked, answered + other.answered);
    }

    /** How many of a hundred packets are lost in one direction, where both lose the same. */
    long percent() {
        return Math.round(100 * (1 - Math.sqrt(answered / (double) asked)));
    }

    String words() {
        return "about " + percent() + " % each way (" + (asked - answered) + " of " + asked
                + " connects went without an answer)";
    }
}
