package pasv.transfer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pasv.ftp.RemoteFacts;

/** A small file is here whole, with its time, or it is not here; and nobody else's file is touched. */
class SmallFileTest {
    private static final Instant THEN = Instant.parse("2024-02-29T12:34:56Z");
    private static final String URL = "ftp://127.0.0.1/a";

    @TempDir
    Path directory;

    private static RemoteFacts facts(long size) {
        return new RemoteFacts(OptionalLong.of(size), Optional.of(THEN));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void nothingIsSeenBeforeItIsWhole() throws IOException {
        Path target = directory.resolve("a");
        try (SmallFile file = new SmallFile(target, URL, true)) {
            file.prepare();
            assertEquals(new Sink.Ready(0, 0, Optional.empty()), file.ready(facts(6), false));
            file.write(bytes("abc"));
            file.write(bytes("def"));
            assertEquals(List.of(), names());
            file.publish(Optional.of(THEN));
        }
        assertEquals(List.of("a"), names());
        assertEquals("abcdef", Files.readString(target));
        assertEquals(THEN, Files.getLastModifiedTime(target).toInstant());
    }

    @Test
    void anotherAttemptGoesOnFromMemory() throws IOException {
        try (SmallFile file = new SmallFile(directory.resolve("a"), URL, true)) {
            file.ready(facts(6), false);
            file.write(bytes("abc"));
            assertEquals(new Sink.Ready(3, 3, Optional.empty()), file.ready(facts(6), false));
            assertTrue(file.matches(bytes("bc"), 1));
            assertTrue(!file.matches(bytes("bx"), 1));
            // another version of the file begins anew
            assertEquals(0, file.ready(facts(7), false).have());
            file.forget();
        }
        assertEquals(List.of(), names());
    }

    @Test
    void whatCameOfAFailedTransferIsKeptForALaterRun() throws IOException {
        try (SmallFile file = new SmallFile(directory.resolve("a"), URL, true)) {
            file.ready(facts(6), false);
            file.write(bytes("abc"));
        }
        assertEquals(List.of("a.part", "a.part.json"), names());
        try (SmallFile file = new SmallFile(directory.resolve("a"), URL, true)) {
            assertEquals(3, file.ready(facts(6), false).have());
            assertTrue(file.matches(bytes("abc"), 0));
            file.write(bytes("def"));
            file.publish(Optional.empty());
        }
        assertEquals(List.of("a"), names());
        assertEquals("abcdef", Files.readString(directory.resolve("a")));
    }

    @Test
    void aForeignPartIsLeftAlone() throws IOException {
        Path part = Files.writeString(directory.resolve("a.part"), "somebody's");
        try (SmallFile file = new SmallFile(directory.resolve("a"), URL, true)) {
            org.junit.jupiter.api.Assertions.assertThrows(IOException.class, () -> file.ready(facts(6), false));
        }
        assertEquals("somebody's", Files.readString(part));
        assertEquals(List.of("a.part"), names());
    }

    @Test
    void moreThanWasAnnouncedIsTakenAsItComes() throws IOException {
        byte[] many = new byte[5000];
        try (SmallFile file = new SmallFile(directory.resolve("a"), URL, true)) {
            file.ready(facts(6), false);
            file.write(ByteBuffer.wrap(many));
            file.publish(Optional.empty());
        }
        assertArrayEquals(many, Files.readAllBytes(directory.resolve("a")));
        assertEquals(List.of("a"), names());
    }

    @Test
    void theLongestNamesHaveATemporaryOne() throws IOException {
        for (String name : List.of("x".repeat(255), "ü".repeat(127), "x".repeat(240))) {
            Path target = directory.resolve(name);
            try (SmallFile file = new SmallFile(target, URL, true)) {
                file.ready(facts(1), false);
                file.write(bytes("a"));
                file.publish(Optional.empty());
            }
            assertEquals("a", Files.readString(target));
        }
    }
}
