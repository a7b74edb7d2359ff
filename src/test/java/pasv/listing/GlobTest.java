package pasv.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pasv.listing.entry.EntryName;

/** Does a pattern match what a person expects, and does a hostile one end? */
class GlobTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "* '' true",
                "* anything true",
                "'' '' true",
                "'' a false",
                "*.txt a.txt true",
                "*.txt .txt true",
                "*.txt a.txt.gz false",
                "a*b*c aXbYc true",
                "a*b*c abcabc true",
                "a*b*c acb false",
                "**a** bab true",
                "? a true",
                "? '' false",
                "? ab false",
                "? 😀 true",
                "?? 😀 false",
                "[abc] b true",
                "[abc] d false",
                "[a-c]x bx true",
                "[a-c]x dx false",
                "[!a-c] d true",
                "[!a-c] a false",
                "[^a-c] d true",
                "[^a-c] a false",
                "[]a] ] true",
                "[]a] a true",
                "[!]] a true",
                "[!]] ] false",
                "[a-] - true",
                "[-a] - true",
                "[*] * true",
                "[*] a false",
                "[?] ? true",
                "[😀-😂] 😁 true",
                "[z-a] m false",
                "[ [ true",
                "[ a false",
                "[! [! true",
                "[] [] true",
                "a[ a[ true",
                "a[b a[b true",
                "*[][ x[][ true",
                "*[][ x[] false",
                "A a false",
                "\\* \\x true",
            })
    void matches(String pattern, String name, boolean expected) {
        assertEquals(expected, Glob.of(pattern).matches(name));
    }

    @Test
    void tenThousandStarsEnd() {
        String stars = "*".repeat(10_000);
        assertTrue(Glob.of(stars).matches("x".repeat(4096)));
        assertFalse(Glob.of(stars + "y").matches("x".repeat(4096)));
        assertFalse(Glob.of("*a".repeat(2_000) + "b").matches("a".repeat(4096)));
        assertFalse(Glob.of("*?".repeat(5_000)).matches("x".repeat(4096)));
    }

    @Test
    void tenThousandBracketsEnd() {
        assertTrue(Glob.of("[".repeat(10_000)).matches("[".repeat(10_000)));
        assertTrue(Glob.of("[".repeat(10_000) + "]").matches("["));
    }

    @Test
    void onlyWildcardsAreWildcards() {
        assertTrue(Glob.hasWildcards("*.txt"));
        assertTrue(Glob.hasWildcards("a?"));
        assertTrue(Glob.hasWildcards("[a]"));
        assertFalse(Glob.hasWildcards("a[b"));
        assertFalse(Glob.hasWildcards("plain"));
        assertFalse(Glob.hasWildcards(""));
    }

    @Test
    void namesOfUnknownEncodingAreMatchedAsShown() {
        byte[] latin = {'d', (byte) 0xe9, 'j', (byte) 0xe0};
        assertTrue(Glob.of("déjà").matches(EntryName.of(latin)));
        assertTrue(Glob.of("d?j?").matches(EntryName.of("déjà")));
    }

    @Property
    void aStarOnEachSideOfAPartMatches(@ForAll String before, @ForAll String part, @ForAll String after) {
        if (!Glob.hasWildcards(part) && !part.contains("[")) {
            assertTrue(Glob.of("*" + part + "*").matches(before + part + after));
        }
    }

    @Property
    void anyPatternAndAnyNameEnd(@ForAll String pattern, @ForAll String name) {
        Glob glob = Glob.of(pattern);
        assertEquals(glob.matches(name), glob.matches(name));
        assertEquals(pattern, glob.toString());
    }
}
