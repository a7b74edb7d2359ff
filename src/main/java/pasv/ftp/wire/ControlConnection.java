package pasv.ftp.wire;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import pasv.net.Connection;
import pasv.net.Endpoint;
import pasv.net.NetException;
import pasv.net.Patience;
import pasv.net.Tls;

/**
 * The control connection. One primitive: send, await, check, throw. Replies are matched to the commands that asked for
 * them, in order:
 *
 * <pre>
 *   READY --send--> AWAITING --last reply--> READY
 *                   AWAITING --1yz to a transfer--> TRANSFERRING --final reply--> READY
 *   any --timeout, EOF, 421, garbage--> BROKEN      any --close--> CLOSED
 * </pre>
 *
 * After a timeout the connection is never used again: nobody could tell a late reply from the next one.
 */
public final class ControlConnection implements Closeable {
    public enum State {
        READY,
        AWAITING,
        TRANSFERRING,
        BROKEN,
        CLOSED
    }

    private static final Command QUIT = Command.of("QUIT");
    private static final Duration GOODBYE = Duration.ofMillis(500);
    private static final Duration ABORT_WRITE = Duration.ofSeconds(2);
    static final int SERVICE_ENDS = 421;
    private static final int OOPS = 500;
    private static final int TRANSFER_DONE = 226;
    /** Commands that no server answers with 226. */
    private static final Set<String> NEVER_DONE =
            Set.of("PWD", "TYPE", "PASV", "EPSV", "SIZE", "MDTM", "FEAT", "REST", "NOOP", "MLST", "RNFR");

    private static final Set<String> TRANSFERS = Set.of("RETR", "STOR", "APPE", "STOU", "LIST", "NLST", "MLSD");

    private final CommandWire wire;
    private final WireListener listener;
    private final Duration limit;
    private final Deque<Command> owed = new ArrayDeque<>();
    private State state = State.READY;
    /** Whether the last thing heard was the end of a transfer. */
    private boolean transferEnded;

    private Circumstances circumstances;

    /**
     * @param fallback in which what comes is read that is not valid UTF-8
     * @param limit how long one reply may take
     * @param habits whether the server goes by memory
     */
    public ControlConnection(
            Connection connection, Charset fallback, Duration limit, ServerHabits habits, WireListener listener) {
        this.wire = new CommandWire(connection, fallback, listener);
        this.listener = listener;
        this.limit = limit;
        this.circumstances =
                Circumstances.in(Phase.GREETING).withPeer(connection.remote()).withMemory(habits.goesByMemory());
    }

    /** Sends one command and returns its reply, whatever it says; 421 is always thrown. */
    public Reply ask(Command command) throws IOException {
        send(List.of(command));
        return await("reply to " + command, patience("reply to " + command, limit));
    }

    /** A wait for this, whose every second is told. */
    public Patience patience(String what, Duration most) {
        return new Patience(most, (waited, end) -> listener.on(new WireEvent.Waiting(what, waited, end)));
    }

    /** Sends one command and throws what is not a positive reply. */
    public Reply demand(Command command) throws IOException {
        Reply reply = ask(command);
        if (!reply.isPositive()) {
            throw refused("the server refused " + command, reply);
        }
        return reply;
    }

    /** A refusal by the server; one that asks for encryption on a session in clear is told as that. */
    public FtpException refused(String what, Reply reply) {
        boolean clear = tls().isEmpty();
        return clear && reply.asksForTls()
                ? new FtpException(
                        Failure.TLS_REQUIRED,
                        "the server transfers nothing without TLS",
                        circumstances.withReply(reply))
                : FtpException.refused(what, reply, circumstances);
    }

    /** Sends all commands in one write; their replies are awaited one by one, in order. */
    public void send(List<Command> commands) throws IOException {
        if (state != State.READY) {
            throw new IllegalStateException("control connection is " + state + ", not ready for " + commands);
        }
        circumstances = circumstances.withCommand(commands.get(0));
        try {
            dropUnasked();
        } catch (NetException e) {
            throw broken(e, "its turn to send " + commands.get(0));
        }
        write(commands);
        state = State.AWAITING;
    }

