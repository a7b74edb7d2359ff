package pasv.listing.entry;

import java.nio.charset.StandardCharsets;

/** One line as the server sent it. Bytes, without the line end. */
public final class RawLine {
    /** Of an entry that no line told. */
    public static final RawLine NONE = of(new byte[0]);

    private final ByteText bytes;

    private RawLine(ByteText bytes) {
        this.bytes = bytes;
    }

    public static RawLine of(byte[] bytes) {
        return new RawLine(ByteText.of(bytes));
    }

    /** Of bytes that nobody changes any more. */
    static RawLine owning(byte[] bytes) {
        return new RawLine(ByteText.owning(bytes));
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.copy();
    }

    public int length() {
        return bytes.length();
    }

    /** For people: UTF-8 if valid, else Latin-1. May hold control characters. */
    public String text() {
        return bytes.text(StandardCharsets.ISO_8859_1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawLine that && bytes.equals(that.bytes);
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
