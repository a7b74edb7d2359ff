package pasv.ui;

import java.util.Locale;

/**
 * The visible form of text from a server, which nobody obeys. Control characters (C0, C1, DEL), bidi overrides and
 * zero-width characters become visible escapes; line feeds stay only where they are asked for.
 */
public final class Visible {
    private Visible() {}

    /** One line: every control character is escaped, line feeds and tabs too. */
    public static String line(String text) {
        return isPlain(text) || text.codePoints().allMatch(Visible::isHarmless) ? text : escaped(text);
    }

    /** Whether it is printable ASCII alone, as most names are: harmless, and a column for each character. */
    static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < 0x20 || text.charAt(i) >= 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (isHarmless(c)) {
                out.appendCodePoint(c);
            } else if (c < 0x100) {
                out.append(String.format(Locale.ROOT, "\\x%02x", c));
            } else {
                out.append(String.format(Locale.ROOT, "\\u%04x", c));
            }
        });
        return out.toString();
    }

    private static boolean isHarmless(int c) {
        if (c < 0x20 || (c >= 0x7F && c < 0xA0)) {
            return false;
        }
        boolean bidi = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x061C;
        boolean invisible = (c >= 0x200B && c <= 0x200F) || c == 0x2028 || c == 0x2029 || c == 0x2060 || c == 0xFEFF;
        boolean tag = c >= 0xE0000 && c <= 0xE007F;
        boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
        return !bidi && !invisible && !tag && !surrogate;
    }
}
