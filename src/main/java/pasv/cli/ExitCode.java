package pasv.cli;

import pasv.ftp.wire.Failure;

/**
 * The exit code of the program. 1 to 8 mean what they mean in GNU Wget, so that scripts carry over; the table for
 * people is docs/exit-codes.md. The switch has no default: a new kind of failure without a code does not compile.
 */
public final class ExitCode {
    public static final int OK = 0;
    public static final int BUG = 1;
    public static final int USAGE = 2;
    public static final int SOME_FAILED = 12;
    /** A brake stopped the deletions of a mirror, and all else is done. */
    public static final int BRAKED = 13;

    private ExitCode() {}

    /** The code of a failure. */
    public static int of(Failure failure) {
        return switch (failure) {
            case USAGE -> USAGE;
            case LOCAL_FILE, NO_SPACE -> 3;
            case NAME_UNKNOWN,
                    CONNECT_REFUSED,
                    CONNECT_NO_ANSWER,
                    UNREACHABLE,
                    CONTROL_LOST,
                    SERVER_FULL,
                    TURNED_AWAY -> 4;
            case TLS_REQUIRED, TLS_FAILED, CERTIFICATE, DATA_UNPROTECTED, DATA_SESSION_REFUSED -> 5;
            case LOGIN_REJECTED, LOGIN_DEFERRED, NO_PASSWORD -> 6;
            case NOT_UNDERSTOOD, HOSTILE -> 7;
            case REFUSED_FOR_NOW, REFUSED, NO_RESTART -> 8;
            case PASSIVE_REFUSED,
                    NO_PASSIVE_PORT,
                    DATA_NO_ANSWER,
                    DATA_CONNECT_REFUSED,
                    DATA_PROHIBITED,
                    DATA_REJECTED -> 9;
            case REPLY_TIMEOUT, IDLE_TIMEOUT, FINISH_TIMEOUT, DEADLINE -> 10;
            case INCOMPLETE, DATA_RESET, TRANSFER_ABORTED, MISMATCH, UNVERIFIED -> 11;
            case CANCELLED -> 130;
            case OUTPUT_CLOSED -> 141;
        };
    }
}
