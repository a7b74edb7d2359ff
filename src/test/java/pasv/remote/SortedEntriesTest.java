package pasv.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import pasv.listing.Listing;
import pasv.listing.ListingReader;
import pasv.listing.entry.Entry;
import pasv.listing.entry.EntryKind;
import pasv.listing.entry.EntryName;
import pasv.listing.entry.EntryTime;
import pasv.listing.entry.RawLine;

/** However many entries there are and however few are held, they come in the order that was asked for, and unchanged. */
class SortedEntriesTest {
    @Property(tries = 300)
    void sortedWhateverIsHeld(@ForAll @Size(max = 60) List<String> names, @ForAll @IntRange(min = 1, max = 70) int most)
            throws IOException {
        try (SortedEntries sorted = new SortedEntries(EntryOrder.NAME, false, most)) {
            names.forEach(name -> sorted.accept(entry(name, 1)));
            assertEquals(names.size(), sorted.size());
            List<String> wanted = names.stream()
                    .map(name -> EntryName.of(name).text())
                    .sorted()
                    .toList();
            assertEquals(wanted, texts(sorted));
            assertEquals(wanted, texts(sorted), "a second reading");
        }
    }

    @Test
    void byTimeAndSizeAndTheOtherWayRound() throws IOException {
        List<Entry> entries = new ArrayList<>();
        Random random = new Random(5);
        for (int i = 0; i < 500; i++) {
            entries.add(entry("n" + i, random.nextInt(20)));
        }
        for (boolean reversed : List.of(false, true)) {
            for (EntryOrder order : EntryOrder.values()) {
                try (SortedEntries sorted = new SortedEntries(order, reversed, 33)) {
                    entries.forEach(sorted);
                    assertTrue(sorted.isSpilled());
                    Comparator<Entry> byName =
                            Comparator.comparing(entry -> entry.name().text());
                    Comparator<Entry> wanted = switch (order) {
                        case NAME -> byName;
                        case SIZE ->
                            Comparator.comparingLong(
                                            (Entry entry) -> entry.size().orElse(-1))
                                    .reversed()
                                    .thenComparing(byName);
                        case TIME ->
                            Comparator.comparing((Entry entry) ->
                                            entry.modified().orElseThrow().instant())
                                    .reversed()
                                    .thenComparing(byName);
                    };
                    List<Entry> model = new ArrayList<>(entries);
                    model.sort(reversed ? wanted.reversed() : wanted);
                    assertEquals(
                            model.stream().map(entry -> entry.name().text()).toList(), texts(sorted));
                }
            }
        }
    }

    @Test
    void whatAListingSaidIsKeptInTheFile() throws IOException {
        Charset korean = Charset.forName("EUC-KR");
        String lines = """
                type=file;size=12;modify=20260301101112.345;unix.mode=0644;UNIX.owner=1;unique=a1; plain\r
                type=OS.unix=slink:/somewhere;modify=20260301101112; latest\r
                type=dir;modify=20260301101112;perm=el; sub\r
                """;
        List<Entry> entries = new ArrayList<>(Listing.read(
                        new java.io.ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), ListingReader::mlsd)
                .entries());
        entries.add(entry("x", 1).withName(EntryName.of("한글".getBytes(korean)).in(korean)));
        try (SortedEntries sorted = new SortedEntries(EntryOrder.NAME, false, 1)) {
            entries.forEach(entry -> sorted.accept(entry.in(korean)));
            List<Entry> back = new ArrayList<>();
            sorted.forEach(back::add);
            assertEquals("한글", back.get(back.size() - 1).name().text());
            for (Entry entry : entries) {
                Entry same = back.stream()
                        .filter(other -> other.name().equals(entry.name()))
                        .findFirst()
                        .orElseThrow();
                assertEquals(entry.kind(), same.kind());
                assertEquals(entry.size(), same.size());
                assertEquals(entry.sizeExact(), same.sizeExact());
                assertEquals(entry.modified(), same.modified());
                assertEquals(entry.permissions(), same.permissions());
                assertEquals(entry.linkTarget(), same.linkTarget());
                assertEquals(entry.owner(), same.owner());
                assertEquals(entry.group(), same.group());
                assertEquals(entry.facts(), same.facts());
            }
        }
    }

    private static List<String> texts(SortedEntries sorted) {
        List<String> texts = new ArrayList<>();
        sorted.forEach(entry -> texts.add(entry.name().text()));
        return texts;
    }

    private static Entry entry(String name, long number) {
        return new Entry(
                EntryName.of(name),
                EntryKind.FILE,
                OptionalLong.of(number),
                true,
                Optional.of(new EntryTime(Instant.ofEpochSecond(number * 100), EntryTime.Precision.SECOND, true)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                RawLine.of(new byte[0]));
    }
}
