package pasv.doctor.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import pasv.doctor.examination.Examination;
import pasv.doctor.examination.Opening;
import pasv.doctor.finding.Finding;
import pasv.doctor.finding.Subject;
import pasv.doctor.finding.Trouble;
import pasv.ftp.data.DataConnection;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Command;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Reply;
import pasv.ftp.wire.TransferType;
import pasv.ftp.wire.WireEvent;
import pasv.net.NetException;

/** The probe of one data connection and the bytes that come through it. Fetches the listing of the login directory. */
public final class DataProbe implements Probe {
    private static final int ENOUGH = 1 << 20;

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
        long end = System.nanoTime() + examination.limits().eighths(5).toNanos();
        boolean whole = false;
        try (DataConnection data = examination.client().begun(Command.of("LIST"), TransferType.ASCII, 0)) {
            ByteArrayOutputStream bytes = read(data, end);
            whole = data.hasEnded();
            examination.moved(endOf(data));
            if (!whole) {
                return unread(opened(examination), bytes.size(), examination);
            }
            long last = System.nanoTime();
            data.complete((waited, limit) -> {});
            examination.listed(bytes.toByteArray(), Duration.ofNanos(System.nanoTime() - last));
            return Finding.ok(id(), opened(examination) + ", " + bytes.size() + " bytes of listing");
        } catch (FtpException e) {
            if (whole && e.failure() == Failure.CANCELLED) {
                // the time of the probe was over while only this was still due
                return Finding.fail(id(), Trouble.FINAL_REPLY_MISSING, examination.subject());
            }
            return failed(e, examination);
        }
    }

    private Finding unread(String opened, int bytes, Examination examination) {
        return bytes >= ENOUGH
                ? Finding.ok(id(), opened + ", the listing is long and was left unread")
                : Finding.warn(
                        id(),
                        opened + ", and the bytes come slowly: " + bytes + " in "
                                + examination.limits().eighths(5).toMillis() + " ms, the rest was left unread");
    }

    private static Examination.DataEnd endOf(DataConnection data) {
        if (!data.hasEnded() || data.tls().isEmpty()) {
            return Examination.DataEnd.UNKNOWN;
        }
        return data.mayBeCut() ? Examination.DataEnd.BARE : Examination.DataEnd.SIGNED;
    }

    private static ByteArrayOutputStream read(DataConnection data, long end) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteBuffer piece = ByteBuffer.allocate(1 << 16);
        while (bytes.size() < ENOUGH
                && System.nanoTime() - end < 0
                && data.read(piece.clear(), (waited, limit) -> {}) >= 0) {
            bytes.write(piece.array(), 0, piece.position());
        }
        return bytes;
    }

    private static String opened(Examination examination) {
        Optional<WireEvent.DataOpened> open = examination.transcript().last(WireEvent.DataOpened.class);
        return open.map(o -> o.remote() + " open after " + o.after().toMillis() + " ms")
                .orElse("data connection open");
    }

    private Finding failed(FtpException e, Examination examination) throws FtpException {
        Circumstances c = e.circumstances();
        Subject subject = c.dataPeer()
                .map(peer -> examination.subject().onPort(peer.port()))
                .orElse(examination.subject())
                .saying(Opening.words(e));
        Optional<NetException.Kind> kind = switch (e.failure()) {
            case DATA_NO_ANSWER -> Optional.of(NetException.Kind.NO_ANSWER);
            case DATA_CONNECT_REFUSED -> Optional.of(NetException.Kind.REFUSED);
            case DATA_PROHIBITED -> Optional.of(NetException.Kind.PROHIBITED);
            default -> Optional.empty();
        };
        if (kind.isPresent() && c.dataPeer().isPresent()) {
            examination.closed(c.dataPeer().get().port(), kind.get());
        }
        Trouble trouble = switch (e.failure()) {
            case CANCELLED -> throw e;
            case PASSIVE_REFUSED -> Trouble.PASSIVE_REFUSED;
            case NOT_UNDERSTOOD -> Trouble.PASSIVE_GARBLED;
            case DATA_NO_ANSWER -> Trouble.DATA_NO_ANSWER;
            case DATA_CONNECT_REFUSED -> Trouble.DATA_REFUSED;
            case DATA_PROHIBITED -> Trouble.DATA_PROHIBITED;
            case DATA_REJECTED -> Trouble.DATA_REJECTED;
            case DATA_INTERCEPTED -> Trouble.DATA_INTERCEPTED;
            case DATA_UNPROTECTED, DATA_SESSION_REFUSED, TLS_FAILED, CERTIFICATE -> Trouble.DATA_TLS;
            case IDLE_TIMEOUT, REPLY_TIMEOUT -> Trouble.DATA_SILENT;
            case FINISH_TIMEOUT -> Trouble.FINAL_REPLY_MISSING;
            case REFUSED, REFUSED_FOR_NOW -> Trouble.LISTING_REFUSED;
            case CONTROL_LOST -> Trouble.SESSION_LOST;
            default -> Trouble.DATA_BROKEN;
        };
        return Finding.fail(
                id(),
                trouble,
                subject,
                c.reply()
                        .filter(reply -> trouble != Trouble.DATA_INTERCEPTED)
                        .map(Reply::toString)
                        .orElse(e.getMessage()));
    }
}
