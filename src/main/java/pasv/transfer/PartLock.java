package pasv.transfer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Whose is the part? It is opened only where its journal says that pasv made it, and by one process at a time: the lock
 * dies with the process, so that no stale one can block a later run.
 */
final class PartLock {
    private PartLock() {}

    /** A file in the way that belongs to somebody else. */
    static final class NotOurs extends IOException {
        private static final long serialVersionUID = 1;

        NotOurs(String message) {
            super(message);
        }
    }

    /** Opens the part, or makes a new one with an empty journal. */
    static FileChannel open(Path part, Path journal, Path target) throws IOException {
        boolean ours = Files.exists(journal) && !Files.isSymbolicLink(part);
        Optional<Object> before = fileKey(part);
        if (before.isPresent() && !ours) {
            throw new NotOurs(part + " is in the way and was not made by pasv (it has no " + journal.getFileName()
                    + "): move it away");
        }
        if (!ours && !Files.exists(journal, LinkOption.NOFOLLOW_LINKS)) {
            // first of all, so that a part is never without one, not even after a kill -9 between the two
            Files.createFile(journal);
        }
        FileChannel file = FileChannel.open(
                part,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS,
                before.isPresent() ? StandardOpenOption.CREATE : StandardOpenOption.CREATE_NEW);
        try {
            FileLock lock = file.tryLock();
            if (lock == null || (before.isPresent() && !before.equals(fileKey(part)))) {
                throw new OverlappingFileLockException();
            }
            return file;
        } catch (OverlappingFileLockException e) {
            file.close();
            String who = PartJournal.read(journal)
                    .map(j -> " (process " + j.pid() + ")")
                    .orElse("");
            throw new NotOurs("another pasv" + who + " is fetching " + target.getFileName() + " right now");
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Which file it is, whatever its name; empty where there is none. */
    static Optional<Object> fileKey(Path part) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(part, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Object key = attributes.fileKey();
            return Optional.of(key == null ? attributes.creationTime() : key);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
