package pasv.listing.entry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pasv.listing.CorpusTest;
import pasv.listing.Listing;
import pasv.listing.ListingReader;
import pasv.listing.dialect.MlsdFormat;
import pasv.listing.entry.EntryTime.Precision;

/** What can be asked of an entry, its name and its time? */
class EntryTest {
    private static final ZoneOffset BERLIN = ZoneOffset.ofHours(2);

    @Test
    void timesOfListMoveWithTheZoneOnceItIsKnown() throws IOException {
        Entry entry = only(list("-rw-r--r-- 1 u g 5 2005-04-08 11:22 x\n"));
        assertEquals(Optional.of(time("2005-04-08T11:22:00Z", Precision.MINUTE, false)), entry.modified());
        Entry inBerlin = entry.withZoneOffset(BERLIN);
        assertEquals(Optional.of(time("2005-04-08T09:22:00Z", Precision.MINUTE, true)), inBerlin.modified());
        assertEquals(inBerlin, inBerlin.withZoneOffset(ZoneOffset.UTC));
    }

    @Test
    void timesOfMlsdStay() throws IOException {
        Listing listing = Listing.read(stream("type=file;modify=20150813175250; x\n"), ListingReader::mlsd);
        assertEquals(listing, listing.withZoneOffset(BERLIN));
    }

    @Test
    void aBareDayStaysThatDay() throws IOException {
        Listing listing = list("-rw-r--r-- 1 u g 5 Mar 11  2007 x\n");
        assertEquals(
                Optional.of(time("2007-03-11T00:00:00Z", Precision.DAY, false)),
                only(listing.withZoneOffset(BERLIN)).modified());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T12:00:00Z, Nov 22 12:00, 2026-11-22T12:00:00Z",
        "2026-11-22T12:00:00Z, Nov 23 12:00, 2026-11-23T12:00:00Z",
        "2026-11-22T12:00:00Z, Nov 23 12:01, 2025-11-23T12:01:00Z",
        "2026-11-22T12:00:00Z, Feb 29 12:00, 2024-02-29T12:00:00Z",
        "1903-11-22T12:00:00Z, Feb 29 12:00, 1896-02-29T12:00:00Z",
        "2026-12-31T23:00:00Z, Jan  1 09:00, 2027-01-01T09:00:00Z",
        "2027-01-01T00:30:00Z, Dec 31 23:59, 2026-12-31T23:59:00Z",
    })
    void aDateWithoutAYearIsTheLatestThatHasBeen(Instant now, String date, Instant expected) throws IOException {
        Entry entry = only(Listing.read(
                stream("-rw-r--r-- 1 u g 5 " + date + " x\n"), entries -> ListingReader.list(now, entries)));
        assertEquals(Optional.of(expected), entry.modified().map(EntryTime::instant));
    }

    @Test
    void ownersAndPermissionsAreKept() throws IOException {
        Entry entry = only(list("drwxr-x---+ 3 ftp-üser gr0up 512 Mar  2 15:13 pub\n"));
        assertEquals(Optional.of("drwxr-x---+"), entry.permissions());
        assertEquals(Optional.of("ftp-üser"), entry.owner());
        assertEquals(Optional.of("gr0up"), entry.group());
        assertTrue(entry.isDirectory());
    }

    @Test
    void vmsOwnersAndProtectionAreKept() throws IOException {
        Entry entry = only(list("A.TXT;1  2/4  30-DEC-1996 17:44 [GROUP,SYSTEM] (RWED,RWED,RE,)\n"));
        assertEquals(Optional.of("GROUP,SYSTEM"), entry.owner());
        assertEquals(Optional.of("(RWED,RWED,RE,)"), entry.permissions());
        assertFalse(entry.sizeExact());
    }

    @Test
    void theLineIsKeptAsItCame() throws IOException {
        Entry entry = only(list("-rw-r--r-- 1 u g 5 Mar  2 15:13 \u00e9\n"));
        assertArrayEquals(
                "-rw-r--r-- 1 u g 5 Mar  2 15:13 é".getBytes(UTF_8),
                entry.line().bytes());
    }

    @Test
    void factsAreBounded() {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            line.append("fact").append(i).append("=v;");
        }
        Entry entry = MlsdFormat.ofMlst((line + " x").getBytes(UTF_8)).orElseThrow();
        assertEquals(32, entry.facts().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", " ", "...", ".x", "x\ny", "\\", "C:", "\u0001"})
    void singlePathElements(String name) {
        assertTrue(EntryName.of(name).isSinglePathElement());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "/", "a/b", "/a", "a/", "../x", "x\0y"})
    void notSinglePathElements(String name) {
        assertFalse(EntryName.of(name).isSinglePathElement());
    }

    @Test
    void namesAreTheirBytes() {
        EntryName utf8 = EntryName.of("é");
        EntryName latin = EntryName.of("é".getBytes(ISO_8859_1));
        assertEquals("é", utf8.text());
        assertEquals("é", latin.text());
        assertNotEquals(utf8, latin);
        assertEquals(utf8, EntryName.of("é".getBytes(UTF_8)));
        assertEquals(
                "щ",
                EntryName.of(new byte[] {(byte) 0xf9})
                        .in(Charset.forName("windows-1251"))
                        .text());
    }

    @Test
    void bytesGivenAndTakenAreCopies() {
        byte[] bytes = {'a'};
        EntryName name = EntryName.of(bytes);
        bytes[0] = 'b';
        name.bytes()[0] = 'c';
        assertEquals("a", name.text());
    }

    @Test
    void aReplyMayCallAListingIncomplete() throws IOException {
        Listing listing = list("-rw-r--r-- 1 u g 5 Mar  2 15:13 x\n");
        assertTrue(listing.reliable());
        assertFalse(listing.incomplete().complete());
        assertFalse(listing.incomplete().reliable());
    }

    private static EntryTime time(String instant, Precision precision, boolean zoneKnown) {
        return new EntryTime(Instant.parse(instant), precision, zoneKnown);
    }

    private static Listing list(String text) throws IOException {
        return Listing.read(stream(text), entries -> ListingReader.list(CorpusTest.NOW, entries));
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static Entry only(Listing listing) {
        assertEquals(1, listing.entries().size(), listing::toString);
        return listing.entries().get(0);
    }
}
