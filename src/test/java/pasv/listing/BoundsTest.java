package pasv.listing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pasv.listing.entry.Doubt;
import pasv.listing.entry.Entry;
import pasv.listing.entry.EntryName;

/** Does a listing stay within its bounds, however much a server sends? */
class BoundsTest {
    private static final int MEBIBYTE = 1024 * 1024;

    @Test
    void aMillionEntriesStreamWithoutBeingHeld() {
        AtomicLong count = new AtomicLong();
        AtomicLong bytes = new AtomicLong();
        ListingReader reader = ListingReader.list(CorpusTest.NOW, entry -> {
            count.incrementAndGet();
            bytes.addAndGet(entry.size().orElseThrow());
        });
        for (int i = 0; i < 1_000_000; i++) {
            reader.feed(text("-rw-r--r--   1 ftp      ftp             7 Mar  2 15:13 file" + i + "\r\n"));
        }
        ListingSummary summary = reader.finish();
        assertEquals(1_000_000, count.get());
        assertEquals(7_000_000, bytes.get());
        assertTrue(summary.reliable());
    }

    @Test
    void aMillionLinesNobodyUnderstandsAreCountedAndAFewKept() {
        ListingReader reader = ListingReader.list(CorpusTest.NOW, entry -> {});
        byte[] line = text("no format is like this one\n");
        for (int i = 0; i < 1_000_000; i++) {
            reader.feed(line);
        }
        ListingSummary summary = reader.finish();
        assertEquals(1_000_000, summary.notUnderstoodCount());
        assertEquals(10_000, summary.notUnderstood().size());
    }

    @Test
    void undecidedDatesDoNotFillTheMemory() {
        List<Entry> entries = new ArrayList<>();
        ListingReader reader = ListingReader.list(CorpusTest.NOW, entries::add);
        feed(reader, 5_000, i -> "PEP              4019 04/03/18 18:58:16 *STMF      file" + i + "\n");
        assertTrue(entries.size() > 5_000 - HeldEntries.MAX_HELD - 1);
        reader.feed(text("PEP              4019 23/02/00 18:58:16 *STMF      decides\n"));
        assertTrue(reader.finish().reliable());
        assertEquals(5_001, entries.size());
        assertTrue(entries.get(0).modified().isEmpty());
        assertTrue(entries.get(5_000).modified().isPresent());
        assertEquals("file4999", entries.get(4_999).name().text());
    }

