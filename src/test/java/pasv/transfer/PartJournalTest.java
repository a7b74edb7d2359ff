package pasv.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pasv.ftp.RemoteFacts;
import pasv.ftp.wire.FtpException;
import pasv.net.Cancellation;
import pasv.remote.Checksum;

/** The journal comes back as it was written or not at all, and the other small rules of a trusted download. */
class PartJournalTest {
    private static final String URL = "ftp://10.0.0.11/a.txt";
    private static final RemoteFacts FACTS =
            new RemoteFacts(OptionalLong.of(100), Optional.of(Instant.parse("2025-10-20T17:00:00Z")));

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void nameIt() {
        file = directory.resolve("a.txt.part.json");
    }

    @Test
    void comesBackAsItWasWritten() throws IOException {
        List<PartJournal> journals = List.of(
                PartJournal.of(URL, FACTS),
                PartJournal.of(URL, new RemoteFacts(OptionalLong.empty(), Optional.empty())),
                PartJournal.of(URL, FACTS, List.of()),
                PartJournal.of(URL, FACTS, List.of(new Range(0, 10), new Range(20, 1L << 40))));
        for (PartJournal journal : journals) {
            journal.write(file);
            assertEquals(Optional.of(journal), PartJournal.read(file));
        }
        assertEquals(1, directory.toFile().list().length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"url\"",
                "{\"size\":5}",
                "{\"url\":\"u\",\"size\":\"x\"}",
                "{\"url\":\"u\",\"modified\":\"never\"}",
                "{\"url\":\"u\",\"ranges\":[[5,1]]}",
                "{\"url\":\"u\",\"ranges\":[[1]]}",
                "{\"url\":\"u\",\"ranges\":[[-1,5]]}",
                "{\"url\":\"u\",\"ranges\":[[1,2,3]]}",
                "\0\0\0\0"
            })
    void aDamagedOneIsNone(String text) throws IOException {
        Files.writeString(file, text);
        assertEquals(Optional.empty(), PartJournal.read(file));
    }

    @Test
    void aCutOneIsNone() throws IOException {
        PartJournal.of(URL, FACTS, List.of(new Range(0, 10), new Range(20, 30))).write(file);
        String whole = Files.readString(file);
        for (int length = 0; length < whole.length(); length++) {
            Files.writeString(file, whole.substring(0, length));
            assertEquals(Optional.empty(), PartJournal.read(file), whole.substring(0, length));
        }
    }

    @Test
    void onlyTheFirstRangeIsAPrefix() {
        assertEquals(70, PartJournal.of(URL, FACTS).prefix(70));
        assertEquals(0, PartJournal.of(URL, FACTS, List.of()).prefix(100));
        assertEquals(0, PartJournal.of(URL, FACTS, List.of(new Range(1, 50))).prefix(100));
        assertEquals(
                60,
                PartJournal.of(URL, FACTS, List.of(new Range(80, 90), new Range(50, 60), new Range(0, 50)))
                        .prefix(100));
        assertEquals(40, PartJournal.of(URL, FACTS, List.of(new Range(0, 50))).prefix(40));
    }

    @Test
    void knowsItsFile() {
        PartJournal journal = PartJournal.of(URL, FACTS);
        assertEquals(Optional.empty(), journal.differsFrom(URL, FACTS));
        assertTrue(journal.differsFrom(URL + "2", FACTS).isPresent());
        assertTrue(journal.differsFrom(URL, new RemoteFacts(OptionalLong.of(101), FACTS.modified()))
                .isPresent());
        assertTrue(journal.differsFrom(URL, new RemoteFacts(OptionalLong.empty(), FACTS.modified()))
                .isPresent());
        assertTrue(journal.differsFrom(URL, new RemoteFacts(FACTS.size(), Optional.of(Instant.EPOCH)))
                .isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "md5:D41D8CD98F00B204E9800998ECF8427E,md5",
        "' md5:d41d8cd98f00b204e9800998ecf8427e ',md5",
        "crc32:00000000,crc32",
        "sha-1:da39a3ee5e6b4b0d3255bfef95601890afd80709,sha1",
        "SHA-256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855,sha256"
    })
    void readsAChecksumAndComputesIt(String text, String algorithm) {
        Checksum checksum = Checksum.parse(text).orElseThrow();
        assertEquals(algorithm, checksum.algorithm());
        assertEquals(checksum.hex(), checksum.computation().hex(), "of no bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "md5", "md5:", "md5:12", "crc32:0000000g", "sha3:00000000", "md5:00000000"})
    void refusesWhatIsNoChecksum(String text) {
        assertEquals(Optional.empty(), Checksum.parse(text));
    }

    @Test
    void aRateCutsPiecesAndACancelEndsTheWait() throws FtpException {
        Cancellation cancellation = new Cancellation();
        RateLimit none = new RateLimit(0, cancellation);
        assertEquals(1 << 20, none.piece(1 << 20));
        none.moved(Long.MAX_VALUE);
        assertEquals(50_000, new RateLimit(1_000_000, cancellation).piece(1 << 20));
        assertEquals(1024, new RateLimit(10, cancellation).piece(1 << 20));
        assertEquals(100, new RateLimit(10, cancellation).piece(100));
        cancellation.cancel(Cancellation.Cause.ASKED);
        RateLimit slow = new RateLimit(1, cancellation);
        assertThrows(FtpException.class, () -> slow.moved(1_000_000));
        assertFalse(Files.exists(file));
    }

    /** Who wants the same file at the same time gives way or comes next; nobody's part is touched, none is left. */
    @Test
    void threeThatWantTheSameTarget() throws Exception {
        Path target = directory.resolve("a.txt");
        Callable<String> all = () -> {
            StringBuilder wrong = new StringBuilder();
            for (int i = 0; i < 300; i++) {
                try (PartialFile part = new PartialFile(target, URL, true)) {
                    part.prepare();
                    if (i % 3 > 0) {
                        Sink.Ready ready = part.ready(FACTS, false);
                        part.write(ByteBuffer.allocate(100).position((int) ready.have()));
                        part.publish(FACTS.modified());
                    }
                } catch (PartLock.NotOurs | FileAlreadyExistsException e) {
                    wrong.append(
                            e.getMessage().contains("not made by pasv")
                                            || e.getMessage().contains("gone")
                                    ? e
                                    : "");
                } catch (IOException e) {
                    wrong.append(e);
                }
                wrong.append(!Files.exists(target) || Files.size(target) == 100 ? "" : " half a file is published");
            }
            return wrong.toString();
        };
        ExecutorService threads = Executors.newFixedThreadPool(3);
        for (Future<String> wrong : threads.invokeAll(List.of(all, all, all))) {
            assertEquals("", wrong.get());
        }
        threads.shutdown();
        assertEquals(List.of("a.txt"), List.of(directory.toFile().list()));
    }

    @Test
    void anEmptyFileInTheWayOfThePartIsNoLoss() throws IOException {
        Files.createFile(directory.resolve("a.txt.part"));
        try (PartialFile part = new PartialFile(directory.resolve("a.txt"), URL, true)) {
            assertEquals(0, part.ready(FACTS, false).have());
        }
        assertEquals(0, directory.toFile().list().length);
    }
}
