package pasv.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import pasv.ftp.RemoteFacts;
import pasv.remote.Checksum;

/**
 * A local file that is received whole and then written: a temporary file, one write, its time, a rename. It has neither
 * journal nor lock, for nothing on the disk is ever half of it. What is larger than {@link #LARGEST}, or takes longer than
 * {@link #PATIENCE_NANOS}, or has a part from an earlier run, becomes a {@link PartialFile}, as does what came of a
 * transfer that failed.
 */
final class SmallFile implements Sink {
    /** In bytes. */
    static final int LARGEST = 1024 * 1024;

    private static final long PATIENCE_NANOS = 2_000_000_000L;

    private final Path target;
    private final String url;
    private final boolean resumes;
    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private @Nullable RemoteFacts facts;
    private @Nullable PartialFile part;
    private long begun;

    /**
     * @param target where the file is published; a symbolic link is followed
     * @param url the remote file, without a password
     * @param resumes whether a part of an earlier run may be used
     */
    SmallFile(Path target, String url, boolean resumes) throws IOException {
        this.target = PartialFile.followed(target.toAbsolutePath());
        this.url = url;
        this.resumes = resumes;
    }

    @Override
    public void prepare() {
        if (part != null) {
            part.prepare();
        }
    }

    @Override
    public Ready ready(RemoteFacts remote, boolean fresh) throws IOException {
        if (part == null && facts == null && isForPart(remote)) {
            part = new PartialFile(target, url, resumes);
        }
        if (part != null) {
            return part.ready(remote, fresh);
        }
        boolean same = remote.equals(facts) && !fresh;
        if (!same) {
            // a byte more than was announced tells a file that grows
            bytes = ByteBuffer.allocate((int) remote.size().orElse(0) + 1);
            facts = remote;
        }
        begun = System.nanoTime();
        return new Ready(bytes.position(), bytes.position(), Optional.empty());
    }

    private boolean isForPart(RemoteFacts remote) {
        Path old = target.resolveSibling(PartName.of(target.getFileName().toString()));
        // asked of File, which answers without an exception: a link that leads nowhere is no part to go on from
        return remote.size().orElse(Long.MAX_VALUE) > LARGEST || old.toFile().exists();
    }

    /** Where it is kept as a part from now on. */
    private PartialFile handedOver() throws IOException {
        PartialFile other = new PartialFile(target, url, false);
        part = other;
        other.ready(known(), true);
        if (bytes.position() > 0) {
            other.write(bytes.flip());
        }
        return other;
    }

    private RemoteFacts known() {
        if (facts == null) {
            throw new IllegalStateException("not ready");
        }
        return facts;
    }

    @Override
    public boolean matches(ByteBuffer other, long position) throws IOException {
        return part == null
                ? bytes.slice((int) position, other.remaining()).equals(other)
                : part.matches(other, position);
    }

    @Override
    public void write(ByteBuffer more) throws IOException {
        if (part == null && (more.remaining() > bytes.remaining() || isLong())) {
            handedOver();
        }
        if (part == null) {
            bytes.put(more);
        } else {
            part.write(more);
        }
    }

    @Override
    public void quiet() throws IOException {
        if (part == null && bytes.position() > 0 && isLong()) {
            handedOver();
        }
    }

    private boolean isLong() {
        return System.nanoTime() - begun > PATIENCE_NANOS;
    }

    @Override
    public Optional<String> checksum(String algorithm) throws IOException {
        if (part != null) {
            return part.checksum(algorithm);
        }
        Checksum.Computation computation = Checksum.Computation.of(algorithm);
        computation.update(bytes.duplicate().flip());
        return Optional.of(computation.hex());
    }

    @Override
    public void publish(Optional<Instant> modified) throws IOException {
        if (part != null) {
            part.publish(modified);
            return;
        }
        Path temporary = written();
        try {
            if (modified.isPresent()
                    && !temporary
                            .toFile()
                            .setLastModified(Math.max(0, modified.get().toEpochMilli()))) {
                throw new IOException("its time cannot be set");
            }
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        facts = null;
    }

    /** All bytes under a name that nobody has. */
    private Path written() throws IOException {
        for (int tries = 1; ; tries++) {
            Path temporary = target.resolveSibling(PartName.temporary(
                    target.getFileName().toString(), ThreadLocalRandom.current().nextInt()));
            boolean made = false;
            try (FileChannel file =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                made = true;
                ByteBuffer all = bytes.duplicate().flip();
                while (all.hasRemaining()) {
                    file.write(all);
                }
                file.force(false);
                return temporary;
            } catch (FileAlreadyExistsException e) {
                if (tries == 3) {
                    throw e;
                }
            } catch (IOException e) {
                if (made) {
                    Files.deleteIfExists(temporary);
                }
                throw e;
            }
        }
    }

    @Override
    public void forget() throws IOException {
        if (part != null) {
            part.forget();
        } else {
            bytes.clear();
        }
    }

    /** What came and was not published is worth keeping, for a later run to go on from. */
    @Override
    public void abandon() throws IOException {
        if (part == null && facts != null && bytes.position() > 0) {
            handedOver();
        }
        facts = null;
        if (part != null) {
            part.abandon();
        }
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
