package pasv.doctor.probe;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import pasv.doctor.examination.Examination;
import pasv.doctor.examination.Opening;
import pasv.doctor.finding.Finding;
import pasv.doctor.finding.Trouble;
import pasv.ftp.data.DataConnection;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.RemotePath;
import pasv.ftp.wire.TransferType;
import pasv.listing.Listing;
import pasv.listing.ListingReader;
import pasv.listing.entry.Entry;

/**
 * The probe of full packets from the server. A short listing fits into one small packet and passes where full ones
 * vanish, so the beginning of the largest file is fetched.
 */
public final class PacketsProbe implements Probe {
    /** Two packets of Ethernet and a bit. */
    private static final int SEVERAL = 3_000;

    private static final int ENOUGH = 1 << 16;

    @Override
    public String id() {
        return "packets";
    }

    @Override
    public boolean needsSession() {
        return true;
    }

    @Override
    public Finding examine(Examination examination) throws IOException {
        Optional<byte[]> listing = examination.listing();
        if (listing.isEmpty()) {
            return Finding.skip(id(), "no whole listing came");
        }
        if (listing.get().length >= SEVERAL) {
            return Finding.ok(id(), "full packets come: the listing filled several");
        }
        Optional<Entry> file = largest(listing.get());
        if (file.isEmpty()) {
            return Finding.skip(
                    id(),
                    "no file of " + SEVERAL + " bytes or more in the login directory: whether full packets come is not"
                            + " known");
        }
        String name = file.get().name().toString();
        int bytes = 0;
        try (DataConnection data =
                examination.client().retrieve(RemotePath.of(file.get().name()), TransferType.IMAGE, 0)) {
            bytes = read(
                    data, System.nanoTime() + examination.limits().eighths(3).toNanos());
            if (data.hasEnded()) {
                data.complete((waited, limit) -> {});
            }
            return Finding.ok(id(), "full packets come: " + bytes + " bytes of " + name);
        } catch (FtpException e) {
            return failed(e, name, bytes, examination);
        }
    }

    private Finding failed(FtpException e, String name, int bytes, Examination examination) throws FtpException {
        boolean silent = e.failure() == Failure.IDLE_TIMEOUT && bytes == 0;
        if (e.failure() == Failure.CANCELLED) {
            throw e;
        }
        return silent
                ? Finding.fail(
                        id(),
                        Trouble.MTU_HOLE,
                        examination.subject().saying("the listing came, and of " + name + " not a byte behind the 150"),
                        e.getMessage())
                : Finding.warn(id(), name + " could not be fetched: " + Opening.words(e));
    }

    private static int read(DataConnection data, long end) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(ENOUGH);
        int bytes = 0;
        while (bytes < ENOUGH && (bytes == 0 || System.nanoTime() - end < 0)) {
            int n = data.read(piece.clear(), (waited, limit) -> {});
            if (n < 0) {
                break;
            }
            bytes += n;
        }
        return bytes;
    }

    private static Optional<Entry> largest(byte[] listing) throws IOException {
        return Listing.read(new ByteArrayInputStream(listing), entries -> ListingReader.list(Instant.now(), entries))
                .entries()
                .stream()
                .filter(Entry::isFile)
                .filter(entry -> entry.size().orElse(0) >= SEVERAL)
                .max(Comparator.comparingLong(entry -> entry.size().orElse(0)));
    }
}
