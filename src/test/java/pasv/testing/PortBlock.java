package pasv.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Which ports may a server of the tests use? A block below the ephemeral ports (32768 on Linux), that no other test run
 * on this machine holds: two runs that only looked whether a port is free would both take it.
 */
final class PortBlock implements AutoCloseable {
    /** Ports in a block: one to listen on, and those for data. */
    static final int SIZE = 50;

    private static final int FIRST = 20_000;
    private static final int BLOCKS = 240;
    /** One for the whole JVM: closing any channel to a file gives up all locks that the process has on it. */
    private static final FileChannel LOCKS = locks();

    private final int first;
    private final FileLock lock;

    private PortBlock(int first, FileLock lock) {
        this.first = first;
        this.lock = lock;
    }

    private static FileChannel locks() {
        try {
            return FileChannel.open(
                    Path.of(System.getProperty("java.io.tmpdir"), "pasv-test-ports"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A block whose first port is free on that address. */
    static PortBlock take(InetAddress address) throws IOException {
        int start = ThreadLocalRandom.current().nextInt(BLOCKS);
        for (int i = 0; i < BLOCKS; i++) {
            int block = (start + i) % BLOCKS;
            Optional<FileLock> lock = lock(block);
            if (lock.isEmpty()) {
                continue;
            }
            int first = FIRST + block * SIZE;
            PortBlock chosen = new PortBlock(first, lock.get());
            if (!chosen.isTaken(address)) {
                return chosen;
            }
            chosen.close();
        }
        throw new IOException("no free ports between " + FIRST + " and " + (FIRST + BLOCKS * SIZE));
    }

    private static Optional<FileLock> lock(int block) throws IOException {
        try {
            return Optional.ofNullable(LOCKS.tryLock(block, 1, false));
        } catch (OverlappingFileLockException ownedHere) {
            return Optional.empty();
        }
    }

    /** Whether somebody else listens on the first port. */
    boolean isTaken(InetAddress address) {
        try (ServerSocket probe = new ServerSocket(first, 1, address)) {
            return probe.getLocalPort() != first;
        } catch (IOException taken) {
            return true;
        }
    }

    int first() {
        return first;
    }

    @Override
    public void close() {
        try {
            if (lock.isValid()) {
                lock.release();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
