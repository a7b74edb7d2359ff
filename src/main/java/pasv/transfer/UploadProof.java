package pasv.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pasv.ftp.Clients;
import pasv.ftp.FtpClient;
import pasv.ftp.data.DataConnection;
import pasv.ftp.wire.Command;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.RemotePath;
import pasv.ftp.wire.Reply;
import pasv.ftp.wire.ServerTrait;
import pasv.ftp.wire.TransferType;
import pasv.remote.Checksum;
import pasv.remote.RemoteHash;
import pasv.remote.RemoteSize;

/**
 * The proof of an upload: that the file is really there, whole. The final reply is demanded, then the size there is
 * compared with what was sent; a lost reply is settled over a fresh connection.
 */
final class UploadProof {
    private static final int CHUNK = 256 * 1024;
    private static final Pattern JOB = Pattern.compile("(?i)\\bknown to JES as ([A-Z0-9]+)|\\b(JOB[0-9]{3,8})\\b");
    private static final Pattern STORED_AS =
            Pattern.compile("(?i)\\b(?:stored|saved|received|renamed) (?:as|to)[: ]+[\"']?([^\\s\"']+)");

    private static final String MEANINGLESS =
            "sizes mean nothing in the ascii type: nothing proves that the file is whole";

    private final Clients clients;
    private final FtpClient client;
    private final Narrator narrator;

    UploadProof(Clients clients, FtpClient client, Narrator narrator) {
        this.clients = clients;
        this.client = client;
        this.narrator = narrator;
    }

    /** What the server says and shows of an upload. */
    enum Outcome {
        /** All bytes are there. */
        PROVEN,
        /** The server says so, and nothing else tells. */
        SAID,
        /** The server took it and keeps it elsewhere: as a job, under another name, or taken away at once. */
        TAKEN
    }

    /**
     * Completes the transfer and judges it.
     *
     * @param sent the bytes that must be there now
     * @throws FtpException INCOMPLETE, MISMATCH or what the final reply says
     */
    Outcome of(DataConnection data, RemotePath place, long sent, TransferType type) throws IOException {
        if (type == TransferType.IMAGE && clients.options().habits().renames()) {
            // one of many: asked behind the data, so that the answer comes with the final reply
            client.foresee(place);
        }
        Reply end;
        try {
            end = data.complete(narrator::waiting);
        } catch (FtpException e) {
            if (e.failure() != Failure.CONTROL_LOST && e.failure() != Failure.FINISH_TIMEOUT) {
                throw e;
            }
            settle(place, sent, e);
            return Outcome.PROVEN;
        }
        Optional<String> elsewhere = elsewhere(end, place);
        if (type == TransferType.ASCII && elsewhere.isEmpty()) {
            narrator.warned(MEANINGLESS);
            return Outcome.SAID;
        }
        RemoteSize.Seen there;
        try {
            there = RemoteSize.seen(client, place);
        } catch (FtpException e) {
            if (e.failure() != Failure.CONTROL_LOST && e.failure() != Failure.REPLY_TIMEOUT) {
                throw e;
            }
            if (elsewhere.isEmpty()) {
                settle(place, sent, e);
                return Outcome.PROVEN;
            }
            there = new RemoteSize.Seen(OptionalLong.empty(), false);
        }
        if (there.size().isPresent() && type != TransferType.ASCII) {
            compare(place, there.size().getAsLong(), sent);
            return Outcome.PROVEN;
        }
        // words alone do not count: a name or a kindness can hold the same ones
        if (elsewhere.isPresent() && there.size().isEmpty()) {
            clients.options().habits().note(ServerTrait.TAKES_FILES);
            narrator.warned("the server took it as " + elsewhere.get() + ": nothing proves that it is whole");
            return Outcome.TAKEN;
        }
        if (there.missing()) {
            narrator.warned("the server took " + place.text() + " away as soon as it had come: nothing proves that it"
                    + " is whole, and it is not sent again");
            clients.options().habits().note(ServerTrait.TAKES_FILES);
            return Outcome.TAKEN;
        }
        narrator.warned(
                type == TransferType.ASCII
                        ? MEANINGLESS
                        : "the server does not tell the size: nothing proves that the file is whole");
        return Outcome.SAID;
    }

