package pasv.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pasv.testing.TestFiles;

/** A part is gone on from as far as it is what was received, and not a byte further. */
class BlockSumsTest {
    private static final int LENGTH = 2 * BlockSums.BLOCK + 1_000_000;

    @TempDir
    Path directory;

    private static BlockSums received(int length, int piece) {
        BlockSums sums = new BlockSums();
        for (int at = 0; at < length; at += piece) {
            sums.received(ByteBuffer.wrap(TestFiles.pattern(1, at, Math.min(piece, length - at))));
        }
        return sums;
    }

    @Test
    void doesNotDependOnThePiecesThatCame() {
        assertEquals(received(LENGTH, 1 << 20).kept(), received(LENGTH, 777_777).kept());
        assertEquals(LENGTH, received(LENGTH, 1 << 20).kept().bytes());
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 9388608",
        "0, 0",
        "4194303, 0",
        "4194304, 4194304",
        "8388607, 4194304",
        "8388608, 8388608",
        "9388607, 8388608",
    })
    void isTrustedUpToTheFirstBlockThatChanged(int changed, long trusted) throws IOException {
        Path part = TestFiles.write(directory.resolve("part"), LENGTH, 1);
        BlockSums.Kept kept = received(LENGTH, 1 << 20).kept();
        try (FileChannel file = FileChannel.open(part, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (changed >= 0) {
                byte[] one = TestFiles.pattern(1, changed, 1);
                one[0]++;
                file.write(ByteBuffer.wrap(one), changed);
            }
            BlockSums again = new BlockSums();
            assertEquals(trusted, again.verified(file, kept));
            assertEquals(trusted, again.kept().bytes(), "and is vouched for from there on");
        }
    }

    @Test
    void aPartThatWasCutIsTrustedByWholeBlocks() throws IOException {
        Path part = TestFiles.write(directory.resolve("part"), LENGTH, 1);
        try (FileChannel file = FileChannel.open(part, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            file.truncate(BlockSums.BLOCK + 10L);
            assertEquals(
                    BlockSums.BLOCK,
                    new BlockSums().verified(file, received(LENGTH, 1 << 20).kept()));
        }
    }

    @Test
    void sumsThatVouchForNothingAreNone() {
        assertThrows(IllegalArgumentException.class, () -> new BlockSums.Kept(5, List.of()));
        assertThrows(IllegalArgumentException.class, () -> new BlockSums.Kept(-1, List.of()));
        assertThrows(IllegalArgumentException.class, () -> new BlockSums.Kept(0, List.of(1)));
    }
}
