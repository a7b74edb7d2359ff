package pasv.transfer;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import pasv.ftp.RemoteFacts;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.net.Cancellation;
import pasv.remote.Checksum;

/** The target of a download. */
public sealed interface Target {
    /** A file, which is seen only whole; or what is there under that name, when it is a device or a pipe. */
    record ToFile(Path path) implements Target {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /** A stream that is not closed after the transfer, such as standard output. */
    record ToStream(WritableByteChannel channel, String name) implements Target {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Whether it is a file that is seen only whole. */
    default boolean isRegular() {
        return this instanceof ToFile file && (!Files.exists(file.path()) || Files.isRegularFile(file.path()));
    }

    /** Whether a file is there that is as long as the remote one and not older; not where the server does not tell. */
    default boolean isAsNewAs(RemoteFacts remote) throws IOException {
        if (!(this instanceof ToFile file)
                || remote.modified().isEmpty()
                || remote.size().isEmpty()
                || !Files.isRegularFile(file.path())) {
            return false;
        }
        Instant local = Files.getLastModifiedTime(file.path()).toInstant();
        return Files.size(file.path()) == remote.size().getAsLong()
                && !local.isBefore(remote.modified().get().truncatedTo(ChronoUnit.SECONDS));
    }

    /** Opens it, before anything is sent to a server, so that a hopeless target costs nothing. */
    default Sink open(String url, Download.Options options, Cancellation cancellation) throws IOException {
        Optional<String> algorithm = options.checksum().map(Checksum::algorithm);
        if (this instanceof ToStream stream) {
            return new StreamSink(stream.channel(), stream.name(), false, algorithm);
        }
        Path path = ((ToFile) this).path();
        // asked of File first, which answers without an exception: most files of a tree are not there yet
        if (path.toFile().exists() && !Files.isDirectory(path) && !Files.isRegularFile(path)) {
            return new StreamSink(
                    OtherEnd.open(path, StandardOpenOption.WRITE, cancellation), path.toString(), true, algorithm);
        }
        return new SmallFile(checked(), url, options.resume());
    }

    /** Opens a regular file for a download that comes in pieces. */
    default PartialFile openPart(String url, Download.Options options) throws IOException {
        return new PartialFile(checked(), url, options.resume());
    }

    private Path checked() throws FtpException {
        if (!(this instanceof ToFile file)) {
            throw new IllegalStateException(this + " is no regular file");
        }
        if (file.path().toFile().isDirectory()) {
            throw LocalTrouble.failed(
                    Failure.LOCAL_FILE, file.path() + " is a directory", new IOException("is a directory"));
        }
        Path directory = file.path().toAbsolutePath().getParent();
        if (directory != null) {
            checkDirectory(directory);
        }
        return file.path();
    }

    /**
     * Looks whether files can be made in a directory, before anything is asked of a server for their sake.
     *
     * @throws FtpException LOCAL_FILE when it is not there, or not for us to write into
     */
    static void checkDirectory(Path directory) throws FtpException {
        if (!Files.isDirectory(directory)) {
            throw LocalTrouble.failed(
                    Failure.LOCAL_FILE, "the directory " + directory + " does not exist", new IOException("missing"));
        }
        if (!Files.isWritable(directory)) {
            throw LocalTrouble.failed(
                    Failure.LOCAL_FILE, "no permission to write into " + directory, new IOException("not writable"));
        }
    }
}
