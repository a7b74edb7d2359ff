package pasv.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import pasv.ftp.Command;
import pasv.ftp.DataConnection;
import pasv.ftp.Failure;
import pasv.ftp.FtpClient;
import pasv.ftp.FtpException;
import pasv.ftp.RemotePath;
import pasv.ftp.TransferType;

/**
 * Is the file really there, whole? The final reply is demanded, then the size there is compared with what was sent; a
 * lost reply is settled over a fresh connection.
 */
final class UploadProof {
    private static final int CHUNK = 256 * 1024;

    private final Clients clients;
    private final FtpClient client;
    private final Narrator narrator;

    UploadProof(Clients clients, FtpClient client, Narrator narrator) {
        this.clients = clients;
        this.client = client;
        this.narrator = narrator;
    }

    /**
     * Completes the transfer and judges it.
     *
     * @param sent the bytes that must be there now
     * @return whether the size was proven
     * @throws FtpException INCOMPLETE, MISMATCH or what the final reply says
     */
    boolean of(DataConnection data, RemotePath place, long sent, TransferType type) throws IOException {
        if (type == TransferType.IMAGE && clients.options().habits().renames()) {
            // one of many: asked behind the data, so that the answer comes with the final reply
            client.foresee(place);
        }
        try {
            data.complete(narrator::waiting);
        } catch (FtpException e) {
            if (e.failure() != Failure.CONTROL_LOST && e.failure() != Failure.FINISH_TIMEOUT) {
                throw e;
            }
            settle(place, sent, e);
            return true;
        }
        if (type == TransferType.ASCII) {
            narrator.warned("sizes mean nothing in the ascii type: nothing proves that the file is whole");
            return false;
        }
        OptionalLong there = RemoteSize.of(client, place);
        if (there.isEmpty()) {
            narrator.warned("the server does not tell the size: nothing proves that the file is whole");
            return false;
        }
        compare(place, there.getAsLong(), sent);
        return true;
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
