package pasv.ftp.data;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.options.PassivePolicy;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Command;
import pasv.ftp.wire.ControlConnection;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.PassiveReply;
import pasv.ftp.wire.Phase;
import pasv.ftp.wire.Reply;
import pasv.ftp.wire.ServerTrait;
import pasv.ftp.wire.WireEvent;
import pasv.ftp.wire.WireListener;
import pasv.net.Cancellation;
import pasv.net.Connection;
import pasv.net.Dialer;
import pasv.net.Endpoint;
import pasv.net.NetException;
import pasv.net.Patience;

/**
 * The passive negotiation: how a data connection is agreed on and opened. PASV or EPSV by the policy, the other one
 * when the first is refused, rejected or leads to a closed port. A port that stays silent ends it at once: the answer
 * would be the same.
 */
public final class PassiveNegotiator implements Closeable {
    private static final int CANNOT_OPEN = 425;
    private static final int CONNECTION_CLOSED = 426;
    /** How long a server is given to say why it closed its port. */
    private static final Duration OBJECTION = Duration.ofSeconds(2);

    /** A port that was announced, and the reply that did it. */
    private record Port(PassiveReply passive, Reply reply) {}

    private static final Command PASV = Command.of("PASV");
    private static final Command EPSV = Command.of("EPSV");

    private final ControlConnection control;
    private final FtpOptions options;
    private final WireListener listener;
    /** The address of the server; empty where only a proxy knows it. */
    private final Optional<InetAddress> peer;

    private final Dialer dialer;
    private Optional<Port> ready = Optional.empty();
    /** A connect that was begun ahead of its turn. */
    private Optional<Dialer.Pending> reaching = Optional.empty();

    private Command current;
    private boolean otherTried;
    /** Why the reply to the first command could not be used. */
    private @Nullable FtpException rejected;

    private boolean proven;

    public PassiveNegotiator(ControlConnection control, FtpOptions options, WireListener listener, Cancellation sockets)
            throws IOException {
        this.control = control;
        this.options = options;
        this.listener = listener;
        String host = control.remote().host();
        this.peer = Endpoint.isNumeric(host) ? Optional.of(InetAddress.getByName(host)) : Optional.empty();
        this.dialer = new Dialer(sockets, options.proxy());
        this.current = preferred();
    }

    private Command preferred() {
        return switch (options.passive().command()) {
            case PASV -> PASV;
            case EPSV -> EPSV;
            case AUTO -> isIpv6() || options.habits().prefersEpsv() ? EPSV : PASV;
        };
    }

    private boolean isIpv6() {
        return peer.filter(java.net.Inet6Address.class::isInstance).isPresent();
    }

    /** The command that asks for a data port now, to travel in a flight whose reply goes to {@link #answered}. */
    public Command command() {
        return current;
    }

    /** Whether a port is known that was not connected to yet. */
    public boolean isReady() {
        return ready.isPresent();
    }

    /**
     * Begins to connect to the port of a reply while other replies are still on their way. What is wrong with the reply
     * is found again, and said, in its turn.
     */
    public void reach(Reply reply) {
        try {
            PassiveReply passive = PassiveReply.of(reply);
            Endpoint target = chosen(passive, control.circumstances()).target();
            reaching = Optional.of(dialer.begin(target, control.local()));
        } catch (PassiveReply.Rejected | IOException e) {
            forget();
        }
    }

    /** Takes the reply to {@link #command}; one that cannot be used leads to the other command in {@link #open}. */
    public void answered(Reply reply) throws IOException {
        if (reply.isPermanentFailure() && reply.text().contains("PRET") && !wantsPret()) {
            options.habits().note(ServerTrait.WANTS_PRET);
            return;
        }
        try {
            ready = Optional.of(new Port(understood(reply), reply));
        } catch (FtpException e) {
            fallBack(e);
        }
    }

    /** Asks for a port unless one is known, so that nothing comes between REST and the transfer command. */
    public void prepare(Command transfer) throws IOException {
        control.enter(Phase.PASSIVE);
        if (ready.isEmpty()) {
            ready = Optional.of(taken(transfer));
        }
    }

    /** Whether a passive command comes to nothing before its purpose was said. */
    public boolean wantsPret() {
        return options.habits().has(ServerTrait.WANTS_PRET);
    }

