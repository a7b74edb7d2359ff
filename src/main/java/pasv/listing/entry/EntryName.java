package pasv.listing.entry;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The name of an entry. The bytes the server sent, kept as they are, so that they can be sent back unchanged in RETR
 * whatever their encoding; text is only a view of them.
 */
public final class EntryName {
    private final ByteText bytes;
    /** For the text of bytes that are not UTF-8. */
    private final Charset fallback;

    private EntryName(ByteText bytes, Charset fallback) {
        this.bytes = bytes;
        this.fallback = fallback;
    }

    public static EntryName of(byte[] bytes) {
        return new EntryName(ByteText.of(bytes), StandardCharsets.ISO_8859_1);
    }

    /** Of bytes that nobody changes any more. */
    static EntryName owning(byte[] bytes) {
        return new EntryName(ByteText.owning(bytes), StandardCharsets.ISO_8859_1);
    }

    /** The name whose bytes are the UTF-8 form of the text. */
    public static EntryName of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A copy of the raw bytes. */
    public byte[] bytes() {
        return bytes.copy();
    }

    public int length() {
        return bytes.length();
    }

    /** The same bytes, read in this charset where they are not valid UTF-8. */
    public EntryName in(Charset charset) {
        return new EntryName(bytes, charset);
    }

    /** In which charset bytes are read that are not UTF-8; Latin-1 where nobody said otherwise. */
    public Charset fallback() {
        return fallback;
    }

    /** For people: UTF-8 if the bytes are valid UTF-8, else the fallback. May hold control characters. */
    public String text() {
        return bytes.text(fallback);
    }

    /**
     * Whether the name stays within its directory on the server: not empty, not {@code .} or {@code ..}, no slash and
     * no NUL. What a local file system demands beyond this is for the one who writes there.
     */
    public boolean isSinglePathElement() {
        return length() > 0 && !isDots() && !contains('/') && !contains('\0');
    }

    /** {@code .} or {@code ..}: the directory itself or its parent. */
    public boolean isDots() {
        return switch (length()) {
            case 1 -> bytes.at(0) == '.';
            case 2 -> bytes.at(0) == '.' && bytes.at(1) == '.';
            default -> false;
        };
    }

    /** Whether it begins with a dot. */
    public boolean isHidden() {
        return length() > 0 && bytes.at(0) == '.';
    }

    public boolean contains(int value) {
        return bytes.contains(value);
    }

    public EntryName withoutFirstByte() {
        return of(Arrays.copyOfRange(bytes(), 1, length()));
    }

    /** FNV-1a with a final mix: 64 bits stand for the name where a million names are too many to hold. */
    public long fingerprint() {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < length(); i++) {
            hash = (hash ^ (bytes.at(i) & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L;
        return hash ^ (hash >>> 29);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EntryName that && bytes.equals(that.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
