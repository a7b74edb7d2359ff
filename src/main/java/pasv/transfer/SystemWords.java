package pasv.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The words in which this system tells of a trouble that Java gives no type: a reader that has gone, a full disk. They
 * are in the language of the user's locale, so none is known beforehand: the trouble is made once more, and the words
 * are compared. Asked only when something failed.
 */
final class SystemWords {
    /** A disk with less than a block left is full, whatever the words. */
    private static final long BLOCK = 4096;

    private SystemWords() {}

    /** Whether it was a write to a pipe whose reader has gone. */
    static boolean isBrokenPipe(IOException e) {
        return sameAs(e, SystemWords::intoClosedPipe);
    }

    /**
     * Whether the disk is full.
     *
     * @param name of what was written, where that is a file
     */
    static boolean isNoSpace(String name, IOException e) {
        return isFull(name) || sameAs(e, SystemWords::ontoFullDevice);
    }

    private interface Trouble {
        void make() throws IOException;
    }

    private static boolean sameAs(IOException e, Trouble trouble) {
        try {
            trouble.make();
            return false;
        } catch (IOException same) {
            return reason(e).isPresent() && reason(e).equals(reason(same));
        }
    }

    /** What the system said, without the file's name that some of Java's types put before it. */
    private static Optional<String> reason(IOException e) {
        return e instanceof java.nio.file.FileSystemException file
                ? Optional.ofNullable(file.getReason())
                : Optional.ofNullable(e.getMessage());
    }

    private static void intoClosedPipe() throws IOException {
        Pipe pipe = Pipe.open();
        try (Pipe.SinkChannel sink = pipe.sink()) {
            pipe.source().close();
            sink.write(ByteBuffer.allocate(1));
        }
    }

    private static void ontoFullDevice() throws IOException {
        Path full = Path.of("/dev/full");
        if (Files.exists(full)) {
            try (FileChannel device = FileChannel.open(full, StandardOpenOption.WRITE)) {
                device.write(ByteBuffer.allocate(1));
            }
        }
    }

    private static boolean isFull(String name) {
        try {
            Path file = Path.of(name).toAbsolutePath();
            Path there = Files.exists(file) ? file : file.getParent();
            if (there == null || !Files.exists(there)) {
                return false;
            }
            FileStore store = Files.getFileStore(there);
            // special file systems have no room at all, and are not full
            return store.getTotalSpace() > 0 && store.getUsableSpace() < BLOCK;
        } catch (IOException | UncheckedIOException | java.nio.file.InvalidPathException e) {
            return false;
        }
    }
}
