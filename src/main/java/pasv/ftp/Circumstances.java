package pasv.ftp;

import java.time.Duration;
import java.util.Optional;
import pasv.net.Endpoint;

/**
 * What was going on when it failed? The facts that every failure names.
 *
 * @param phase the part of the conversation
 * @param peer the server's control endpoint, numeric once connected
 * @param command the command that was under way, passwords masked
 * @param reply the last reply of the server
 * @param passive the passive reply in use
 * @param dataPeer where the data connection went or should have gone
 * @param limit the limit that fired
 */
public record Circumstances(
        Phase phase,
        Optional<Endpoint> peer,
        Optional<String> command,
        Optional<Reply> reply,
        Optional<PassiveReply> passive,
        Optional<Endpoint> dataPeer,
        Optional<Duration> limit) {

    public static Circumstances in(Phase phase) {
        return new Circumstances(
                phase,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public Circumstances withPhase(Phase value) {
        return new Circumstances(value, peer, command, reply, passive, dataPeer, limit);
    }

    public Circumstances withPeer(Endpoint value) {
        return new Circumstances(phase, Optional.of(value), command, reply, passive, dataPeer, limit);
    }

    public Circumstances withCommand(Command value) {
        return new Circumstances(phase, peer, Optional.of(value.toString()), reply, passive, dataPeer, limit);
    }

    public Circumstances withReply(Reply value) {
        return new Circumstances(phase, peer, command, Optional.of(value), passive, dataPeer, limit);
    }

    public Circumstances withPassive(PassiveReply value, Endpoint data) {
        return new Circumstances(phase, peer, command, reply, Optional.of(value), Optional.of(data), limit);
    }

    public Circumstances withLimit(Duration value) {
        return new Circumstances(phase, peer, command, reply, passive, dataPeer, Optional.of(value));
    }
}