    /**
     * Opens the data connection and sends the transfer's commands: after the connect, or together with it once a data
     * connect has worked in this session (a vsftpd that was sent RETR without a data connection is mute for a minute).
     */
    public Connection open(List<Command> transfer) throws IOException {
        prepare(transfer.get(0));
        while (true) {
            try {
                return connect(taken(transfer.get(0)), transfer);
            } catch (FtpException e) {
                if (e.failure() != Failure.DATA_CONNECT_REFUSED || control.state() != ControlConnection.State.READY) {
                    throw e;
                }
                fallBack(e);
            }
        }
    }

    private Port taken(Command transfer) throws IOException {
        while (ready.isEmpty()) {
            if (wantsPret()) {
                control.ask(transfer.announced());
            }
            answered(control.ask(current));
        }
        Port port = ready.get();
        ready = Optional.empty();
        return port;
    }

    private PassiveReply understood(Reply reply) throws FtpException {
        control.enter(Phase.PASSIVE);
        control.now(about(reply));
        Circumstances facts = control.circumstances();
        if (reply.code() != PassiveReply.PASV && reply.code() != PassiveReply.EPSV) {
            if (control.tls().isEmpty() && reply.asksForTls()) {
                throw control.refused("the server refuses passive mode", reply);
            }
            throw reply.isTransientFailure()
                    ? new FtpException(Failure.NO_PASSIVE_PORT, "the server has no passive port for now", facts)
                    : new FtpException(Failure.PASSIVE_REFUSED, "the server refuses passive mode", facts);
        }
        try {
            boolean asked = (reply.code() == PassiveReply.PASV) == current.equals(PASV);
            if (!asked) {
                throw new PassiveReply.Rejected("it does not answer " + current);
            }
            return PassiveReply.of(reply);
        } catch (PassiveReply.Rejected e) {
            throw new FtpException(
                    Failure.NOT_UNDERSTOOD, "the server's " + reply.code() + " was rejected: " + e.why(), facts, e);
        }
    }

    /** Turns to the other passive command, or throws where there is none left. */
    private void fallBack(FtpException reason) throws FtpException {
        if (reason.failure() == Failure.TLS_REQUIRED) {
            throw reason;
        }
        boolean allowed = options.passive().command() == PassivePolicy.Mode.AUTO && !isIpv6();
        if (!allowed || otherTried) {
            // a reply that could not be read says more than the refusal of the other command
            FtpException before = rejected;
            if (reason.failure() == Failure.NO_PASSIVE_PORT) {
                // trouble of the moment says nothing about the commands: the next attempt begins anew
                current = preferred();
                otherTried = false;
                rejected = null;
            }
            throw before != null && reason.failure() == Failure.PASSIVE_REFUSED ? before : reason;
        }
        rejected = reason.failure() == Failure.NOT_UNDERSTOOD ? reason : null;
        otherTried = true;
        current = current.equals(PASV) ? EPSV : PASV;
        listener.on(new WireEvent.Noted(reason.getMessage() + ", trying " + current));
    }

    private Connection connect(Port port, List<Command> transfer) throws IOException {
        PassiveReply reply = port.passive();
        control.now(about(port.reply()));
        Endpoint advertised = new Endpoint(
                reply.advertised()
                        .map(Endpoint::numeric)
                        .orElse(control.remote().host()),
                reply.port());
        Goal choice = chosen(reply, control.circumstances().withPassive(reply, advertised));
        Endpoint target = choice.target();
        control.now(control.circumstances().withPassive(reply, target));
        listener.on(new WireEvent.Announced(reply, target));
        choice.remark().ifPresent(remark -> listener.on(new WireEvent.Noted(remark)));
        control.enter(Phase.DATA_CONNECT);
        try (Dialer.Pending pending = begun(target)) {
            // Under TLS a server's objection must not meet a handshake that has begun.
            boolean early = proven && control.tls().isEmpty();
            if (early) {
                control.send(transfer);
            }
            Connection connection = finish(pending, target);
            listener.on(new WireEvent.DataOpened(connection.local(), connection.remote(), pending.age()));
            proven = true;
            otherTried = false;
            options.habits().epsvWorked(current.equals(EPSV));
            if (!early) {
                sendOrClose(transfer, connection);
            }
            return connection;
        }
    }

    /** The facts of the moment about the passive exchange, which need not be the last one. */
    private Circumstances about(Reply reply) {
        return control.circumstances().withCommand(current).withReply(reply);
    }

