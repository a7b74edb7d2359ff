package pasv.ftp.wire;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import pasv.net.Endpoint;

/**
 * The circumstances of a failure: the facts that every failure names. The facts that every failure names.
 *
 * @param phase the part of the conversation
 * @param peer the server's control endpoint, numeric once connected
 * @param command the command that was under way, passwords masked
 * @param reply the last reply of the server
 * @param passive the passive reply in use
 * @param dataPeer where the data connection went or should have gone
 * @param limit the limit that fired
 * @param extent how far a transfer had come
 * @param attempts how often it was tried, 1 or more
 * @param byMemory whether the session went by what earlier runs had learned of the server
 */
public record Circumstances(
        Phase phase,
        Optional<Endpoint> peer,
        Optional<String> command,
        Optional<Reply> reply,
        Optional<PassiveReply> passive,
        Optional<Endpoint> dataPeer,
        Optional<Duration> limit,
        Optional<Extent> extent,
        int attempts,
        boolean byMemory) {

    /**
     * How far a transfer had come.
     *
     * @param done bytes of the file that are here (or there, for an upload)
     * @param expected the whole size, where it is known
     */
    public record Extent(long done, OptionalLong expected) {}

    public static Circumstances in(Phase phase) {
        return new Circumstances(
                phase,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1,
                false);
    }

    public Circumstances withPhase(Phase value) {
        return new Circumstances(value, peer, command, reply, passive, dataPeer, limit, extent, attempts, byMemory);
    }

    public Circumstances withPeer(Endpoint value) {
        return new Circumstances(
                phase, Optional.of(value), command, reply, passive, dataPeer, limit, extent, attempts, byMemory);
    }

    public Circumstances withCommand(Command value) {
        return new Circumstances(
                phase,
                peer,
                Optional.of(value.toString()),
                reply,
                passive,
                dataPeer,
                limit,
                extent,
                attempts,
                byMemory);
    }

    public Circumstances withReply(Reply value) {
        return new Circumstances(
                phase, peer, command, Optional.of(value), passive, dataPeer, limit, extent, attempts, byMemory);
    }

    public Circumstances withPassive(PassiveReply value, Endpoint data) {
        return new Circumstances(
                phase, peer, command, reply, Optional.of(value), Optional.of(data), limit, extent, attempts, byMemory);
    }

    public Circumstances withLimit(Duration value) {
        return new Circumstances(
                phase, peer, command, reply, passive, dataPeer, Optional.of(value), extent, attempts, byMemory);
    }

    public Circumstances withExtent(Extent value) {
        return new Circumstances(
                phase, peer, command, reply, passive, dataPeer, limit, Optional.of(value), attempts, byMemory);
    }

    public Circumstances withAttempts(int value) {
        return new Circumstances(phase, peer, command, reply, passive, dataPeer, limit, extent, value, byMemory);
    }

    public Circumstances withMemory(boolean value) {
        return new Circumstances(phase, peer, command, reply, passive, dataPeer, limit, extent, attempts, value);
    }
}
