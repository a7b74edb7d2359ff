package pasv.ftp.wire;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import pasv.net.Patience;

/**
 * Flights: independent commands that are pipelined, so that their replies cost one round trip. When they leave
 * together, a server that loses or doubles a reply shifts all that follow; a reply of a kind that its command never
 * gets gives that away.
 */
public final class Flights {
    private static final int TRANSFER_DONE = 226;
    private static final int GOODBYE = 221;
    private static final int UNKNOWN = 500;
    /** How long the other replies may take once the first has called the whole flight an unknown command. */
    private static final Duration AFTER_UNKNOWN = Duration.ofSeconds(3);

    private final ControlConnection control;
    private final ServerHabits habits;
    private final WireListener listener;

    public Flights(ControlConnection control, ServerHabits habits, WireListener listener) {
        this.control = control;
        this.habits = habits;
        this.listener = listener;
    }

    /**
     * Sends the commands in one write and returns their replies in order. The first time a reply cannot belong to its
     * command, the server is taken one command at a time from then on, and what is in doubt is asked again.
     */
    public List<Reply> ask(List<Command> commands) throws IOException {
        return ask(commands, () -> {}, reply -> {});
    }

    /**
     * The same, where the commands leave together with something to do besides.
     *
     * @param meanwhile done while the replies are on their way
     * @param first told of the first reply as soon as it is there
     */
    public List<Reply> ask(List<Command> commands, Runnable meanwhile, Consumer<Reply> first) throws IOException {
        List<Reply> replies = new ArrayList<>();
        if (habits.pipelines()) {
            control.send(commands);
            meanwhile.run();
            Optional<List<Reply>> heard = hear(commands, first);
            if (heard.isPresent()) {
                return heard.get();
            }
        }
        for (Command command : commands) {
            replies.add(control.ask(command));
        }
        return replies;
    }

    /** Awaits the replies to commands that were sent together; empty where one cannot belong to its command. */
    public Optional<List<Reply>> hear(List<Command> commands) throws IOException {
        return hear(commands, reply -> {});
    }

    private Optional<List<Reply>> hear(List<Command> commands, Consumer<Reply> first) throws IOException {
        List<Reply> replies = new ArrayList<>();
        boolean fits = true;
        boolean unknown = false;
        for (Command command : commands) {
            Reply reply = awaited(command, commands.size() > 1 && !replies.isEmpty(), unknown);
            replies.add(reply);
            unknown |= replies.size() == 1 && reply.code() == UNKNOWN;
            if (command.verb().equals("FEAT") && reply.code() == GOODBYE) {
                habits.note(ServerTrait.NO_FEAT);
                control.breakOff();
                throw new FtpException(
                        Failure.CONTROL_LOST,
                        "the server ended the session when it was asked what it offers",
                        control.circumstances());
            }
            fits &= fits(command, reply);
            if (fits && replies.size() == 1) {
                first.accept(reply);
            }
        }
        if (fits) {
            return Optional.of(replies);
        }
        habits.takesOneAtATime();
        listener.on(new WireEvent.Noted("the server muddles commands that come together: one at a time from now"));
        return Optional.empty();
    }

    /**
     * Waits for one reply of a flight.
     *
     * @param behind whether others of the flight have been answered: one that is not was lost
     * @param unknown whether the first answer called the flight an unknown command
     */
    private Reply awaited(Command command, boolean behind, boolean unknown) throws IOException {
        boolean soon = unknown && AFTER_UNKNOWN.compareTo(control.replyLimit()) < 0;
        try {
            Reply reply = control.await(
                    "reply to " + command,
                    control.patience("reply to " + command, soon ? AFTER_UNKNOWN : control.replyLimit()));
            if (reply.code() == TRANSFER_DONE && !fits(command, reply)) {
                // some servers end a transfer twice; the second time answers nothing
                listener.on(new WireEvent.Noted("a " + reply.code() + " is no answer to " + command + ", reading on"));
                control.stillOwed(command);
                reply = control.await("reply to " + command, Patience.of(control.replyLimit()));
            }
            return reply;
        } catch (FtpException e) {
            if (e.failure() == Failure.REPLY_TIMEOUT && behind) {
                // curl's test server and many devices read one segment as one command
                habits.losesFlights();
            } else if (e.failure() == Failure.REPLY_TIMEOUT) {
                habits.takesOneAtATime();
            }
            throw e;
        }
    }

    /** Whether this reply can belong to this command. */
    static boolean fits(Command command, Reply reply) {
        if (reply.isTransientFailure() || reply.isPermanentFailure()) {
            return true;
        }
        return switch (command.verb()) {
            case "SIZE", "MDTM" -> reply.code() == 213;
            case "PASV" -> reply.code() == PassiveReply.PASV;
            case "EPSV" -> reply.code() == PassiveReply.EPSV;
            case "FEAT" -> reply.code() == 211;
            case "REST", "RNFR" -> reply.isIntermediate();
            default -> reply.isPositive() && reply.code() != 213 && reply.code() != 211;
        };
    }
}