    /** Sends commands while a transfer's final reply is due; theirs come behind it. */
    public void sendBehind(List<Command> commands) throws IOException {
        if (owed.isEmpty()) {
            send(commands);
        } else {
            write(commands);
        }
    }

    private void write(List<Command> commands) throws IOException {
        try {
            wire.write(commands, limit);
        } catch (NetException e) {
            throw broken(e, "its turn to send " + commands.get(0));
        }
        owed.addAll(commands);
    }

    /**
     * Waits for the next reply: to the oldest command that has none, or the final one of a transfer.
     *
     * @param what to name in an error, as in "no reply to PASV"
     */
    public Reply await(String what, Patience patience) throws IOException {
        while (true) {
            Reply reply = next(what, patience);
            Command command = owed.peek();
            if (command != null && isStray(reply, command)) {
                listener.on(new WireEvent.Noted("a " + reply.code() + " is no answer to " + command + ", reading on"));
                continue;
            }
            if (command == null || !reply.isPreliminary()) {
                transferEnded = command != null && TRANSFERS.contains(command.verb()) && reply.isPositive();
                owed.poll();
                state = owed.isEmpty() ? State.READY : State.AWAITING;
                return reply;
            }
            if (TRANSFERS.contains(command.verb())) {
                state = State.TRANSFERRING;
                return reply;
            }
            listener.on(new WireEvent.Noted("a " + reply.code() + " is no answer to " + command + ", reading on"));
        }
    }

    /** Sends commands in the middle of a transfer; whatever was owed is forgotten and read by the caller. */
    public void interrupt(Command... commands) throws IOException {
        owed.clear();
        for (Command command : commands) {
            try {
                wire.write(List.of(command), ABORT_WRITE);
            } catch (NetException e) {
                throw broken(e, "its turn to send " + command);
            }
        }
    }

    /** Some servers end a transfer twice, the second time late: it must not pass for the answer to what came next. */
    private boolean isStray(Reply reply, Command command) {
        boolean stray = transferEnded && reply.code() == TRANSFER_DONE && NEVER_DONE.contains(command.verb());
        transferEnded = false;
        return stray;
    }

    /** The caller has heard the answer to its last command: the next reply belongs to the next command. */
    public void backInStep() {
        state = State.READY;
    }

    /** Puts a transfer's command back that a stray positive reply seemed to have answered. */
    public void stillOwed(Command command) {
        owed.addFirst(command);
        state = State.AWAITING;
    }

    /** Reads one reply that belongs to no command: the greeting. */
    public Reply greeting(Duration most) throws IOException {
        return greeting(most, (waited, end) -> {});
    }

    /**
     * The same.
     *
     * @param meanwhile called once a second while nothing comes; what it throws ends the wait
     */
    public Reply greeting(Duration most, Patience.Tick meanwhile) throws IOException {
        Patience telling = patience("greeting", most);
        return next("greeting", new Patience(most, (waited, end) -> {
            telling.tick().quiet(waited, end);
            meanwhile.quiet(waited, end);
        }));
    }

    private Reply next(String what, Patience patience) throws IOException {
        Command asked = owed.peek();
        if (asked != null) {
            circumstances = circumstances.withCommand(asked);
        }
        Reply reply;
        try {
            reply = wire.read(patience);
        } catch (NetException e) {
            boolean closed = e.kind() == NetException.Kind.CLOSED || e.kind() == NetException.Kind.RESET;
            if (closed
                    && circumstances.phase() == Phase.GREETING
                    && circumstances.reply().isEmpty()) {
                state = State.BROKEN;
                throw new FtpException(
                        Failure.TURNED_AWAY,
                        "the connection was closed before the server said a word (" + e.getMessage() + ")",
                        circumstances,
                        e);
            }
            throw broken(e, what);
        } catch (FtpException e) {
            state = State.BROKEN;
            throw e.with(circumstances);
        }
        circumstances = circumstances.withReply(reply);
        if (reply.code() == SERVICE_ENDS) {
            state = State.BROKEN;
            throw ended(reply);
        }
        if (reply.code() == OOPS && reply.text().startsWith("OOPS: vsf_sysutil_bind")) {
            // vsftpd ends the session when every port of its range is taken
            state = State.BROKEN;
            throw new FtpException(Failure.NO_PASSIVE_PORT, "the server has no passive port left", circumstances);
        }
        if (reply.code() == OOPS && reply.text().startsWith("OOPS: priv_sock")) {
            // a vsftpd whose privileged half has died: the command was not judged
            state = State.BROKEN;
            throw new FtpException(Failure.CONTROL_LOST, "the server's session has crashed", circumstances);
        }
        return reply;
    }

