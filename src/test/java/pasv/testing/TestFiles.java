package pasv.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Test content that can be made and checked at any offset without keeping it: byte n depends on n and a seed alone.
 *
 * <p>Every eight bytes are the mixed number of their place, so a block that is lost, doubled, or written at a wrong
 * offset never looks right by chance, as it would with a short repeating pattern.
 */
public final class TestFiles {
    /** The size of a.txt and b.txt in the reference lab: 300 MiB. */
    public static final long LAB_SIZE = 314_572_800L;

    private static final int CHUNK = 1 << 20;

    private TestFiles() {}

    /** The {@code length} bytes that begin at {@code offset}, with seed 0 (what {@code ! data} of a script sends). */
    public static byte[] pattern(long offset, int length) {
        return pattern(0, offset, length);
    }

    /** The {@code length} bytes that begin at {@code offset} in the content of that seed. */
    public static byte[] pattern(long seed, long offset, int length) {
        long firstWord = offset / Long.BYTES;
        int skip = (int) (offset % Long.BYTES);
        int words = (skip + length + Long.BYTES - 1) / Long.BYTES;
        ByteBuffer buffer = ByteBuffer.allocate(words * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long word = firstWord; buffer.hasRemaining(); word++) {
            buffer.putLong(mix(seed, word));
        }
        byte[] bytes = new byte[length];
        buffer.position(skip).get(bytes);
        return bytes;
    }

    /** Writes a file of that size and seed. */
    public static Path write(Path file, long size, long seed) {
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long at = 0; at < size; at += CHUNK) {
                out.write(pattern(seed, at, (int) Math.min(CHUNK, size - at)));
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a file that has the size but, on most file systems, takes no room on the disk; it reads as zeros. */
    public static Path sparse(Path file, long size) {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            if (size > 0) {
                channel.write(ByteBuffer.allocate(1), size - 1);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first offset at which the file is not the content of that size and seed, or -1 where it is. */
    public static long firstDifference(Path file, long size, long seed) {
        try (InputStream in = Files.newInputStream(file)) {
            long at = 0;
            while (true) {
                byte[] got = in.readNBytes(CHUNK);
                byte[] want = pattern(seed, at, (int) Math.min(CHUNK, size - at));
                int differs = java.util.Arrays.mismatch(got, want);
                if (differs >= 0) {
                    return at + differs;
                }
                at += got.length;
                if (got.length < CHUNK) {
                    return -1;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The SHA-256 of a file in lower-case hex, as {@code sha256sum} prints it. */
    public static String sha256(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** The SHA-256 of these bytes in lower-case hex. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** The finaliser of SplitMix64: cheap, and every bit of the place reaches every bit of the word. */
    private static long mix(long seed, long word) {
        long z = (word + 1) * 0x9E3779B97F4A7C15L + seed * 0xD1B54A32D192ED03L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
