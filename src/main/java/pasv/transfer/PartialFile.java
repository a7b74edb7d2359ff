package pasv.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import pasv.ftp.RemoteFacts;
import pasv.remote.Checksum;

/**
 * A partial file, which grows without anybody seeing it half written. Bytes go to {@code NAME.part}, whose journal
 * tells of which remote file they are; the proven whole is renamed over the target. The part is locked while a process
 * works on it: the lock dies with the process, so that no stale one can block a later run.
 */
final class PartialFile implements Sink {
    /** How much of what is on disk is fetched again and compared before anything is added. */
    static final int OVERLAP = 64 * 1024;

    /** How often what has come is vouched for in the journal. */
    private static final long NOTE_NANOS = 1_000_000_000L;

    private static final boolean WINDOWS = java.io.File.separatorChar == '\\';

    private final Path target;
    private final Path part;
    private final Path journal;
    private final String url;
    private final boolean resumes;
    private final ByteBuffer compared = ByteBuffer.allocate(OVERLAP);
    private @Nullable FileChannel channel;
    /** Not on the disk yet: a part without bytes has no journal worth reading. */
    private @Nullable PartJournal unwritten;
    /** What is received of a part that grows from its beginning; nothing where it is fetched in segments. */
    private @Nullable BlockSums sums;

    private RemoteFacts facts = new RemoteFacts(OptionalLong.empty(), Optional.empty());
    private long noted;

    private boolean begun;
    /** Of the part that was opened: under its name may lie another one later. */
    private Optional<Object> identity = Optional.empty();

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

    /** What a path leads to. */
    static Path followed(Path path) throws IOException {
        if (!Files.isSymbolicLink(path)) {
            return path;
        }
        return Files.exists(path)
                ? path.toRealPath()
                : path.resolveSibling(Files.readSymbolicLink(path)).normalize();
    }

    @Override
    public void prepare() {
        try {
            opened();
        } catch (IOException e) {
            // it is tried again when the remote file is known, and said then
        }
    }

    @Override
    public Ready ready(RemoteFacts remote, boolean fresh) throws IOException {
        FileChannel file = opened();
        boolean ofEarlierRun = !begun;
        begun = true;
        long length = file.size();
        Optional<PartJournal> known = length > 0 ? PartJournal.read(journal) : Optional.empty();
        long claimed = known.map(journal -> journal.prefix(length)).orElse(length);
        boolean looked = claimed > 0 && !fresh;
        Optional<String> reason = looked ? unusable(known, remote, claimed, ofEarlierRun) : Optional.empty();
        facts = remote;
        // what this very run received needs no second look
        BlockSums own = looked && reason.isEmpty() && !ofEarlierRun ? sums : null;
        BlockSums found = own == null ? new BlockSums() : own;
        sums = found;
        noted = System.nanoTime();
        if (looked && reason.isEmpty()) {
            Optional<BlockSums.Kept> kept = own == null ? known.flatMap(PartJournal::kept) : Optional.of(own.kept());
            long size = own == null
                    ? trusted(file, kept, claimed, found)
                    : own.kept().bytes();
            if (size < length) {
                // behind the prefix lies what was fetched in segments, or what nobody vouches for
                file.truncate(size);
                PartJournal.of(url, remote, found.kept()).write(journal);
            }
            file.position(size);
            Optional<String> changed = kept.filter(vouched -> size < Math.min(vouched.bytes(), length))
                    .map(vouched -> "the part on disk is not what was received from byte " + size + " on: fetching that"
                            + " again");
            return new Ready(size, (int) Math.min(size, OVERLAP), changed.or(() -> unsure(remote)));
        }
        file.truncate(0);
        file.position(0);
        unwritten = PartJournal.of(url, remote);
        return new Ready(0, 0, reason);
    }

    /** How much of the part is still what was received; of one without sums (of segments, of older versions) all. */
    private static long trusted(FileChannel file, Optional<BlockSums.Kept> kept, long claimed, BlockSums found)
            throws IOException {
        if (kept.isPresent()) {
            return found.verified(file, kept.get());
        }
        // vouched for from now on as it is
        ByteBuffer chunk = ByteBuffer.allocateDirect(OVERLAP);
        for (long at = 0; at < claimed; ) {
            int n = file.read(chunk.clear().limit((int) Math.min(OVERLAP, claimed - at)), at);
            if (n < 0) {
                return at;
            }
            found.received(chunk.flip());
            at += n;
        }
        return claimed;
    }

    private FileChannel opened() throws IOException {
        FileChannel file = channel;
        if (file == null) {
            PartLock.Held held = PartLock.open(part, journal, target);
            file = held.file();
            identity = held.identity();
            channel = file;
        }
        return file;
    }