    @Test
    void paddingOfAixGuessedWrongIsSaid() {
        List<Entry> entries = new ArrayList<>();
        ListingReader reader = ListingReader.list(CorpusTest.NOW, entries::add);
        feed(reader, 3_000, i -> "-rw-r--r-- 1 u g 5 Mar 11 2007  file" + i + "\n");
        assertEquals("file0", entries.get(0).name().text());
        reader.feed(text("-rw-r--r-- 1 u g 5 Mar 11 2007 plain\n"));
        ListingSummary summary = reader.finish();
        assertEquals(Set.of(Doubt.NAMES_GUESSED), summary.doubts());
        assertFalse(summary.reliable());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"9,", " ", "-> ", "\t", "Mar ", "a", ";", "type=file;", "/", "[", "(", "*", "12:", "\0", "\u00e3"
            })
    void aMebibyteOfOneThingEnds(String piece) {
        String endless = piece.repeat(MEBIBYTE / piece.length());
        String longest = endless.substring(0, LineSplitter.MAX_LINE - 100);
        String broken = endless.substring(0, 50);
        for (String command : List.of("LIST", "MLSD", "NLST")) {
            ListingReader reader = CorpusTest.reader(command, entry -> {});
            reader.feed(text(endless + "\n"));
            reader.feed(text(longest + "\n"));
            reader.feed(text("lrwxrwxrwx 1 u g 0 Mar  2 15:13 " + longest + "\n"));
            reader.feed(text("-rw-r--r-- 1 u g 0 " + longest + "\n"));
            reader.feed(text("A.TXT;1 " + longest + "\n"));
            reader.feed(text((broken + "\n").repeat(MEBIBYTE / 51)));
            assertTrue(reader.finish().complete());
        }
    }

    @ParameterizedTest
    @CsvSource({"0,true", "1,false"})
    void aLineMayHave64Kibibytes(int more, boolean understood) {
        // Not a name, which is bounded more tightly, but facts.
        String name = " x";
        String facts = "type=file;x=" + "y".repeat(LineSplitter.MAX_LINE + more - name.length() - 13) + ";";
        ListingReader reader = ListingReader.mlsd(entry -> {});
        reader.feed(text(facts + name + "\r\n"));
        ListingSummary summary = reader.finish();
        assertEquals(understood ? 1 : 0, summary.entries());
        assertEquals(understood ? 0 : 1, summary.notUnderstoodCount());
        assertTrue(summary.complete());
    }

    @ParameterizedTest
    @CsvSource({"4096,true", "4097,false"})
    void aNameMayHave4Kibibytes(int length, boolean taken) {
        ListingReader reader = ListingReader.mlsd(entry -> {});
        reader.feed(text("type=file; " + "n".repeat(length) + "\n"));
        ListingSummary summary = reader.finish();
        assertEquals(taken ? 1 : 0, summary.entries());
        assertEquals(taken ? List.of() : List.of(RefusedEntry.Reason.NAME_TOO_LONG), reasons(summary));
    }

    @Test
    void repeatedNamesAreLookedForUpToALimit() {
        SeenNames seen = new SeenNames();
        for (int i = 0; i < SeenNames.MAX_NAMES; i++) {
            assertFalse(seen.full());
            assertTrue(seen.add(EntryName.of("name" + i)));
        }
        assertTrue(seen.full());
        assertFalse(seen.add(EntryName.of("name5")));
        assertTrue(seen.add(EntryName.of("one more")));
        assertTrue(seen.add(EntryName.of("one more")));
    }

    @Test
    void aCollectedListingHoldsSoManyEntriesAndSaysSo() throws IOException {
        byte[] text = text("type=file; a\ntype=file; b\ntype=file; c\n");
        Listing all = Listing.read(new ByteArrayInputStream(text), ListingReader::mlsd, 3);
        assertTrue(all.reliable());
        Listing some = Listing.read(new ByteArrayInputStream(text), ListingReader::mlsd, 2);
        assertEquals(2, some.entries().size());
        assertEquals(3, some.summary().entries());
        assertFalse(some.complete());
        assertEquals(Set.of(Doubt.TOO_MANY_ENTRIES), some.summary().doubts());
    }

    @Test
    void onlyALineFeedEndsALine() {
        List<Entry> entries = new ArrayList<>();
        ListingReader reader = ListingReader.nlst(new byte[0], entries::add);
        byte[] name = {'a', (byte) 0x85, 0x0b, 0x0c, (byte) 0xa0, 'b'};
        reader.feed(name);
        reader.feed(text("\r\n"));
        reader.finish();
        assertArrayEquals(name, entries.get(0).name().bytes());
    }

    @Test
    void anEmptyListingIsComplete() {
        assertTrue(ListingReader.mlsd(entry -> {}).finish().reliable());
    }

    @Test
    void aFinishedListingTakesNoMore() {
        ListingReader reader = ListingReader.mlsd(entry -> {});
        reader.finish();
        assertThrows(IllegalStateException.class, () -> reader.feed(new byte[1]));
        assertThrows(IllegalStateException.class, reader::finish);
    }

    private static List<RefusedEntry.Reason> reasons(ListingSummary summary) {
        return summary.refused().stream().map(RefusedEntry::reason).toList();
    }

    private static void feed(ListingReader reader, int count, IntFunction<String> line) {
        for (int i = 0; i < count; i++) {
            reader.feed(text(line.apply(i)));
        }
    }

    private static byte[] text(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
