package pasv.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pasv.ftp.RemoteFacts;

/**
 * How does a file grow without anybody seeing it half written? Bytes go to {@code NAME.part}, whose journal tells of
 * which remote file they are; the proven whole is renamed over the target. The part is locked while a process works on
 * it: the lock dies with the process, so that no stale one can block a later run.
 */
final class PartialFile implements Sink {
    /** How much of what is on disk is fetched again and compared before anything is added. */
    static final int OVERLAP = 64 * 1024;

    private static final boolean WINDOWS = java.io.File.separatorChar == '\\';

    private final Path target;
    private final Path part;
    private final Path journal;
    private final String url;
    private final boolean resumes;
    private final ByteBuffer compared = ByteBuffer.allocate(OVERLAP);
    private @Nullable FileChannel channel;

    /**
     * @param target where the file is published; a symbolic link is followed
     * @param url the remote file, without a password
     * @param resumes whether a part of an earlier run may be used
     */
    PartialFile(Path target, String url, boolean resumes) throws IOException {
        this.target = followed(target.toAbsolutePath());
        this.url = url;
        this.resumes = resumes;
        String name = PartName.of(this.target.getFileName().toString());
        this.part = this.target.resolveSibling(name);
        this.journal = this.target.resolveSibling(name + PartName.JOURNAL);
    }

    private static Path followed(Path path) throws IOException {
        if (!Files.isSymbolicLink(path)) {
            return path;
        }
        return Files.exists(path)
                ? path.toRealPath()
                : path.resolveSibling(Files.readSymbolicLink(path)).normalize();
    }

    @Override
    public Ready ready(RemoteFacts remote, boolean fresh) throws IOException {
        boolean opened = channel == null;
        FileChannel file = opened ? open() : channel;
        if (file == null) {
            throw new IllegalStateException("no part");
        }
        channel = file;
        Optional<PartJournal> known = PartJournal.read(journal);
        long length = file.size();
        long size = known.map(journal -> journal.prefix(length)).orElse(length);
        Optional<String> reason = Optional.empty();
        if (size > 0 && !fresh) {
            reason = known.isEmpty()
                    ? Optional.of("the journal of the part is damaged")
                    : known.get().differsFrom(url, remote);
            if (reason.isEmpty() && opened && !resumes) {
                reason = Optional.of("told not to resume");
            }
            if (reason.isEmpty() && size > remote.size().orElse(Long.MAX_VALUE)) {
                reason = Optional.of("the part is longer than the remote file");
            }
            if (reason.isEmpty()) {
                if (size < length) {
                    // what lies behind the prefix was fetched in segments: this way of fetching does not look there
                    file.truncate(size);
                    PartJournal.of(url, remote).write(journal);
                }
                file.position(size);
                return new Ready(size, (int) Math.min(size, OVERLAP), unsure(remote));
            }
        }
        file.truncate(0);
        file.position(0);
        PartJournal.of(url, remote).write(journal);
        return new Ready(0, 0, reason.map(why -> "starting over: " + why));
    }

    /**
     * Makes ready for fetching in segments: as long as the remote file at once, with the journal telling which bytes
     * are really here. The journal is written before the file grows: a part without ranges is taken for a prefix.
     *
     * @return the bytes that are here
     */
    List<Range> segmented(RemoteFacts remote) throws IOException {
        FileChannel file = open();
        channel = file;
        Optional<PartJournal> known = PartJournal.read(journal);
        long length = file.size();
        List<Range> done = List.of();
        boolean usable = resumes
                && known.isPresent()
                && known.get().differsFrom(url, remote).isEmpty();
        if (usable && length <= remote.size().orElse(0)) {
            done = SegmentPlan.merged(known.get().ranges().orElse(List.of(new Range(0, length))), length);
        } else {
            file.truncate(0);
        }
        journal(remote, done);
        if (file.size() < remote.size().orElse(0)) {
            file.write(ByteBuffer.wrap(new byte[1]), remote.size().getAsLong() - 1);
        }
        return done;
    }

    /** Notes which bytes are here, after they are on the disk. */
    void journal(RemoteFacts remote, List<Range> done) throws IOException {
        file().force(false);
        PartJournal.of(url, remote, done).write(journal);
    }

    /** The file behind the part, for writing at any position. */
    FileChannel segments() {
        return file();
    }

    private static Optional<String> unsure(RemoteFacts remote) {
        return remote.modified().isPresent()
                ? Optional.empty()
                : Optional.of("the server does not tell the modification time: resuming by size and overlap");
    }

    private FileChannel open() throws IOException {
        boolean ours = Files.exists(journal) && !Files.isSymbolicLink(part);
        Optional<Object> before = fileKey();
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
            if (lock == null || (before.isPresent() && !before.equals(fileKey()))) {
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

    /** A file in the way that belongs to somebody else. */
    static final class NotOurs extends IOException {
        private static final long serialVersionUID = 1;

        NotOurs(String message) {
            super(message);
        }
    }

    private Optional<Object> fileKey() throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(part, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Object key = attributes.fileKey();
            return Optional.of(key == null ? attributes.creationTime() : key);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean matches(ByteBuffer bytes, long position) throws IOException {
        compared.clear().limit(bytes.remaining());
        long at = position;
        while (compared.hasRemaining()) {
            int n = file().read(compared, at);
            if (n < 0) {
                return false;
            }
            at += n;
        }
        return compared.flip().equals(bytes);
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        FileChannel file = file();
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    @Override
    public void publish(Optional<Instant> modified) throws IOException {
        file().force(false);
        if (modified.isPresent()) {
            Files.setLastModifiedTime(part, FileTime.from(modified.get()));
        }
        if (WINDOWS) {
            file().close();
        }
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(journal);
        file().close();
        channel = null;
    }

    @Override
    public void forget() throws IOException {
        file().truncate(0);
    }

    @Override
    public void abandon() throws IOException {
        if (channel == null) {
            return;
        }
        boolean empty = channel.size() == 0;
        channel.close();
        channel = null;
        if (empty) {
            Files.deleteIfExists(part);
            Files.deleteIfExists(journal);
        }
    }

    @Override
    public String checksum(String algorithm) throws IOException {
        Checksum.Computation computation = Checksum.Computation.of(algorithm);
        ByteBuffer buffer = ByteBuffer.allocateDirect(OVERLAP);
        for (long at = 0; ; ) {
            int n = file().read(buffer.clear(), at);
            if (n < 0) {
                return computation.hex();
            }
            computation.update(buffer.flip());
            at += n;
        }
    }

    private FileChannel file() {
        if (channel == null) {
            throw new IllegalStateException("not ready");
        }
        return channel;
    }

    @Override
    public String name() {
        return target.toString();
    }

    @Override
    public void close() throws IOException {
        abandon();
    }
}
