package pasv.listing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import pasv.listing.dialect.MlsdFormat;
import pasv.listing.entry.Entry;
import pasv.listing.entry.EntryName;

/** What holds for every listing, whatever bytes a server sends? */
class ListingReaderPropertyTest {
    private static final List<byte[]> LINES =
            Corpus.rows().map(Corpus.Row::text).toList();

    @Property(tries = 500)
    void everyLineIsAccountedFor(@ForAll("commands") String command, @ForAll("texts") byte[] text) {
        List<Entry> entries = new ArrayList<>();
        ListingReader reader = CorpusTest.reader(command, entries::add);
        reader.feed(text);
        ListingSummary summary = reader.finish();
        // An entry of VMS may be of two lines.
        long inEntries =
                entries.stream().mapToLong(entry -> lines(entry.line().bytes())).sum();
        long inRefused = summary.refused().stream()
                .mapToLong(refused -> lines(refused.line().bytes()))
                .sum();
        assertEquals(summary.entries(), entries.size());
        assertEquals(summary.refusedCount(), summary.refused().size());
        assertEquals(lines(text), inEntries + inRefused + summary.skipped() + summary.notUnderstoodCount());
    }

    @Property(tries = 500)
    void everyEntryIsSafeToName(@ForAll("commands") String command, @ForAll("texts") byte[] text) {
        ListingReader reader = CorpusTest.reader(command, entry -> {
            assertTrue(entry.name().isSinglePathElement());
            assertFalse(entry.name().contains('\r') || entry.name().contains('\n'));
        });
        reader.feed(text);
        reader.finish();
    }

    @Property(tries = 500)
    void piecesOfAnySizeGiveTheSame(
            @ForAll("commands") String command,
            @ForAll("texts") byte[] text,
            @ForAll @Size(max = 40) List<@IntRange(min = 1, max = 90) Integer> sizes) {
        List<Entry> whole = new ArrayList<>();
        ListingReader atOnce = CorpusTest.reader(command, whole::add);
        atOnce.feed(text);

        List<Entry> pieces = new ArrayList<>();
        ListingReader inPieces = CorpusTest.reader(command, pieces::add);
        ByteBuffer rest = ByteBuffer.wrap(text);
        for (int size : sizes) {
            ByteBuffer piece = rest.slice();
            piece.limit(Math.min(size, piece.remaining()));
            rest.position(rest.position() + piece.remaining());
            inPieces.feed(piece);
        }
        inPieces.feed(rest);

        assertEquals(atOnce.finish(), inPieces.finish());
        assertEquals(whole, pieces);
    }

    @Property
    void mlsdKeepsTheBytesOfNames(@ForAll("names") byte[] name) {
        assertName(name, "type=file;size=1; ", "MLSD");
    }

    @Property
    void unixKeepsTheBytesOfNames(@ForAll("names") byte[] name) {
        Assume.that(new String(name, ISO_8859_1).chars().anyMatch(c -> c != ' ' && c != '\t'));
        assertName(name, "-rw-r--r-- 1 u g 5 Mar  2 15:13 ", "LIST");
    }

    @Property
    void nlstKeepsTheBytesOfNames(@ForAll("names") byte[] name) {
        Assume.that(!new String(name, ISO_8859_1).matches("(ls|ftpd): (?s:.*)"));
        assertName(name, "", "NLST");
    }

    @Property(tries = 300)
    void anyMlstLineGivesAtMostAnEntry(@ForAll byte[] line) {
        MlsdFormat.ofMlst(line).ifPresent(entry -> assertTrue(entry.name().length() > 0));
    }

    @Provide
    Arbitrary<String> commands() {
        return Arbitraries.of("LIST", "MLSD", "NLST", "NLST a");
    }

    /** Noise, lines of the corpus in any company, and lines of the corpus with a few bytes changed. */
    @Provide
    Arbitrary<byte[]> texts() {
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(300);
        Arbitrary<byte[]> letters = Arbitraries.strings()
                .withChars(" \t\r\n-drwxl;=*/.,:019JanMar[]<>+\0")
                .ofMaxLength(200)
                .map(text -> text.getBytes(ISO_8859_1));
        Arbitrary<byte[]> known = Arbitraries.of(LINES);
        Arbitrary<byte[]> damaged = known.flatMap(line -> Arbitraries.integers()
                .between(0, line.length - 1)
                .flatMap(at -> Arbitraries.bytes().map(value -> {
                    byte[] copy = line.clone();
                    copy[at] = value;
                    return copy;
                })));
        return Arbitraries.oneOf(noise, letters, known, damaged)
                .list()
                .ofMaxSize(6)
                .map(parts -> {
                    ByteArrayOutputStream text = new ByteArrayOutputStream();
                    parts.forEach(text::writeBytes);
                    return text.toByteArray();
                });
    }

    @Provide
    Arbitrary<byte[]> names() {
        return Arbitraries.bytes()
                .filter(b -> b != '\r' && b != '\n' && b != '/' && b != 0)
                .array(byte[].class)
                .ofMinSize(1)
                .ofMaxSize(60)
                .filter(name -> !EntryName.of(name).isDots());
    }

    private static void assertName(byte[] name, String before, String command) {
        List<Entry> entries = new ArrayList<>();
        ListingReader reader = CorpusTest.reader(command, entries::add);
        reader.feed(before.getBytes(ISO_8859_1));
        reader.feed(name);
        reader.feed("\r\n".getBytes(ISO_8859_1));
        ListingSummary summary = reader.finish();
        assertEquals(1, entries.size(), () -> summary.toString());
        assertArrayEquals(name, entries.get(0).name().bytes());
    }

    private static long lines(byte[] text) {
        long count = 0;
        for (byte b : text) {
            count += b == '\n' ? 1 : 0;
        }
        return count + (text.length > 0 && text[text.length - 1] != '\n' ? 1 : 0);
    }
}
