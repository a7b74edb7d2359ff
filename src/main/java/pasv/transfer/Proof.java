package pasv.transfer;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import pasv.ftp.Clients;
import pasv.ftp.FtpClient;
import pasv.ftp.RemoteFacts;
import pasv.ftp.data.DataConnection;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Command;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.ftp.wire.RemotePath;
import pasv.ftp.wire.ServerHabits;
import pasv.ftp.wire.ServerTrait;
import pasv.ftp.wire.TransferType;
import pasv.remote.Checksum;
import pasv.remote.RemoteFiles;
import pasv.remote.RemoteHash;

/**
 * The proof of a download: that the file is really whole. The bytes are counted against what the server announced, the
 * final reply is demanded, and a lost one is settled over a fresh connection. A 226 alone proves nothing, and its
 * absence alone disproves nothing.
 */
final class Proof {
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final Clients clients;
    private final FtpClient client;
    private final RemotePath path;
    private final TransferType type;
    private final RemoteFacts facts;
    private final Narrator narrator;

    Proof(Clients clients, FtpClient client, FtpUrl url, RemoteFacts facts, Narrator narrator) {
        this.clients = clients;
        this.client = client;
        this.path = url.path();
        this.type = url.type();
        this.facts = facts;
        this.narrator = narrator;
    }

    /**
     * Completes the transfer and judges it.
     *
     * @param end how many bytes of the file the data led up to
     * @param from where in the file the data began
     * @param have how many bytes of the file were here before
     * @return whether the size was proven
     * @throws FtpException INCOMPLETE, MISMATCH or what the final reply says
     */
    boolean of(DataConnection data, long end, long from, long have) throws IOException {
        // of a text the server announces what lies on its disk, before the line ends of the network
        boolean counts = from == 0 && type == TransferType.IMAGE;
        OptionalLong hint = counts ? data.announced() : OptionalLong.empty();
        try {
            data.complete(narrator::waiting);
        } catch (FtpException e) {
            if (e.failure() != Failure.CONTROL_LOST && e.failure() != Failure.FINISH_TIMEOUT) {
                throw e;
            }
            settle(end, e);
            return true;
        }
        if (facts.size().isEmpty()) {
            if (data.mayBeCut()) {
                throw new FtpException(
                        Failure.INCOMPLETE,
                        "the protected stream ended without the server's close_notify, and no size proves that it is whole",
                        client.circumstances());
            }
            return withoutSize(end, hint);
        }
        long size = facts.size().getAsLong();
        if (end < size && end == have && from > 0) {
            // nothing follows what is here, says a server that announces more: it counts from somewhere else
            throw new StartOver("the server did not begin where it was asked to");
        }
        if (end == size && data.tls().isPresent()) {
            learn(data.mayBeCut());
        }
        if (end < size) {
            throw new FtpException(
                    Failure.INCOMPLETE,
                    "the data ended early, though the server says it is complete",
                    client.circumstances().withPhase(Phase.FINISH));
        }
        return end == size || more(end, from);
    }

    /** Whole without close_notify: this server does not send it, and listings must do without. */
    private void learn(boolean withoutNotice) {
        ServerHabits habits = clients.options().habits();
        if (withoutNotice) {
            habits.note(ServerTrait.NO_CLOSE_NOTIFY);
        } else {
            habits.retract(ServerTrait.NO_CLOSE_NOTIFY);
        }
    }

    /**
     * Looks whether the remote file is still the one that was announced: overwritten in place by as many bytes, it would
     * come half old and half new. A transfer of less than a second is not asked about, for MDTM counts in seconds.
     *
     * @param end how many bytes of the file the data led up to; of a file that grew is known that it changed
     * @param took the time since the modification time was asked for
     * @throws FtpException MISMATCH when the file changed
     */
    void ofOneVersion(Sink sink, long end, Duration took) throws IOException {
        boolean grew = facts.size().orElse(end) != end;
        if (grew || took.compareTo(SHORT) < 0 || facts.modified().isEmpty() || !client.isUsable()) {
            return;
        }
        Optional<Instant> now;
        try {
            now = new RemoteFiles(client).modified(path);
        } catch (FtpException e) {
            if (e.failure() == Failure.CANCELLED) {
                throw e;
            }
            narrator.warned("nothing proves that the remote file did not change meanwhile: " + e.getMessage());
            return;
        }
        if (now.isPresent() && !now.equals(facts.modified())) {
            sink.forget();
            throw new FtpException(
                    Failure.MISMATCH,
                    "the remote file changed while it was fetched",
                    client.circumstances().withPhase(Phase.FINISH));
        }
    }

