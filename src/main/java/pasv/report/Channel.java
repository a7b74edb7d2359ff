package pasv.report;

import java.util.Optional;
import pasv.net.Endpoint;

/**
 * One connection, control or data, as the way and the waterfall draw it.
 *
 * @param data whether it is a data connection
 * @param local this side; empty where it never opened
 * @param target where it goes
 * @param words how its port was announced, in the words of {@code -v}
 * @param begun in nanoseconds since the run began
 * @param opened the same; -1 where it never did
 * @param ended the same; -1 where nobody knows
 * @param trouble why it did not open
 */
record Channel(
        int session,
        boolean data,
        Optional<Endpoint> local,
        Endpoint target,
        String words,
        long begun,
        long opened,
        long ended,
        Optional<String> trouble) {

    boolean isOpen() {
        return opened >= 0;
    }

    Channel opened(Endpoint from, Endpoint to, long at) {
        return new Channel(session, data, Optional.of(from), to, words, begun, at, -1, Optional.empty());
    }

    /** Seen to be open, without a word on its ends. */
    Channel opened(long at) {
        return new Channel(session, data, local, target, words, begun, at, -1, Optional.empty());
    }

    Channel ended(long at) {
        return new Channel(session, data, local, target, words, begun, opened, at, trouble);
    }

    Channel failed(String why, long at) {
        return new Channel(session, data, local, target, words, begun, -1, at, Optional.of(why));
    }
}
