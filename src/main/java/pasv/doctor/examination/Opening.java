package pasv.doctor.examination;

import java.util.Locale;
import java.util.Optional;
import pasv.doctor.finding.Finding;
import pasv.doctor.finding.Trouble;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.ftp.wire.Reply;

/** The step at which a session failed to open, and the trouble that it speaks of. */
public enum Opening {
    NAME,
    TCP,
    BANNER,
    TLS,
    LOGIN;

    /** What went wrong at one step. */
    record Stop(Opening step, Trouble trouble) {}

    static Stop of(FtpException e) {
        boolean atDoor = e.circumstances().phase() == Phase.GREETING;
        return switch (e.failure()) {
            case NAME_UNKNOWN -> new Stop(NAME, Trouble.NAME_UNKNOWN);
            case NAME_SILENT -> new Stop(NAME, Trouble.NAME_SILENT);
            case NAME_SERVER_FAILED -> new Stop(NAME, Trouble.NAME_SERVER_FAILED);
            case CONNECT_REFUSED -> new Stop(TCP, Trouble.SERVER_REFUSED);
            case CONNECT_NO_ANSWER -> new Stop(TCP, Trouble.SERVER_NO_ANSWER);
            case UNREACHABLE -> new Stop(TCP, Trouble.SERVER_UNREACHABLE);
            case NOT_UNDERSTOOD, HOSTILE -> new Stop(BANNER, Trouble.NOT_FTP);
            case REPLY_TIMEOUT ->
                new Stop(atDoor ? BANNER : LOGIN, atDoor ? Trouble.BANNER_SILENT : Trouble.SESSION_LOST);
            case SERVER_FULL -> new Stop(atDoor ? BANNER : LOGIN, Trouble.SERVER_FULL);
            case TURNED_AWAY -> new Stop(atDoor ? BANNER : LOGIN, Trouble.TURNED_AWAY);
            case TLS_REQUIRED -> new Stop(LOGIN, Trouble.TLS_REQUIRED);
            case CERTIFICATE -> new Stop(TLS, expired(e) ? Trouble.CERTIFICATE_EXPIRED : Trouble.CERTIFICATE_UNTRUSTED);
            case TLS_FAILED, DATA_UNPROTECTED -> new Stop(TLS, Trouble.TLS_FAILED);
            case LOGIN_REJECTED, LOGIN_DEFERRED, NO_PASSWORD -> new Stop(LOGIN, Trouble.ofRejection(words(e)));
            default -> new Stop(atDoor ? BANNER : LOGIN, Trouble.SESSION_LOST);
        };
    }

    private static boolean expired(FtpException e) {
        return e.getMessage().toLowerCase(Locale.ROOT).contains("expired");
    }

    /** What the server said, else what the system said. */
    public static String words(FtpException e) {
        Optional<Reply> bad = e.reply().filter(r -> r.isPermanentFailure() || r.isTransientFailure());
        return bad.map(Reply::toString).orElse(e.getMessage());
    }

    /**
     * Waits for the step. Its finding is its trouble, or nothing to look at since an earlier step failed; empty when it
     * was passed. A trouble that shows only after its own step is told by the next one.
     */
    public Optional<Finding> finding(Examination examination) throws FtpException {
        examination.await(this);
        String id = name().toLowerCase(Locale.ROOT);
        if (examination.isOpeningGivenUp()) {
            return Optional.of(Finding.skip(id, "not reached"));
        }
        if (examination.failure().isEmpty()) {
            return Optional.empty();
        }
        FtpException e = examination.failure().get();
        Stop stop = of(e);
        boolean untold = stop.step().compareTo(this) < 0 && !examination.openingTroubleIsTold();
        if (stop.step() == this || untold) {
            examination.tellOpeningTrouble();
            return Optional.of(
                    Finding.fail(id, stop.trouble(), examination.subject().saying(words(e)), e.getMessage()));
        }
        return stop.step().compareTo(this) < 0 ? Optional.of(Finding.skip(id, "not reached")) : Optional.empty();
    }
}