    /**
     * Compares checksums, where they are asked for.
     *
     * @return whether one proved the content
     * @throws FtpException MISMATCH when they differ, UNVERIFIED when a proof is demanded and there is none
     */
    boolean ofContent(Sink sink, Download.Options options) throws IOException {
        Optional<Checksum> known = options.checksum();
        boolean proven = known.isPresent() && compared(sink, known.get(), "the one that was asked for");
        // of a text the server's is that of its own line ends
        boolean asks = options.verify() != Download.Verify.SIZE && type == TransferType.IMAGE && client.isUsable();
        Optional<Checksum> told = asks ? RemoteHash.of(client, path) : Optional.empty();
        proven |= told.isPresent() && compared(sink, told.get(), "the server's");
        if (options.verify() == Download.Verify.HASH && !proven && type == TransferType.IMAGE) {
            narrator.warned((told.isPresent() ? sink.name() + " cannot be read again" : "the server offers no checksum")
                    + ": only the size is proven");
        }
        if (options.verify() == Download.Verify.REQUIRE
                && !proven
                && facts.size().isEmpty()) {
            throw new FtpException(
                    Failure.UNVERIFIED, "the server offers neither size nor checksum", client.circumstances());
        }
        return proven;
    }

    /** Whether there was something to compare: what was written to a stream cannot be read again. */
    private boolean compared(Sink sink, Checksum expected, String whose) throws IOException {
        Optional<String> found = sink.checksum(expected.algorithm());
        if (found.isPresent() && !found.get().equals(expected.hex())) {
            sink.forget();
            throw new FtpException(
                    Failure.MISMATCH,
                    "the " + expected.algorithm() + " of the file is " + found.get() + ", and " + whose + " is "
                            + expected.hex(),
                    client.circumstances());
        }
        return found.isPresent();
    }

    /** More came than was announced: a file that grows is told apart from a server that ignored REST, or lies. */
    private boolean more(long end, long from) throws IOException {
        OptionalLong now = client.look(path).size();
        if (now.isPresent() && now.getAsLong() == end) {
            narrator.warned("the remote file grew while it was read: all " + end + " bytes of it are here");
            return true;
        }
        if (from > 0) {
            throw new StartOver("the server did not begin where it was asked to");
        }
        throw new FtpException(
                Failure.MISMATCH, "the server sent more than the size it announces", client.circumstances());
    }

    private boolean withoutSize(long end, OptionalLong hint) throws IOException {
        if (end == 0 && client.quote(Command.of("CWD", path)).isPositive()) {
            client.spoil();
            throw new FtpException(Failure.REFUSED, path.text() + " is a directory", Circumstances.in(Phase.COMMAND));
        }
        if (hint.isPresent() && hint.getAsLong() != end) {
            narrator.warned("the server announced " + hint.getAsLong() + " bytes when it began");
        }
        narrator.warned(
                type == TransferType.ASCII
                        ? "fetched as text, whose size on the way tells nothing: nothing proves that the file is whole"
                        : "the server does not tell sizes: nothing proves that the file is whole");
        return false;
    }

    /** The final reply is lost: a fresh connection says whether all of the file is here. */
    private void settle(long end, FtpException lost) throws IOException {
        Optional<RemoteFacts> now = Optional.empty();
        try (FtpClient second = clients.fresh()) {
            now = Optional.of(second.look(path));
        } catch (FtpException e) {
            lost.addSuppressed(e);
        }
        boolean same = now.isPresent()
                && now.get().size().equals(OptionalLong.of(end))
                && (facts.modified().isEmpty()
                        || facts.modified().equals(now.get().modified()));
        if (same) {
            narrator.warned("the final reply was lost; a new connection confirms the size of " + end + " bytes");
            return;
        }
        if (lost.failure() == Failure.FINISH_TIMEOUT && now.isEmpty()) {
            throw lost;
        }
        throw new FtpException(
                Failure.INCOMPLETE,
                "the control connection was lost before the final reply, and nothing proves that the file is whole",
                lost.circumstances(),
                lost);
    }
}
