package pasv.ftp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** How do a server's bytes become text? UTF-8 where they are valid UTF-8 (RFC 2640), else the session's charset. */
final class Text {
    private Text() {}

    static String decode(byte[] bytes, Charset fallback) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, fallback);
        }
    }
}
