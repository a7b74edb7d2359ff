package pasv.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import pasv.ftp.wire.FtpException;
import pasv.transfer.LocalTrouble;

/** The file of a report. Readable by its owner only, and there whole or not at all. */
public final class ReportFile {
    private final Path file;

    private ReportFile(Path file) {
        this.file = file;
    }

    /**
     * Finds out that it can be written, before anything is asked of a server.
     *
     * @throws FtpException LOCAL_FILE where it cannot
     */
    public static ReportFile at(Path file) throws FtpException {
        boolean there = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        if (there && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw trouble(file, new IOException("it is no regular file"));
        }
        try {
            Files.delete(beside(file));
        } catch (IOException e) {
            throw trouble(file, e);
        }
        return new ReportFile(file);
    }

    /** A new file in the same directory; Java makes it readable by its owner only. */
    private static Path beside(Path file) throws IOException {
        return Files.createTempFile(file.toAbsolutePath().getParent(), ".report", ".html");
    }

    /**
     * Puts the page there in one step.
     *
     * @throws FtpException LOCAL_FILE where that is no longer possible
     */
    public void write(String page) throws FtpException {
        try {
            Path fresh = beside(file);
            try {
                Files.writeString(fresh, page, StandardCharsets.UTF_8);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw trouble(file, e);
        }
    }

    private static FtpException trouble(Path file, IOException e) {
        return LocalTrouble.of("the report " + file, e);
    }
}