    /** Where the data connection goes, and what is to be told of that. */
    private record Goal(Endpoint target, Optional<String> remark) {}

    /** By the policy; where only a proxy knows the server's address, to the server by its name. */
    private Goal chosen(PassiveReply reply, Circumstances facts) throws FtpException {
        if (peer.isEmpty() && options.passive().address() == PassivePolicy.Address.CONTROL) {
            return new Goal(new Endpoint(control.remote().host(), reply.port()), Optional.empty());
        }
        InetAddress known = peer.or(reply::advertised)
                .orElseThrow(() -> new FtpException(
                        Failure.NOT_UNDERSTOOD, "the server names no address, and only the proxy knows it", facts));
        PassivePolicy.Choice choice = options.passive().choose(reply, known, facts);
        return new Goal(new Endpoint(Endpoint.numeric(choice.host()), reply.port()), choice.remark());
    }

    /** The connect that was begun already, or a new one. */
    private Dialer.Pending begun(Endpoint target) throws IOException {
        Optional<Dialer.Pending> ahead =
                reaching.filter(pending -> pending.remote().equals(target));
        if (ahead.isPresent()) {
            reaching = Optional.empty();
            return ahead.get();
        }
        forget();
        return dialer.begin(target, control.local());
    }

    /** Gives up the port that is known and the connect to it that was begun: not needed, or too old to be relied on. */
    public void forget() {
        ready = Optional.empty();
        reaching.ifPresent(Dialer.Pending::close);
        reaching = Optional.empty();
    }

    /** Gives up what is under way and what was kept for the next connection. */
    @Override
    public void close() {
        forget();
        dialer.close();
    }

    private void sendOrClose(List<Command> transfer, Connection connection) throws IOException {
        try {
            control.send(transfer);
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    private Connection finish(Dialer.Pending pending, Endpoint target) throws IOException {
        try {
            return pending.finish(options.timeouts().connect());
        } catch (NetException e) {
            listener.on(new WireEvent.DataFailed(target, e.kind().words(), pending.age()));
            throw translated(e, target);
        }
    }

    /**
     * ProFTPD closes the port as soon as it refuses the command that was sent along with the connect: what it says to the
     * command is the reason, and no firewall.
     */
    private Optional<FtpException> objection(NetException e) {
        boolean closed = e.kind() != NetException.Kind.NO_ANSWER && e.kind() != NetException.Kind.CANCELLED;
        while (closed && control.state() == ControlConnection.State.AWAITING) {
            try {
                Reply reply = control.await("reply to the transfer", Patience.of(OBJECTION));
                boolean ofConnection = reply.code() == CANNOT_OPEN || reply.code() == CONNECTION_CLOSED;
                if ((reply.isTransientFailure() || reply.isPermanentFailure()) && !ofConnection) {
                    Circumstances facts = control.circumstances().withPhase(Phase.TRANSFER);
                    return Optional.of(FtpException.refused(
                            "the server refused " + facts.command().orElse("it"), reply, facts));
                }
            } catch (IOException silent) {
                break;
            }
        }
        return Optional.empty();
    }

    private FtpException translated(NetException e, Endpoint target) {
        Optional<FtpException> objection = objection(e);
        if (objection.isPresent()) {
            return objection.get();
        }
        Circumstances facts = control.circumstances();
        @Nullable Duration limit = e.kind() == NetException.Kind.NO_ANSWER ? e.waited() : null;
        if (control.state() != ControlConnection.State.READY) {
            control.breakOff();
        }
        return switch (e.kind()) {
            case NO_ANSWER ->
                new FtpException(
                        Failure.DATA_NO_ANSWER,
                        "no answer from the passive port " + target,
                        limit == null ? facts : facts.withLimit(limit),
                        e);
            case REFUSED ->
                new FtpException(
                        Failure.DATA_CONNECT_REFUSED,
                        "the passive port " + target + " refused the connection",
                        facts,
                        e);
            case RESET ->
                new FtpException(
                        Failure.DATA_RESET,
                        "the passive port " + target + " took the connection and reset it",
                        facts,
                        e);
            case CANCELLED -> new FtpException(Failure.CANCELLED, "cancelled", facts, e);
            case PROXY_REFUSED -> new FtpException(Failure.DATA_PROXY_REFUSED, e.getMessage(), facts, e);
            default ->
                new FtpException(
                        Failure.DATA_PROHIBITED, "the way to the passive port " + target + " is barred", facts, e);
        };
    }
}
