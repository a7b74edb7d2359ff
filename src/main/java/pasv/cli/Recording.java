package pasv.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.ftp.wire.WireEvent;
import pasv.ftp.wire.WireListener;
import pasv.ui.Console;
import pasv.ui.Glyphs;
import pasv.ui.WireLog;

/**
 * The record of a conversation for a server's administrator ({@code --record FILE}). A new file that only its owner can
 * read: the lines of {@code -v} with their milliseconds and the report. Passwords are masked before they get here.
 */
final class Recording implements Closeable, WireListener {
    private final OutputStream file;
    private final Console page;
    private final WireLog log;

    private Recording(OutputStream file) {
        this.file = file;
        this.page = new Console(OutputStream.nullOutputStream(), file, Glyphs.UNICODE, false, false);
        this.log = new WireLog(page, true);
    }

    /**
     * Makes the file.
     *
     * @throws FtpException LOCAL_FILE where it exists already or cannot be made
     */
    static Recording to(Path path) throws FtpException {
        try {
            boolean posix =
                    FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
            if (posix) {
                Files.createFile(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(path);
            }
            return new Recording(Files.newOutputStream(path, StandardOpenOption.WRITE));
        } catch (FileAlreadyExistsException e) {
            throw trouble(path + " exists already", e);
        } catch (IOException e) {
            throw trouble("cannot write " + path + ": " + e.getMessage(), e);
        }
    }

    private static FtpException trouble(String what, IOException cause) {
        return new FtpException(Failure.LOCAL_FILE, what, Circumstances.in(Phase.LOCAL), cause);
    }

    @Override
    public void on(WireEvent event) {
        log.on(event);
    }

    /** Takes the lines of the report. */
    Consumer<String> lines() {
        return page::say;
    }

    @Override
    public void close() throws FtpException {
        try {
            file.close();
        } catch (IOException e) {
            throw trouble("the recording could not be closed: " + e.getMessage(), e);
        }
    }
}