    private FtpException ended(Reply reply) {
        boolean atDoor = circumstances.phase() == Phase.GREETING || circumstances.phase() == Phase.LOGIN;
        if (atDoor && reply.text().toLowerCase(Locale.ROOT).matches("(?s).*\\b(cleartext|tls|ssl|encryption)\\b.*")) {
            // Pure-FTPd turns a session without TLS away with 421: waiting would not help
            return new FtpException(Failure.TLS_REQUIRED, "the server takes no session without TLS", circumstances);
        }
        if (atDoor && reply.saysTooMany()) {
            return new FtpException(Failure.SERVER_FULL, "the server takes no session now", circumstances);
        }
        return new FtpException(
                atDoor ? Failure.TURNED_AWAY : Failure.CONTROL_LOST,
                atDoor ? "the server turned the session away" : "the server ended the session",
                circumstances);
    }

    /** A reply that came unasked must not be taken for the answer to the next command. */
    public void dropUnasked() throws IOException {
        while (wire.hasMore()) {
            Reply stray = next("the rest of a reply", Patience.of(limit));
            listener.on(new WireEvent.Noted("unasked reply dropped: " + stray.code()));
        }
    }

    /** Whether bytes of a reply have come; never waits. */
    public boolean hasReply() throws IOException {
        try {
            return wire.hasMore();
        } catch (NetException e) {
            throw broken(e, "a reply");
        }
    }

    /** Whether the server has closed its side, as far as anyone has looked. */
    public boolean isAtEnd() {
        return wire.isAtEnd();
    }

    private FtpException broken(NetException e, String waitingFor) {
        state = State.BROKEN;
        return FtpException.onControl(e, waitingFor, circumstances);
    }

    /**
     * Shakes hands and speaks TLS from now on. What came before it came from anybody, so a reader with bytes left is an
     * attack (CVE-2021-22947): commands or replies smuggled in front of the handshake.
     */
    public void upgrade(Tls with) throws IOException {
        if (wire.hasMore()) {
            state = State.BROKEN;
            throw new FtpException(
                    Failure.TLS_FAILED,
                    "more came behind the reply to AUTH, before TLS began: somebody may be in between",
                    circumstances);
        }
        secure(with);
    }

    /** Shakes hands and speaks TLS from now on, on a connection from which nothing was read. */
    public void secure(Tls with) throws IOException {
        wire.secure(with, limit);
    }

    /** The bytes below, for a peer that speaks something else than was expected. */
    public Connection connection() {
        return wire.connection();
    }

    /** The TLS of this connection and of its data connections. */
    public Optional<Tls> tls() {
        return wire.tls();
    }

    /** Marks the connection as out of step: it can only be closed. */
    public void breakOff() {
        state = State.BROKEN;
    }

    public void enter(Phase phase) {
        circumstances = circumstances.withPhase(phase);
    }

    public Circumstances circumstances() {
        return circumstances;
    }

    public void now(Circumstances facts) {
        circumstances = facts;
    }

    public State state() {
        return state;
    }

    public Endpoint local() {
        return wire.connection().local();
    }

    public Endpoint remote() {
        return wire.connection().remote();
    }

    public Duration replyLimit() {
        return limit;
    }

    /** Says QUIT where the server would understand it, and closes without waiting for the answer. */
    @Override
    public void close() {
        if (state == State.READY) {
            try {
                wire.last(QUIT, GOODBYE);
            } catch (IOException e) {
                listener.on(new WireEvent.Noted("QUIT could not be sent"));
            }
        }
        state = State.CLOSED;
        wire.close();
    }
}