    /** z/OS answers with the number of a job; others store under a name of their own. */
    private static Optional<String> elsewhere(Reply end, RemotePath place) {
        Matcher job = JOB.matcher(end.text());
        if (job.find()) {
            return Optional.of(job.group(1) != null ? job.group(1) : job.group(2));
        }
        Matcher other = STORED_AS.matcher(end.text());
        return other.find() && !other.group(1).contains(place.name().text())
                ? Optional.of(other.group(1))
                : Optional.empty();
    }

    /**
     * Compares checksums, where they are asked for and the server offers one.
     *
     * @param sized whether the size was proven
     * @return whether anything is proven now
     * @throws FtpException MISMATCH when they differ, UNVERIFIED when a proof is demanded and there is none
     */
    boolean ofContent(UploadJob job, Download.Verify wanted, boolean sized) throws IOException {
        boolean asked = wanted != Download.Verify.SIZE && job.url.type() != TransferType.ASCII && client.isUsable();
        Optional<Checksum> told = asked ? RemoteHash.of(client, job.place) : Optional.empty();
        if (told.isPresent() && job.source.rewinds()) {
            compare(job, told.get());
            return true;
        }
        if (wanted == Download.Verify.HASH) {
            narrator.warned(
                    (told.isPresent() ? job.source.name() + " cannot be read again" : "the server offers no checksum")
                            + (sized ? ": only the size is proven" : ": nothing is proven"));
        }
        if (wanted == Download.Verify.REQUIRE && !sized) {
            throw new FtpException(
                    Failure.UNVERIFIED,
                    job.place.text() + " is there, but nothing proves that it is whole",
                    client.circumstances());
        }
        return sized;
    }

    private void compare(UploadJob job, Checksum there) throws IOException {
        Checksum.Computation computation = there.computation();
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
        long position = 0;
        for (int n = job.source.read(buffer, position); n >= 0; n = job.source.read(buffer, position)) {
            position += n;
            computation.update(buffer.flip());
            buffer.clear();
        }
        String here = computation.hex();
        if (!here.equals(there.hex())) {
            throw new FtpException(
                    Failure.MISMATCH,
                    "the " + there.algorithm() + " of " + job.source.name() + " is " + here + ", and the server says "
                            + there.hex() + " of " + job.place.text() + ", which stays there",
                    client.circumstances().withCommand(Command.of("STOR", job.place)));
        }
    }

    private void compare(RemotePath place, long there, long sent) throws FtpException {
        if (there != sent) {
            throw new FtpException(
                    there < sent ? Failure.INCOMPLETE : Failure.MISMATCH,
                    "the server says it is complete, but has " + there + " of " + sent + " bytes",
                    client.circumstances().withCommand(Command.of("STOR", place)));
        }
    }

    private void settle(RemotePath place, long sent, FtpException lost) throws IOException {
        OptionalLong there = OptionalLong.empty();
        try (FtpClient second = clients.fresh()) {
            there = RemoteSize.of(second, place);
        } catch (FtpException e) {
            lost.addSuppressed(e);
        }
        if (there.equals(OptionalLong.of(sent))) {
            narrator.warned("the final reply was lost; a new connection confirms the size of " + sent + " bytes");
            return;
        }
        if (lost.failure() == Failure.FINISH_TIMEOUT && there.isEmpty()) {
            throw lost;
        }
        throw new FtpException(
                Failure.INCOMPLETE,
                "the control connection was lost before the final reply, and nothing proves that the file is whole",
                lost.circumstances(),
                lost);
    }
}
