package pasv.transfer;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;

/** A trouble on this machine's disk. Turns what the JDK throws into a failure with words. */
public final class LocalTrouble {
    private LocalTrouble() {}

    /** A local file or stream that cannot be written. */
    public static FtpException of(String name, IOException e) {
        if (e instanceof FtpException already) {
            return already;
        }
        String message = String.valueOf(e.getMessage());
        if (e instanceof AccessDeniedException) {
            return failed(Failure.LOCAL_FILE, "no permission to write " + name, e);
        }
        if (e instanceof NoSuchFileException) {
            return failed(Failure.LOCAL_FILE, "the directory of " + name + " does not exist", e);
        }
        if (e instanceof FileAlreadyExistsException) {
            return failed(Failure.LOCAL_FILE, "another pasv is fetching " + name + " right now", e);
        }
        if (e instanceof PartLock.NotOurs) {
            return failed(Failure.LOCAL_FILE, message, e);
        }
        if (SystemWords.isBrokenPipe(e)) {
            return failed(Failure.OUTPUT_CLOSED, "the reader of " + name + " has gone", e);
        }
        if (SystemWords.isNoSpace(name, e)) {
            return failed(Failure.NO_SPACE, "no space left to write " + name, e);
        }
        return failed(Failure.LOCAL_FILE, "cannot write " + name + " (" + message + ")", e);
    }

    /** A local file that cannot be read. */
    public static FtpException reading(String name, IOException e) {
        if (e instanceof FtpException already) {
            return already;
        }
        if (e instanceof NoSuchFileException) {
            return failed(Failure.LOCAL_FILE, name + " does not exist", e);
        }
        if (e instanceof AccessDeniedException) {
            return failed(Failure.LOCAL_FILE, "no permission to read " + name, e);
        }
        return failed(Failure.LOCAL_FILE, "cannot read " + name + " (" + e.getMessage() + ")", e);
    }

    static FtpException failed(Failure failure, String message, IOException cause) {
        return new FtpException(failure, message, Circumstances.in(Phase.LOCAL), cause);
    }
}
