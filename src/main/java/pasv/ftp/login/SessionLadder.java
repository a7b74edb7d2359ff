package pasv.ftp.login;

import java.time.Duration;
import java.util.Optional;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.wire.ControlConnection;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.ServerHabits;
import pasv.ftp.wire.WireEvent;
import pasv.ftp.wire.WireListener;
import pasv.net.Tls;
import pasv.net.TlsFacts;
import pasv.net.TlsRung;

/**
 * The ladder of TLS sessions: the kind that comes next when a server will not take the one that a data connection has.
 * The answer is kept in {@link ServerHabits}, for the next control connection and for the next run.
 */
public final class SessionLadder {
    /** ProFTPD forgets a session after 30 minutes, whatever is done with it; then the same kind will do again. */
    private static final Duration SESSION_LIFE = Duration.ofMinutes(25);

    private final FtpOptions options;
    private final WireListener listener;

    public SessionLadder(FtpOptions options, WireListener listener) {
        this.options = options;
        this.listener = listener;
    }

    /**
     * Makes up its mind; a new control connection is to follow.
     *
     * @param carried whether data has come to its end on a data connection of the session before
     * @throws FtpException the refusal, where no kind is left
     */
    public void step(ControlConnection failed, boolean carried, FtpException refusal) throws FtpException {
        Tls tls = failed.tls().orElseThrow(() -> refusal);
        if (tls.age().compareTo(SESSION_LIFE) > 0) {
            listener.on(new WireEvent.Noted("the TLS session has grown old: connecting anew"));
            return;
        }
        if (carried && options.habits().speaksNewestOnly()) {
            // ProFTPD gives no new ticket for an upload: a session of TLS 1.3 carries as many as it had at first
            listener.on(new WireEvent.Noted("the TLS session has no ticket left: connecting anew"));
            return;
        }
        Optional<TlsRung> next = next(tls.rung(), failed.connection().tls());
        if (next.isEmpty()) {
            options.habits().nothingWorks();
            throw new FtpException(
                    Failure.DATA_SESSION_REFUSED,
                    "the server takes no kind of TLS session for data connections, TLS 1.2 with tickets included",
                    refusal.circumstances(),
                    refusal);
        }
        if (options.habits().climb(tls.rung(), next.get(), options.security().newest())) {
            String why = refusal.reply().map(reply -> " (" + reply.code() + ")").orElse("");
            listener.on(new WireEvent.Noted("the server did not take the TLS session of the data connection" + why
                    + ": connecting anew with " + next.get().words()));
        }
    }

    /** With a server that knows nothing newer than TLS 1.2 the first two rungs are one. */
    private static Optional<TlsRung> next(TlsRung rung, Optional<TlsFacts> facts) {
        boolean old =
                facts.filter(agreed -> agreed.protocol().equals("TLSv1.2")).isPresent();
        return rung == TlsRung.NEWEST && old ? Optional.of(TlsRung.TLS_1_2_TICKETS) : rung.next();
    }
}
