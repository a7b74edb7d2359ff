package pasv.listing.entry;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The text of bytes of unknown encoding. UTF-8 when they are valid UTF-8, else a fallback; never lossy. */
public final class ByteText {
    private final byte[] bytes;

    /** A copy of these bytes. */
    public static ByteText of(byte[] bytes) {
        return new ByteText(bytes.clone());
    }

    /** Of bytes that nobody changes any more. */
    static ByteText owning(byte[] bytes) {
        return new ByteText(bytes);
    }

    private ByteText(byte[] bytes) {
        this.bytes = bytes;
    }

    int length() {
        return bytes.length;
    }

    byte at(int index) {
        return bytes[index];
    }

    byte[] copy() {
        return bytes.clone();
    }

    boolean contains(int value) {
        for (byte b : bytes) {
            if (b == value) {
                return true;
            }
        }
        return false;
    }

    private boolean isAscii() {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    public String text(Charset fallback) {
        if (isAscii()) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, fallback);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ByteText that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
