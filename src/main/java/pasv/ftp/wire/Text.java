package pasv.ftp.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The text of a server's bytes. UTF-8 where they are valid UTF-8 (RFC 2640), else the session's charset. */
public final class Text {
    /** Lone surrogates, which no text has, stand for the bytes 80 to FF of what is not UTF-8. */
    private static final int ESCAPE = 0xDC00;

    private Text() {}

    public static String decode(byte[] bytes, Charset fallback) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, fallback);
        }
    }

    /** Text from which {@link #encode} makes the very same bytes. */
    static String lossless(byte[] bytes) {
        String text = decode(bytes, StandardCharsets.ISO_8859_1);
        if (Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder();
        for (byte b : bytes) {
            escaped.append((char) (b < 0 ? ESCAPE + (b & 0xFF) : b));
        }
        return escaped.toString();
    }

    /** UTF-8, and for an escaped byte that byte. */
    static byte[] encode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (c >= ESCAPE + 0x80 && c <= ESCAPE + 0xFF) {
                bytes.write(c);
            } else {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
            i += Character.charCount(c);
        }
        return bytes.toByteArray();
    }
}
