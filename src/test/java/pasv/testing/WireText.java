package pasv.testing;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Bytes as people write them in a script: text is UTF-8, and {@code \r \n \t \0 \\ \xFF} stand for what they say.
 *
 * <p>Inside the scripted server a line is a string in which each char is one byte, so that no charset is ever in the
 * way of comparing it.
 */
final class WireText {
    private WireText() {}

    /** Turns written text into a byte string. */
    static String bytes(String written) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c != '\\' || i + 1 == written.length()) {
                int end = Character.isHighSurrogate(c) ? i + 2 : i + 1;
                out.append(latin1(written.substring(i, end).getBytes(StandardCharsets.UTF_8)));
                i = end - 1;
                continue;
            }
            char escaped = written.charAt(++i);
            switch (escaped) {
                case 'r' -> out.append('\r');
                case 'n' -> out.append('\n');
                case 't' -> out.append('\t');
                case '0' -> out.append('\0');
                case '\\' -> out.append('\\');
                case 'x' -> {
                    out.append((char) Integer.parseInt(written.substring(i + 1, i + 3), 16));
                    i += 2;
                }
                default -> throw new IllegalArgumentException("no such escape: \\" + escaped + " in " + written);
            }
        }
        return out.toString();
    }

    /** A byte string as text for a person: UTF-8 where it is, and every control byte visible. */
    static String show(String bytes) {
        StringBuilder out = new StringBuilder();
        for (char c : decode(bytes).toCharArray()) {
            switch (c) {
                case '\r' -> out.append("\\r");
                case '\n' -> out.append("\\n");
                default -> {
                    if (c < ' ' || (c >= 0x7F && c <= 0xA0)) {
                        out.append(String.format("\\x%02x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.toString();
    }

    /** A byte string as UTF-8 text, or one char a byte where it is not UTF-8. */
    static String decode(String bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw(bytes)))
                    .toString();
        } catch (CharacterCodingException e) {
            return bytes;
        }
    }

    static byte[] raw(String bytes) {
        return bytes.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
