package pasv.ftp.wire;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;

/**
 * A reply of the server. One reply: a code and its lines (RFC 959 §4.2). A value: it belongs to the command that asked
 * for it and is never looked up later.
 */
public final class Reply {
    private final int code;
    private final List<byte[]> raw;
    private final List<String> lines;

    public Reply(int code, List<byte[]> raw, Charset charset) {
        this.code = code;
        this.raw = List.copyOf(raw);
        this.lines = raw.stream().map(line -> Text.decode(line, charset)).toList();
    }

    /** A reply of one line, as from a saved log. */
    public static Reply of(int code, String text) {
        byte[] line = (code + " " + text).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return new Reply(code, List.of(line), java.nio.charset.StandardCharsets.UTF_8);
    }

    /** 100 to 599. */
    public int code() {
        return code;
    }

    /** The lines as they came, codes included, without line ends; decoded, not made safe for a screen. */
    public List<String> lines() {
        return lines;
    }

    /** The text of all lines after the code, where a line has one; joined by line feeds. */
    public String text() {
        return String.join("\n", lines.stream().map(this::withoutCode).toList());
    }

    /** The text of the last line, which carries the verdict in a multi-line reply. */
    public String lastText() {
        return withoutCode(lines.get(lines.size() - 1));
    }

    /** The bytes of a line after its code. */
    public byte[] rawText(int line) {
        byte[] bytes = raw.get(line);
        int skip = lines.get(line).length() - withoutCode(lines.get(line)).length();
        return java.util.Arrays.copyOfRange(bytes, Math.min(skip, bytes.length), bytes.length);
    }

    private String withoutCode(String line) {
        String digits = Integer.toString(code);
        if (!line.startsWith(digits)) {
            return line;
        }
        if (line.length() == digits.length()) {
            return "";
        }
        char next = line.charAt(digits.length());
        return next == ' ' || next == '-' ? line.substring(digits.length() + 1) : line;
    }

    public boolean isPreliminary() {
        return code / 100 == 1;
    }

    public boolean isPositive() {
        return code / 100 == 2;
    }

    public boolean isIntermediate() {
        return code / 100 == 3;
    }

    public boolean isTransientFailure() {
        return code / 100 == 4;
    }

    public boolean isPermanentFailure() {
        return code / 100 == 5;
    }

    /**
     * Whether it refuses what is not encrypted: 522 of vsftpd and ProFTPD, 550 and 521 of pyftpdlib, with words that say
     * so.
     */
    public boolean asksForTls() {
        boolean refuses = isPermanentFailure() || isTransientFailure();
        return refuses
                && text().toLowerCase(Locale.ROOT)
                        .matches(
                                "(?s).*(\\b(ssl|tls)\\b.*required|required.*\\b(ssl|tls)\\b|must (be|use) (encrypt|tls|ssl)"
                                        + "|(encryption|protection level|prot p).*(required|not supported|insufficient)"
                                        + "|required protection level|policy requires (ssl|tls|encrypt|prot)).*");
    }

    /** Whether it speaks of too many sessions, which a 421 or a 530 can mean. */
    public boolean saysTooMany() {
        return text().toLowerCase(Locale.ROOT)
                .matches("(?s).*(too many|maximum|max\\.|limit|clients? allowed|\\bfull\\b).*");
    }

    /** The whole reply in one line, for messages. */
    @Override
    public String toString() {
        return code + " " + text().replace('\n', ' ').strip();
    }
}
