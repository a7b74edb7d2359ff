package pasv.ftp;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pasv.ftp.wire.Command;
import pasv.ftp.wire.ControlConnection;
import pasv.ftp.wire.Flights;
import pasv.ftp.wire.Phase;
import pasv.ftp.wire.RemotePath;
import pasv.ftp.wire.Reply;

/**
 * The look-ahead: what is asked about the next file before its turn. The commands are sent when the data of the file
 * before has ended, so that their replies come with its final one: a round trip less for each of many files. Servers
 * that take one command at a time are spared it.
 */
final class Foresight {
    /** What was asked ahead of its turn. */
    private record Asked(RemotePath path, List<Command> flight) {}

    /** What the answers said. */
    private record Known(RemotePath path, RemoteFacts facts) {}

    private final FtpClient client;
    private final Inquiry inquiry;
    private Optional<RemotePath> expected = Optional.empty();
    private Optional<Asked> asked = Optional.empty();
    private Optional<Known> known = Optional.empty();

    Foresight(FtpClient client, Inquiry inquiry) {
        this.client = client;
        this.inquiry = inquiry;
    }

    void expect(RemotePath path) {
        expected = Optional.of(path);
    }

    /** Asks about the file that was named, if there is one. */
    void send() throws IOException {
        Optional<RemotePath> path = expected;
        expected = Optional.empty();
        if (path.isPresent() && client.options().habits().pipelines()) {
            List<Command> flight = inquiry.flight(path.get());
            client.control().sendBehind(flight);
            asked = Optional.of(new Asked(path.get(), flight));
        }
    }

    /** Whether answers are still to come, on a connection that is in order. */
    boolean isUnderWay() {
        return asked.isPresent() && client.control().state() == ControlConnection.State.AWAITING;
    }

    /** Hears all answers out, so that another command can be sent. */
    void settle() throws IOException {
        if (asked.isEmpty() || client.control().state() != ControlConnection.State.AWAITING) {
            asked = Optional.empty();
            return;
        }
        Asked flight = asked.get();
        asked = Optional.empty();
        Optional<List<Reply>> replies =
                new Flights(client.control(), client.options().habits(), client.listener()).hear(flight.flight());
        if (replies.isPresent() && isRefused(flight.flight(), replies.get())) {
            client.options().habits().takesOneAtATime();
        } else if (replies.isPresent()) {
            RemoteFacts facts = inquiry.learned(flight.flight(), replies.get());
            // a size that is missing may have been refused for the moment only: it is worth another question
            known = facts.size().isPresent() ? Optional.of(new Known(flight.path(), facts)) : Optional.empty();
        }
        client.control().enter(Phase.COMMAND);
    }

    /** Whether something was refused that a transfer cannot do without: so soon after another one, for the moment only. */
    private static boolean isRefused(List<Command> flight, List<Reply> replies) {
        boolean refused = false;
        for (int i = 0; i < replies.size(); i++) {
            refused |= !Set.of("SIZE", "MDTM", "FEAT").contains(flight.get(i).verb())
                    && !replies.get(i).isPositive();
        }
        return refused;
    }

    /** What was said of this file; empty where another was asked about, or nothing usable was said. */
    Optional<RemoteFacts> heard(RemotePath path) throws IOException {
        settle();
        Optional<RemoteFacts> facts = known.filter(it -> it.path().equals(path)).map(Known::facts);
        known = Optional.empty();
        return facts;
    }
}
