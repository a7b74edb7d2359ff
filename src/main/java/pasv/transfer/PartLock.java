package pasv.transfer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * The lock of a part. It is opened only where its journal says that pasv made it, and by one process at a time: the
 * lock dies with the process, so that no stale one can block a later run.
 */
final class PartLock {
    /** How often a part may go away between the look at it and the lock. */
    private static final int TRIES = 10;

    private PartLock() {}

    /** A file in the way that belongs to somebody else. */
    static final class NotOurs extends IOException {
        private static final long serialVersionUID = 1;

        NotOurs(String message) {
            super(message);
        }
    }

    /**
     * A part that is this process's alone.
     *
     * @param file open and locked
     * @param identity which file it is: under its name may lie another one later
     */
    record Held(FileChannel file, Optional<Object> identity) {}

    /** Opens the part, or makes a new one with an empty journal. */
    static Held open(Path part, Path journal, Path target) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            Optional<Held> held = tried(part, journal, target);
            if (held.isPresent()) {
                return held.get();
            }
        }
        throw busy(journal, target);
    }

    /** Empty where the part went away just then: whoever had it has published it or given it up. */
    private static Optional<Held> tried(Path part, Path journal, Path target) throws IOException {
        if (fileKey(part).isEmpty()) {
            // first of all, so that a part is never without one, not even after a kill -9 between the two
            provide(journal);
            provide(part);
        }
        Optional<BasicFileAttributes> found = look(part);
        if (found.isPresent() && !found.get().isRegularFile()) {
            throw inTheWay(part, journal);
        }
        FileChannel file;
        try {
            file = FileChannel.open(part, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try {
            Optional<Held> held = locked(file, found.map(PartLock::key), part, journal, target);
            if (held.isEmpty()) {
                file.close();
            }
            return held;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Whose it is can be told under the lock only: who has it may have no journal yet, or none any more. */
    private static Optional<Held> locked(FileChannel file, Optional<Object> found, Path part, Path journal, Path target)
            throws IOException {
        try {
            if (file.tryLock() == null) {
                throw busy(journal, target);
            }
        } catch (OverlappingFileLockException e) {
            throw busy(journal, target);
        }
        if (!found.equals(fileKey(part))) {
            return Optional.empty();
        }
        // in a file without a byte nobody loses anything
        if (file.size() > 0 && !Files.isRegularFile(journal, LinkOption.NOFOLLOW_LINKS)) {
            throw inTheWay(part, journal);
        }
        provide(journal);
        return Optional.of(new Held(file, found));
    }

    private static NotOurs inTheWay(Path part, Path journal) {
        return new NotOurs(part + " is in the way and was not made by pasv (it has no " + journal.getFileName()
                + "): move it away");
    }

    private static void provide(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            try {
                Files.createFile(file);
            } catch (FileAlreadyExistsException e) {
                // another process was quicker, and it is as empty
            }
        }
    }

    private static NotOurs busy(Path journal, Path target) throws IOException {
        String who =
                PartJournal.read(journal).map(j -> " (process " + j.pid() + ")").orElse("");
        return new NotOurs("another pasv" + who + " is fetching " + target.getFileName() + " right now");
    }

    /** Which file it is, whatever its name; empty where there is none. */
    static Optional<Object> fileKey(Path part) throws IOException {
        return look(part).map(PartLock::key);
    }

    private static Object key(BasicFileAttributes attributes) {
        Object key = attributes.fileKey();
        return key == null ? attributes.creationTime() : key;
    }

    private static Optional<BasicFileAttributes> look(Path part) throws IOException {
        try {
            return Optional.of(Files.readAttributes(part, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
