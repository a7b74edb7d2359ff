package pasv.doctor.probe;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import pasv.doctor.examination.Examination;
import pasv.doctor.examination.Opening;
import pasv.doctor.finding.Finding;
import pasv.doctor.finding.Trouble;
import pasv.ftp.data.DataConnection;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.RemotePath;
import pasv.ftp.wire.Reply;
import pasv.ftp.wire.TransferType;

/** The probe of uploading, renaming, dating and deleting ({@code --write}). One small file, gone afterwards. */
public final class WriteProbe implements Probe {
    /** Long enough for several full packets: small ones pass where those vanish. */
    private static final byte[] CONTENT =
            "written by pasv doctor, may be deleted\n".repeat(200).getBytes(StandardCharsets.US_ASCII);

    /** What becomes of packets that never arrive. */
    private static final Set<Failure> SILENCES =
            Set.of(Failure.FINISH_TIMEOUT, Failure.IDLE_TIMEOUT, Failure.REPLY_TIMEOUT);

    @Override
    public String id() {
        return "write";
    }

    @Override
    public boolean needsSession() {
        return true;
    }

    @Override
    public Finding examine(Examination examination) throws IOException {
        if (!examination.wishes().write()) {
            return Finding.skip(id(), "--write uploads, renames and deletes one small file");
        }
        String name = "pasv-doctor-" + Long.toHexString(System.nanoTime()) + ".tmp";
        try (DataConnection data = examination
                .client()
                .store(RemotePath.of(name.getBytes(StandardCharsets.US_ASCII)), TransferType.IMAGE, 0)) {
            data.write(ByteBuffer.wrap(CONTENT), (waited, limit) -> {});
            data.complete((waited, limit) -> {});
        } catch (FtpException e) {
            if (e.failure() == Failure.CANCELLED) {
                throw e;
            }
            if (SILENCES.contains(e.failure())) {
                return Finding.fail(
                        id(),
                        Trouble.MTU_HOLE,
                        examination
                                .subject()
                                .saying("commands arrive, and " + CONTENT.length + " bytes of an upload do not"),
                        e.getMessage());
            }
            return Finding.fail(
                    id(), Trouble.WRITE_REFUSED, examination.subject().saying(Opening.words(e)), e.getMessage());
        }
        String renamed = name + ".renamed";
        Optional<String> trouble = Optional.empty();
        if (!examination.ask("RNFR " + name).isIntermediate()
                || !examination.ask("RNTO " + renamed).isPositive()) {
            trouble = Optional.of("renaming is refused");
            renamed = name;
        } else if (!examination.ask("MFMT 20250102030405 " + renamed).isPositive()) {
            trouble = Optional.of("the server does not take a time (MFMT)");
        }
        Reply deleted = examination.ask("DELE " + renamed);
        if (!deleted.isPositive()) {
            return Finding.warn(id(), "uploaded, but " + renamed + " cannot be deleted: " + deleted);
        }
        return trouble.map(t -> Finding.warn(id(), "uploaded and deleted; " + t))
                .orElseGet(() -> Finding.ok(id(), "uploaded, renamed, dated and deleted one file"));
    }
}
