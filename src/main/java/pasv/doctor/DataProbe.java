package pasv.doctor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import pasv.ftp.Circumstances;
import pasv.ftp.Command;
import pasv.ftp.DataConnection;
import pasv.ftp.FtpException;
import pasv.ftp.Reply;
import pasv.ftp.TransferType;
import pasv.ftp.WireEvent;

/** Does a data connection open, and do bytes come through it? Fetches the listing of the login directory. */
final class DataProbe implements Probe {
    private static final int ENOUGH = 1 << 20;
    private static final Duration LONG = Duration.ofSeconds(6);

    @Override
    public String id() {
        return "data";
    }

    @Override
    public boolean needsSession() {
        return true;
    }

    @Override
    public Finding examine(Examination examination) throws IOException {
        try (DataConnection data = examination.client().begun(Command.of("LIST"), TransferType.ASCII, 0)) {
            ByteArrayOutputStream bytes = read(data);
            if (!data.hasEnded()) {
                return Finding.ok(id(), opened(examination) + ", the listing is long and was left unread");
            }
            long end = System.nanoTime();
            data.complete((waited, limit) -> {});
            examination.listed(bytes.toByteArray(), Duration.ofNanos(System.nanoTime() - end));
            return Finding.ok(id(), opened(examination) + ", " + bytes.size() + " bytes of listing");
        } catch (FtpException e) {
            return failed(e, examination);
        }
    }

    private static ByteArrayOutputStream read(DataConnection data) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteBuffer piece = ByteBuffer.allocate(1 << 16);
        long end = System.nanoTime() + LONG.toNanos();
        while (bytes.size() < ENOUGH
                && System.nanoTime() < end
                && data.read(piece.clear(), (waited, limit) -> {}) >= 0) {
            bytes.write(piece.array(), 0, piece.position());
        }
        return bytes;
    }

    private static String opened(Examination examination) {
        Optional<WireEvent.DataOpened> open = examination.transcript().last(WireEvent.DataOpened.class);
        String resumed = examination
                .transcript()
                .last(WireEvent.Secured.class)
                .filter(WireEvent.Secured::data)
                .map(secured -> secured.facts().resumed() ? ", TLS session resumed" : ", TLS session not resumed")
                .orElse("");
        return open.map(o -> o.remote() + " open after " + o.after().toMillis() + " ms" + resumed)
                .orElse("data connection open");
    }

    private Finding failed(FtpException e, Examination examination) throws FtpException {
        Circumstances c = e.circumstances();
        Subject subject = c.dataPeer()
                .map(peer -> examination.subject().onPort(peer.port()))
                .orElse(examination.subject())
                .saying(Opening.words(e));
        Trouble trouble = switch (e.failure()) {
            case CANCELLED -> throw e;
            case PASSIVE_REFUSED -> Trouble.PASSIVE_REFUSED;
            case NOT_UNDERSTOOD -> Trouble.PASSIVE_GARBLED;
            case DATA_NO_ANSWER -> Trouble.DATA_NO_ANSWER;
            case DATA_CONNECT_REFUSED -> Trouble.DATA_REFUSED;
            case DATA_PROHIBITED -> Trouble.DATA_PROHIBITED;
            case DATA_REJECTED -> Trouble.DATA_REJECTED;
            case DATA_UNPROTECTED, DATA_SESSION_REFUSED, TLS_FAILED, CERTIFICATE -> Trouble.DATA_TLS;
            case IDLE_TIMEOUT, REPLY_TIMEOUT -> Trouble.DATA_SILENT;
            case FINISH_TIMEOUT -> Trouble.FINAL_REPLY_MISSING;
            case REFUSED, REFUSED_FOR_NOW -> Trouble.LISTING_REFUSED;
            case CONTROL_LOST -> Trouble.SESSION_LOST;
            default -> Trouble.DATA_BROKEN;
        };
        return Finding.fail(
                id(), trouble, subject, c.reply().map(Reply::toString).orElse(e.getMessage()));
    }
}
