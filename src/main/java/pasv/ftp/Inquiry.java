package pasv.ftp;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import pasv.ftp.wire.Command;
import pasv.ftp.wire.Features;
import pasv.ftp.wire.Flights;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.ftp.wire.RemotePath;
import pasv.ftp.wire.Reply;
import pasv.ftp.wire.ServerHabits;
import pasv.ftp.wire.ServerTrait;
import pasv.ftp.wire.TransferType;
import pasv.ftp.wire.WireEvent;

/**
 * The inquiry before a file is fetched: what the server offers, and the file's size and time. What the server offers,
 * which type is in force, size and time of the file, and a passive port: asked in one flight, or ahead of its turn.
 */
final class Inquiry {
    private static final Command FEAT = Command.of("FEAT");

    private final FtpClient client;
    private final Foresight foresight;
    private Optional<Features> features = Optional.empty();
    private Optional<TransferType> type = Optional.empty();

    Inquiry(FtpClient client) {
        this.client = client;
        this.foresight = new Foresight(client, this);
    }

    RemoteFacts look(RemotePath path, Runnable meanwhile) throws IOException {
        Optional<RemoteFacts> known = foresight.heard(path);
        if (known.isPresent()) {
            return known.get();
        }
        return asked(flight(path), meanwhile);
    }

    /** Asks what does not depend on a file, unless it is one question alone, which can wait for its turn. */
    void prepare() throws IOException {
        foresight.settle();
        List<Command> flight = preparation();
        if (flight.size() > 1) {
            asked(flight, () -> {});
        }
    }

    private RemoteFacts asked(List<Command> flight, Runnable meanwhile) throws IOException {
        ServerHabits habits = client.options().habits();
        boolean together = habits.pipelines();
        boolean asksFeat = flight.contains(FEAT);
        RemoteFacts facts;
        try {
            facts = learned(flight, flights().ask(flight, meanwhile, reply -> reach(flight.get(0), reply)));
        } catch (FtpException e) {
            boolean lost = together && habits.has(ServerTrait.ONE_AT_A_TIME);
            boolean ended = asksFeat && habits.has(ServerTrait.NO_FEAT);
            if (!lost && !ended) {
                throw e;
            }
            client.listener().on(new WireEvent.Noted(e.getMessage() + ", connecting anew"));
            client.reopen();
            List<Command> again = flight.stream()
                    .filter(command -> !ended || !command.equals(FEAT))
                    .toList();
            facts = learned(again, flights().ask(again));
        }
        client.control().enter(Phase.COMMAND);
        return facts;
    }

    private Flights flights() {
        return new Flights(client.control(), client.options().habits(), client.listener());
    }

    /** The data connect begins with the passive reply; the other replies come while its SYN travels. */
    private void reach(Command command, Reply first) {
        if (command.equals(client.passive().command())) {
            client.passive().reach(first);
        }
    }

    /** The commands that say all that a download of this file needs to know. */
    List<Command> flight(RemotePath path) {
        List<Command> flight = preparation();
        flight.add(Command.of("SIZE", path));
        flight.add(Command.of("MDTM", path));
        return flight;
    }

    private List<Command> preparation() {
        List<Command> flight = new ArrayList<>();
        if (!client.passive().isReady() && !client.passive().wantsPret()) {
            // a server that holds small replies back until the first is acknowledged still sends the first at once
            flight.add(client.passive().command());
        }
        if (features.isEmpty() && !client.options().habits().has(ServerTrait.NO_FEAT)) {
            flight.add(FEAT);
        }
        type(TransferType.IMAGE).ifPresent(flight::add);
        return flight;
    }

    RemoteFacts learned(List<Command> flight, List<Reply> replies) throws IOException {
        OptionalLong size = OptionalLong.empty();
        Optional<Instant> modified = Optional.empty();
        for (int i = 0; i < replies.size(); i++) {
            Reply reply = replies.get(i);
            switch (flight.get(i).verb()) {
                case "FEAT" -> learned(Features.of(reply));
                case "TYPE" -> typeAnswered(TransferType.IMAGE, reply);
                case "SIZE" -> size = RemoteFacts.size(reply);
                case "MDTM" -> modified = RemoteFacts.modified(reply);
                default -> client.passive().answered(reply);
            }
        }
        return new RemoteFacts(size, modified);
    }

    /** Names the file that is going to be looked at next. */
    void foresee(RemotePath next) {
        foresight.expect(next);
    }

    /** Asks about the file that was named, behind a transfer whose final reply is due. */
    void ahead() throws IOException {
        foresight.send();
    }

    /** Whether answers are still to come, on a connection that is in order. */
    boolean isUnderWay() {
        return foresight.isUnderWay();
    }

    /** Hears out what was asked ahead, so that another command can be sent. */
    void settle() throws IOException {
        foresight.settle();
    }

    /** Sends TYPE unless it is in force (RFC 959 §3.1.1). */
    void bringInForce(TransferType wanted) throws IOException {
        Optional<Command> typing = type(wanted);
        if (typing.isPresent()) {
            typeAnswered(wanted, client.control().ask(typing.get()));
        }
    }

    /** After a new login nothing is known of the type. */
    void forgetType() {
        type = Optional.empty();
    }

    private Optional<Command> type(TransferType wanted) {
        return type.filter(wanted::equals).isPresent() ? Optional.empty() : Optional.of(wanted.command());
    }

    private void typeAnswered(TransferType wanted, Reply reply) throws FtpException {
        if (!reply.isPositive()) {
            throw FtpException.refused(
                    "the server refused " + wanted.command(),
                    reply,
                    client.control().circumstances());
        }
        type = Optional.of(wanted);
    }

    Features features() throws IOException {
        if (features.isEmpty()) {
            foresight.settle();
        }
        if (features.isEmpty() && !client.options().habits().has(ServerTrait.NO_FEAT)) {
            asked(List.of(FEAT), () -> {});
        }
        return features.orElse(Features.UNKNOWN);
    }

    private void learned(Features found) throws IOException {
        features = Optional.of(found);
        client.tellOfClearText(found);
    }
}
