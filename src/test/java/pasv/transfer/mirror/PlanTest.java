package pasv.transfer.mirror;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan says the same to every machine that reads it, or says that it cannot be used. */
class PlanTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Plan.Header HEADER =
            new Plan.Header("ftp://a@10.0.0.11/pub/", "here", List.of("*.tmp", "!keep.tmp"), NOON, Optional.of("bin"));
    private static final List<Step> STEPS = List.of(
            new Step(Step.Action.MAKE_DIRECTORY, "sub", Step.Why.NEW, OptionalLong.empty(), Optional.empty()),
            new Step(Step.Action.FETCH, "sub/한글\n.txt", Step.Why.SIZE, OptionalLong.of(7), Optional.of(NOON)),
            new Step(Step.Action.DELETE, "old", Step.Why.GONE, OptionalLong.of(9), Optional.empty()));

    @TempDir
    Path directory;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Path file = written();
        try (Plan.Reader reader = new Plan.Reader(file)) {
            assertEquals(HEADER, reader.header());
            List<Step> read = new ArrayList<>();
            for (Optional<Step> step = reader.next(); step.isPresent(); step = reader.next()) {
                read.add(step.get());
            }
            assertEquals(STEPS, read);
        }
    }

    @Test
    void aPlanThatWasCutIsNoticed() throws IOException {
        Path file = written();
        List<String> lines = Files.readAllLines(file);
        Files.write(file, lines.subList(0, 3));
        try (Plan.Reader reader = new Plan.Reader(file)) {
            reader.next();
            reader.next();
            assertThrows(PlanException.class, reader::next);
        }
        Files.write(file, List.of(lines.get(0), lines.get(1), lines.get(4)));
        try (Plan.Reader reader = new Plan.Reader(file)) {
            reader.next();
            assertThrows(PlanException.class, reader::next);
        }
    }

    @Test
    void whatIsNoPlanIsRefused() throws IOException {
        Path file = directory.resolve("plan");
        for (String text : List.of("", "x\n", "{}\n", "{\"pasv\":\"plan\",\"version\":2}\n", "[1]\n")) {
            Files.writeString(file, text);
            assertThrows(PlanException.class, () -> new Plan.Reader(file), text);
        }
    }

    @Test
    void aPathThatLeavesTheTreeIsRefused() throws IOException {
        for (String path : List.of("..", "../a", "a/../../b", "/etc/passwd", "a//b", "./a", "a/")) {
            Path file = directory.resolve("plan");
            try (Plan.Writer writer = new Plan.Writer(file, HEADER)) {
                writer.add(new Step(Step.Action.DELETE, path, Step.Why.GONE, OptionalLong.empty(), Optional.empty()));
                writer.publish();
            }
            try (Plan.Reader reader = new Plan.Reader(file)) {
                assertThrows(PlanException.class, reader::next, path);
            }
        }
    }

    @Test
    void anUnfinishedPlanLeavesNothing() throws IOException {
        Path file = directory.resolve("plan");
        try (Plan.Writer writer = new Plan.Writer(file, HEADER)) {
            writer.add(STEPS.get(0));
        }
        assertEquals(List.of(), Files.list(directory).toList());
    }

    @Test
    void everyPathBelongsToOnePart() {
        int[] counts = new int[4];
        for (int path = 0; path < 4_000; path++) {
            int holders = 0;
            for (int part = 0; part < 4; part++) {
                if (new Shard(part, 4).holds("dir/file" + path)) {
                    counts[part]++;
                    holders++;
                }
            }
            assertEquals(1, holders);
        }
        for (int count : counts) {
            assertTrue(count > 850 && count < 1_150, "parts are about equal");
        }
        assertTrue(new Shard(0, 1).holds("anything"));
    }

    @Test
    void aPathsPartIsTheSameEverywhere() {
        // sha256("a") begins with ca978112ca1bbdca
        assertEquals(Long.remainderUnsigned(0xca978112ca1bbdcaL, 7), indexOf("a", 7));
    }

    private static long indexOf(String path, int of) {
        for (int part = 0; part < of; part++) {
            if (new Shard(part, of).holds(path)) {
                return part;
            }
        }
        return -1;
    }

    @Test
    void aPartAsWrittenAndAsSchedulersSayIt() {
        assertEquals(new Shard(3, 4), Shard.parse("3/4"));
        for (String text : List.of("4/4", "0/0", "-1/4", "1", "a/b", "1/2/3", "0/999999")) {
            assertThrows(IllegalArgumentException.class, () -> Shard.parse(text), text);
        }
        assertEquals(
                Optional.of(new Shard(2, 4)),
                Shard.ofEnvironment(Map.of("SLURM_ARRAY_TASK_ID", "2", "SLURM_ARRAY_TASK_COUNT", "4")));
        assertEquals(
                Optional.of(new Shard(1, 3)),
                Shard.ofEnvironment(Map.of("JOB_COMPLETION_INDEX", "1", "JOB_COMPLETIONS", "3")));
        assertFalse(Shard.ofEnvironment(Map.of("HOME", "/")).isPresent());
        Map<String, String> half = Map.of("JOB_COMPLETION_INDEX", "1");
        assertThrows(IllegalArgumentException.class, () -> Shard.ofEnvironment(half));
    }

    private Path written() throws IOException {
        Path file = directory.resolve("plan");
        try (Plan.Writer writer = new Plan.Writer(file, HEADER)) {
            for (Step step : STEPS) {
                writer.add(step);
            }
            writer.publish();
        }
        return file;
    }
}
