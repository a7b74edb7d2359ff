package pasv.listing.entry;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One line of a listing and where its words are. The line as Latin-1, one character per byte, so that every position in
 * the text is a position in the bytes and a name can be cut out unharmed. Words are separated by blanks and tabs and
 * nothing else: 0x85 and 0xA0 are parts of names in many encodings.
 */
public final class Line {
    /** No known format has more columns before its name; a longer line is not searched further. */
    static final int MAX_WORDS = 48;

    private static final int USUAL_WORDS = 12;

    private final RawLine raw;
    private final String text;
    private final int[] starts;
    private final int[] ends;
    private final int words;

    private Line(RawLine raw, String text) {
        this.raw = raw;
        this.text = text;
        int[] from = new int[USUAL_WORDS];
        int[] to = new int[USUAL_WORDS];
        int count = 0;
        int at = skipBlanks(0);
        while (at < text.length() && count < MAX_WORDS) {
            if (count == from.length) {
                from = Arrays.copyOf(from, MAX_WORDS);
                to = Arrays.copyOf(to, MAX_WORDS);
            }
            from[count] = at;
            while (at < text.length() && !isBlank(at)) {
                at++;
            }
            to[count++] = at;
            at = skipBlanks(at);
        }
        starts = from;
        ends = to;
        words = count;
    }

    /** A line of bytes that nobody changes any more. */
    public static Line of(byte[] bytes) {
        return new Line(RawLine.owning(bytes), new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** Two lines that make one entry, as VMS writes long names: one text, and both lines kept. */
    public static Line joined(Line first, Line second) {
        byte[] both = (first.text + '\n' + second.text).getBytes(StandardCharsets.ISO_8859_1);
        return new Line(RawLine.of(both), first.text + ' ' + second.text);
    }

    public RawLine raw() {
        return raw;
    }

    public String text() {
        return text;
    }

    public int length() {
        return text.length();
    }

    /** How many words there are, at most {@link #MAX_WORDS}. */
    public int words() {
        return words;
    }

    public String word(int index) {
        return text.substring(starts[index], ends[index]);
    }

    public int start(int word) {
        return starts[word];
    }

    public int end(int word) {
        return ends[word];
    }

    public boolean isBlank(int at) {
        char c = text.charAt(at);
        return c == ' ' || c == '\t';
    }

    /** The first position from {@code at} on that is not blank, or the end. */
    public int skipBlanks(int at) {
        int i = at;
        while (i < text.length() && isBlank(i)) {
            i++;
        }
        return i;
    }

    public boolean isBlankFrom(int at) {
        return skipBlanks(at) >= text.length();
    }

    public EntryName name(int from, int to) {
        return EntryName.owning(text.substring(from, to).getBytes(StandardCharsets.ISO_8859_1));
    }

    public EntryName nameFrom(int from) {
        return name(from, text.length());
    }

    /** A word as text for people: owners and groups may be UTF-8. */
    public String readable(int from, int to) {
        return name(from, to).text();
    }
}
