package pasv.ftp.wire;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import pasv.listing.entry.EntryName;

/**
 * A path on the server. The path's very bytes, since a name that came from a server goes back to it unchanged, whatever
 * its encoding. Absolute when it begins with a slash, else relative to the working directory.
 */
public final class RemotePath {
    /** The bytes as chars 0 to 255: comparable, sliceable, and never decoded by accident. */
    private final String raw;
    /** For the text of bytes that are not UTF-8. */
    private final Charset fallback;
    /** Whether slashes mean nothing in it. */
    private final boolean opaque;

    private RemotePath(String raw, Charset fallback, boolean opaque) {
        this.raw = raw;
        this.fallback = fallback;
        this.opaque = opaque;
    }

    private RemotePath with(String other) {
        return new RemotePath(other, fallback, false);
    }

    /** A path as typed or decoded from a URL, or as {@link #word} gave it. */
    public static RemotePath of(String text) {
        return of(Text.encode(text));
    }

    /**
     * A path by its bytes.
     *
     * @throws IllegalArgumentException when it holds CR, LF or NUL, which no command can carry
     */
    public static RemotePath of(byte[] bytes) {
        for (byte b : bytes) {
            if (b == '\r' || b == '\n' || b == 0) {
                throw new IllegalArgumentException("a remote path must not hold CR, LF or NUL");
            }
        }
        return new RemotePath(new String(bytes, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1, false);
    }

    /**
     * The name that a listing gave.
     *
     * @throws IllegalArgumentException when it holds CR, LF or NUL
     */
    public static RemotePath of(EntryName name) {
        return of(name.bytes()).in(name.fallback());
    }

    /** The same bytes, read in this charset where they are not valid UTF-8. */
    public RemotePath in(Charset charset) {
        return new RemotePath(raw, charset, opaque);
    }

    /**
     * The path as it goes out where names are typed for a server of this charset: its text in that charset. Bytes that
     * are not UTF-8 were not typed, and stay.
     *
     * @throws FtpException USAGE, when the charset lacks a character, which is named
     */
    public RemotePath typedIn(Charset charset) throws FtpException {
        boolean ascii = raw.chars().allMatch(c -> c < 0x80);
        if (ascii || charset.equals(StandardCharsets.UTF_8)) {
            return this;
        }
        String text = Text.decode(bytes(), StandardCharsets.ISO_8859_1);
        if (!java.util.Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes())) {
            return this;
        }
        CharsetEncoder encoder = charset.newEncoder();
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            String character = Character.toString(text.codePointAt(i));
            if (!encoder.canEncode(character)) {
                throw new FtpException(
                        Failure.USAGE,
                        "\"" + text + "\" cannot be said in " + charset + ", which lacks " + character,
                        Circumstances.in(Phase.LOCAL));
            }
        }
        String encoded = new String(text.getBytes(charset), StandardCharsets.ISO_8859_1);
        return new RemotePath(encoded, charset, opaque);
    }

    public byte[] bytes() {
        return raw.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** For people: UTF-8 where valid, else the charset that was said, Latin-1 where none was. */
    public String text() {
        return Text.decode(bytes(), fallback);
    }

    /** As a word that {@link #of(String)} takes for exactly these bytes, even where they are not UTF-8. Not for people. */
    public String word() {
        return Text.lossless(bytes());
    }

    /** In which charset bytes are read that are not UTF-8. */
    public Charset fallback() {
        return fallback;
    }

    /** The last element as a name. */
    public EntryName entryName() {
        return EntryName.of(name().bytes()).in(fallback);
    }

    public boolean isEmpty() {
        return raw.isEmpty();
    }

    public boolean isAbsolute() {
        return raw.startsWith("/");
    }

    /** Whether it is written as a directory, with a slash at its end. */
    public boolean endsWithSlash() {
        return raw.endsWith("/");
    }

    /**
     * The directory that a server says it is in. One that does not begin with a slash ({@code DISK:[DIR]} on VMS,
     * {@code 'USER.'} on MVS, {@code QGPL} on OS/400) is only good for going there: no name can be put behind it.
     */
    static RemotePath ofDirectory(byte[] bytes) {
        RemotePath path = of(bytes);
        return path.isAbsolute() ? path : new RemotePath(path.raw, path.fallback, true);
    }

    /** The last element, without slashes; empty for the root and the empty path. */
    public RemotePath name() {
        String bare = bare();
        return with(bare.substring(bare.lastIndexOf('/') + 1));
    }

    /** The directory that holds it: {@code /} for {@code /a}, empty for {@code a}. */
    public RemotePath parent() {
        String bare = bare();
        int slash = bare.lastIndexOf('/');
        return with(slash < 0 ? "" : slash == 0 ? "/" : bare.substring(0, slash));
    }

    /** A path beside this one, whose name is this text in the encoding of this one's name. */
    public RemotePath sibling(String text) {
        byte[] own = name().bytes();
        boolean utf8 = java.util.Arrays.equals(
                Text.decode(own, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.UTF_8), own);
        return parent().resolve(of(utf8 ? text.getBytes(StandardCharsets.UTF_8) : text.getBytes(fallback))
                .in(fallback));
    }

    /** The same path without {@code .} and {@code ..}, where names are all that is needed to take them away. */
    public RemotePath normalized() {
        Deque<String> kept = new ArrayDeque<>();
        for (String element : raw.split("/+")) {
            boolean up =
                    element.equals("..") && !kept.isEmpty() && !kept.getLast().equals("..");
            if (up) {
                kept.removeLast();
            } else if (!element.isEmpty() && !element.equals(".") && !(element.equals("..") && isAbsolute())) {
                kept.addLast(element);
            }
        }
        return with((isAbsolute() ? "/" : "") + String.join("/", kept));
    }

    /** The same path, not written as a directory. */
    public RemotePath withoutSlash() {
        return raw.length() > 1 && endsWithSlash() ? with(bare()) : this;
    }

    /** {@code other} seen from this directory; an absolute {@code other} stays what it is. */
    public RemotePath resolve(RemotePath other) {
        // whoever stands in an opaque directory says the name alone, and nothing for the directory itself
        if (other.isAbsolute() || isEmpty() || opaque) {
            return other;
        }
        return other.isEmpty() ? this : other.with(endsWithSlash() ? raw + other.raw : raw + "/" + other.raw);
    }

    /** The same path as it is named in that directory; unchanged when it is not below, empty for the directory itself. */
    public RemotePath seenFrom(RemotePath directory) {
        String above = directory.endsWithSlash() ? directory.raw : directory.raw + "/";
        if (equals(directory)) {
            return with("");
        }
        return directory.isEmpty() || !raw.startsWith(above) ? this : with(raw.substring(above.length()));
    }

    private String bare() {
        int end = raw.length();
        while (end > 1 && raw.charAt(end - 1) == '/') {
            end--;
        }
        return raw.equals("/") ? "" : raw.substring(0, end);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RemotePath that && raw.equals(that.raw);
    }

    @Override
    public int hashCode() {
        return raw.hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
