package pasv.transfer.mirror;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pasv.listing.entry.EntryKind;
import pasv.transfer.mirror.Remembered.Now;

/** What is remembered is found again, whatever happened to the process that wrote it. */
class ManifestTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path directory;

    @Test
    void remembersAcrossRuns() throws IOException {
        Path file = directory.resolve("m.json");
        try (Manifest manifest = Manifest.open(file)) {
            manifest.remember("a/한글 \"x\".txt", remembered(1));
            manifest.remember("b", remembered(2));
            manifest.remember("b", remembered(3));
            manifest.remember("c", remembered(4));
            manifest.forget("c");
            assertEquals(Optional.of(remembered(3)), manifest.of("b"));
        }
        try (Manifest manifest = Manifest.open(file)) {
            assertEquals(2, manifest.size());
            assertEquals(Optional.of(remembered(1)), manifest.of("a/한글 \"x\".txt"));
            assertEquals(Optional.of(remembered(3)), manifest.of("b"));
            assertEquals(Optional.empty(), manifest.of("c"));
            assertEquals(Optional.empty(), manifest.of("never"));
        }
    }

    @Test
    void cutAnywhereItKnowsAllWholeLines() throws IOException {
        Path file = directory.resolve("m.json");
        try (Manifest manifest = Manifest.open(file)) {
            for (int i = 0; i < 5; i++) {
                manifest.remember("file" + i, remembered(i));
            }
        }
        byte[] whole = Files.readAllBytes(file);
        for (int cut = 0; cut <= whole.length; cut++) {
            Files.write(file, java.util.Arrays.copyOf(whole, cut));
            long lines = new String(whole, 0, cut, StandardCharsets.UTF_8)
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
            try (Manifest manifest = Manifest.open(file)) {
                assertEquals(lines, manifest.size(), "cut at " + cut);
                manifest.remember("after", remembered(9));
            }
            try (Manifest manifest = Manifest.open(file)) {
                assertEquals(Optional.of(remembered(9)), manifest.of("after"), "cut at " + cut);
            }
        }
    }

    @Test
    void garbageCostsItsLineAlone() throws IOException {
        Path file = directory.resolve("m.json");
        try (Manifest manifest = Manifest.open(file)) {
            manifest.remember("a", remembered(1));
        }
        Files.write(
                file,
                List.of("no json", "{\"path\":\"b\",\"source\":{\"size\":\"x\"}}", "[]", ""),
                StandardOpenOption.APPEND);
        try (Manifest manifest = Manifest.open(file)) {
            manifest.remember("z", remembered(2));
        }
        try (Manifest manifest = Manifest.open(file)) {
            assertEquals(2, manifest.size());
            assertEquals(Optional.of(remembered(2)), manifest.of("z"));
        }
    }

    @Test
    void whatNoLongerHoldsIsCleanedAway() throws IOException {
        Path file = directory.resolve("m.json");
        Map<String, Remembered> model = new HashMap<>();
        Random random = new Random(7);
        try (Manifest manifest = Manifest.open(file)) {
            for (int i = 0; i < 5_000; i++) {
                String path = "dir" + random.nextInt(10) + "/f" + random.nextInt(50);
                if (random.nextInt(4) == 0) {
                    manifest.forget(path);
                    model.remove(path);
                } else {
                    manifest.remember(path, remembered(i));
                    model.put(path, remembered(i));
                }
            }
            long before = Files.size(file);
            manifest.compact();
            assertTrue(Files.size(file) * 2 < before);
            manifest.remember("more", remembered(1));
            model.put("more", remembered(1));
        }
        try (Manifest manifest = Manifest.open(file)) {
            assertEquals(model.size(), manifest.size());
            for (Map.Entry<String, Remembered> entry : model.entrySet()) {
                assertEquals(Optional.of(entry.getValue()), manifest.of(entry.getKey()));
            }
        }
        assertEquals(List.of(file), Files.list(directory).toList());
    }

    @Test
    void theSidesAreComparedWithWhatTheyToldThemselves() {
        Remembered carried = new Remembered(
                new Version(OptionalLong.of(5), Optional.of(NOON)),
                new Version(OptionalLong.of(5), Optional.of(NOON.plusSeconds(3600))),
                Optional.empty());
        assertEquals(Now.SAME, carried.now(file(5, NOON), file(5, NOON.plusSeconds(3600))));
        assertEquals(Now.SOURCE_CHANGED, carried.now(file(5, NOON.plusSeconds(1)), file(5, NOON.plusSeconds(3600))));
        assertEquals(Now.SOURCE_CHANGED, carried.now(file(6, NOON), file(5, NOON.plusSeconds(3600))));
        assertEquals(Now.TARGET_CHANGED, carried.now(file(5, NOON), file(5, NOON.plusSeconds(9999))));
        assertEquals(Now.TARGET_CHANGED, carried.now(file(6, NOON), file(4, NOON.plusSeconds(3600))));
    }

    private static TreeEntry file(long size, Instant modified) {
        return new TreeEntry("f", EntryKind.FILE, OptionalLong.of(size), Optional.of(Timestamp.exact(modified)));
    }

    private static Remembered remembered(int number) {
        return new Remembered(
                new Version(OptionalLong.of(number), Optional.of(NOON.plusSeconds(number))),
                new Version(OptionalLong.of(number), Optional.empty()),
                number % 2 == 0 ? Optional.of("ab12") : Optional.empty());
    }
}