    /** Whether what was opened still lies under the part's name. */
    private boolean isThere() throws IOException {
        return PartLock.fileKey(part).equals(identity);
    }

    /** Why a part of this length cannot be gone on from, as a remark; empty where it can. */
    private Optional<String> unusable(
            Optional<PartJournal> known, RemoteFacts remote, long length, boolean ofEarlierRun) {
        Optional<String> reason = known.isEmpty()
                ? Optional.of("the journal of the part is damaged")
                : known.get().differsFrom(url, remote);
        if (reason.isEmpty() && ofEarlierRun && !resumes) {
            reason = Optional.of("told not to resume");
        }
        if (reason.isEmpty() && length > remote.size().orElse(Long.MAX_VALUE)) {
            reason = Optional.of("the part is longer than the remote file");
        }
        return reason.map(why -> "starting over: " + why);
    }

    /**
     * What an earlier run left.
     *
     * @param ranges the bytes that are here
     * @param remark what to tell the user about it
     */
    record Found(List<Range> ranges, Optional<String> remark) {}

    /**
     * Makes ready for fetching in segments: as long as the remote file at once, with the journal telling which bytes
     * are really here. The journal is written before the file grows: a part without ranges is taken for a prefix.
     */
    Found segmented(RemoteFacts remote) throws IOException {
        FileChannel file = opened();
        long length = file.size();
        Optional<PartJournal> known = length > 0 ? PartJournal.read(journal) : Optional.empty();
        Optional<String> reason = length > 0 ? unusable(known, remote, length, true) : Optional.empty();
        List<Range> done = List.of();
        if (length > 0 && reason.isEmpty() && known.flatMap(PartJournal::kept).isPresent()) {
            long size = new BlockSums()
                    .verified(file, known.flatMap(PartJournal::kept).get());
            done = size > 0 ? List.of(new Range(0, size)) : List.of();
        } else if (length > 0 && reason.isEmpty()) {
            done = SegmentPlan.merged(known.flatMap(PartJournal::ranges).orElse(List.of(new Range(0, length))), length);
        } else {
            file.truncate(0);
        }
        journal(remote, done);
        if (file.size() < remote.size().orElse(0)) {
            file.write(ByteBuffer.wrap(new byte[1]), remote.size().getAsLong() - 1);
        }
        return new Found(done, done.isEmpty() ? reason : unsure(remote));
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
        if (unwritten != null) {
            // before the first byte: a part is only gone on from where its journal says of what it is
            unwritten.write(journal);
            unwritten = null;
        }
        if (sums != null) {
            sums.received(bytes);
        }
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        if (sums != null && System.nanoTime() - noted > NOTE_NANOS) {
            note(sums);
        }
    }

    /** What a run that is killed leaves can be gone on from up to here. */
    private void note(BlockSums received) throws IOException {
        noted = System.nanoTime();
        PartJournal.of(url, facts, received.kept()).write(journal);
    }

    @Override
    public void publish(Optional<Instant> modified) throws IOException {
        file().force(false);
        if (!isThere()) {
            throw new PartLock.NotOurs(part + " is gone: somebody removed or replaced it while the bytes came");
        }
        if (modified.isPresent()) {
            date(modified.get());
        }
        if (WINDOWS) {
            file().close();
        }
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        dropJournal();
        file().close();
        channel = null;
    }

    /** Not through {@code Files}, which opens the file and closes it again: on POSIX systems that ends the lock. */
    private void date(Instant modified) throws IOException {
        if (!part.toFile().setLastModified(Math.max(0, modified.toEpochMilli()))) {
            throw new IOException("its time cannot be set");
        }
    }

    @Override
    public void forget() throws IOException {
        file().truncate(0);
        sums = new BlockSums();
    }

    @Override
    public void abandon() throws IOException {
        if (channel == null) {
            return;
        }
        FileChannel locked = channel;
        channel = null;
        try {
            // under the lock: what lies there without it may be another process's
            if (locked.size() == 0 && isThere()) {
                if (WINDOWS) {
                    locked.close();
                }
                Files.delete(part);
                dropJournal();
            } else if (sums != null && unwritten == null && isThere()) {
                note(sums);
            }
        } finally {
            locked.close();
        }
    }

    /** With the part gone; a new one under its name belongs to another process already, and so does the journal. */
    private void dropJournal() throws IOException {
        if (PartLock.fileKey(part).isEmpty()) {
            Files.deleteIfExists(journal);
        }
    }

    @Override
    public Optional<String> checksum(String algorithm) throws IOException {
        Checksum.Computation computation = Checksum.Computation.of(algorithm);
        ByteBuffer buffer = ByteBuffer.allocateDirect(OVERLAP);
        for (long at = 0; ; ) {
            int n = file().read(buffer.clear(), at);
            if (n < 0) {
                return Optional.of(computation.hex());
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
