package pasv.ftp;

import pasv.ftp.wire.FtpException;

/**
 * A worker's way out of a job that others can do, since the server has too many sessions. Unchecked, for it passes through
 * engines to which it is no failure: nothing is told of it, and the job begins again elsewhere.
 */
public final class LeftToOthers extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final FtpException why;

    LeftToOthers(FtpException why) {
        super(why);
        this.why = why;
    }

    FtpException why() {
        return why;
    }
}
