package pasv.listing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pasv.listing.dialect.MlsdFormat;
import pasv.listing.entry.Entry;
import pasv.listing.entry.EntryTime;

/** Does every line of the corpus become what it must? One case for each row of each file. */
public class CorpusTest {
    public static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    static Stream<Corpus.Row> rows() {
        return Corpus.rows();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void everyRow(Corpus.Row row) {
        if (row.listing().equals("MLST")) {
            mlst(row);
            return;
        }
        List<Entry> entries = new ArrayList<>();
        ListingReader reader = reader(row.listing(), entries::add);
        reader.feed(row.text());
        Listing listing = new Listing(entries, reader.finish());
        boolean clean = row.notUnderstood().isEmpty()
                && row.refused().stream().allMatch(refused -> refused.startsWith("OLDER_VERSION"));
        assertAll(
                () -> assertEquals(expected(row.entries()), entries(listing.entries(), row.entries())),
                () -> assertEquals(
                        row.notUnderstood().stream().map(CorpusTest::shown).toList(),
                        listing.notUnderstood().stream()
                                .map(line -> Corpus.shown(line.bytes()))
                                .toList()),
                () -> assertEquals(
                        row.refused().stream().map(CorpusTest::shownFields).toList(),
                        listing.refused().stream()
                                .map(refused -> refused.reason() + " "
                                        + Corpus.shown(refused.name().bytes()))
                                .toList()),
                () -> assertEquals(row.skipped(), listing.summary().skipped()),
                () -> assertEquals(!row.cut(), listing.complete()),
                () -> assertEquals(clean && !row.cut(), listing.reliable()));
    }

    @Test
    void noRowIsLost() {
        long titles = Corpus.files().mapToLong(Corpus::titlesIn).sum();
        assertEquals(titles, Corpus.rows().count());
        assertTrue(titles >= 239, "the corpus has shrunk to " + titles + " rows");
        assertEquals(titles, Corpus.rows().map(Corpus.Row::title).distinct().count(), "two rows of one title");
    }

    @Test
    void everyRowExpectsSomething() {
        assertEquals(
                List.of(),
                Corpus.rows()
                        .filter(row -> row.entries().isEmpty()
                                && row.notUnderstood().isEmpty()
                                && row.refused().isEmpty()
                                && row.skipped() == 0)
                        .toList());
    }

    static ListingReader reader(String listing, Consumer<Entry> consumer) {
        String[] words = listing.split(" ");
        return switch (words[0]) {
            case "LIST" -> ListingReader.list(NOW, consumer);
            case "MLSD" -> ListingReader.mlsd(consumer);
            case "NLST" -> ListingReader.nlst((words.length > 1 ? words[1] : "").getBytes(UTF_8), consumer);
            default -> throw new IllegalArgumentException(listing);
        };
    }

    private static void mlst(Corpus.Row row) {
        byte[] line = Arrays.copyOf(row.text(), row.text().length - 2);
        Optional<Entry> entry = MlsdFormat.ofMlst(line);
        assertEquals(expected(row.entries()), entries(entry.stream().toList(), row.entries()));
        assertEquals(row.notUnderstood().isEmpty(), entry.isPresent());
    }

    private static List<String> expected(List<String> lines) {
        return lines.stream()
                .map(line -> line.substring(0, 2) + shownFields(line.substring(2)))
                .toList();
    }

    private static String shownFields(String line) {
        String[] fields = line.split("\t", -1);
        // Times hold blanks, and all else is bytes; the fields of a row are told apart by tabs.
        for (int i = 0; i < fields.length; i++) {
            fields[i] = shown(fields[i]);
        }
        return String.join(" ", fields);
    }

    private static String shown(String escaped) {
        return Corpus.shown(Corpus.bytes(escaped));
    }

    /** The entries as the corpus writes them, with the facts it asks for. */
    private static List<String> entries(List<Entry> entries, List<String> wanted) {
        List<String> lines = new ArrayList<>();
        int wantedAt = 0;
        for (Entry entry : entries) {
            lines.add("= " + written(entry));
            wantedAt++;
            while (wantedAt < wanted.size() && wanted.get(wantedAt).startsWith("+ ")) {
                String key = wanted.get(wantedAt).substring(2).split("\t")[0];
                lines.add("+ " + key + " "
                        + Corpus.shown(entry.facts().getOrDefault(key, "(none)").getBytes(UTF_8)));
                wantedAt++;
            }
        }
        return lines;
    }

    private static String written(Entry entry) {
        String kind = switch (entry.kind()) {
            case FILE -> "f";
            case DIRECTORY -> "d";
            case LINK -> "l";
            case OTHER -> "o";
            case UNKNOWN -> "?";
        };
        String size = entry.size().isPresent() ? String.valueOf(entry.size().getAsLong()) : "-";
        return String.join(
                " ",
                kind,
                Corpus.shown(entry.name().bytes()),
                size + (entry.sizeExact() ? "" : "~"),
                Corpus.shown(
                        entry.modified().map(CorpusTest::written).orElse("-").getBytes(UTF_8)),
                entry.linkTarget().map(target -> Corpus.shown(target.bytes())).orElse("-"));
    }

    private static String written(EntryTime time) {
        String pattern = switch (time.precision()) {
            case DAY -> "uuuu-MM-dd";
            case MINUTE -> "uuuu-MM-dd HH:mm";
            case SECOND -> time.instant().getNano() == 0 ? "uuuu-MM-dd HH:mm:ss" : "uuuu-MM-dd HH:mm:ss.SSS";
        };
        return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC).format(time.instant())
                + (time.zoneKnown() ? "Z" : "");
    }
}
