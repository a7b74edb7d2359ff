package pasv.ftp.wire;

import java.nio.charset.StandardCharsets;

/** The protocol that something which is no FTP reply looks like. */
public final class ForeignProtocol {
    private ForeignProtocol() {}

    /** A TLS record: an alert or a handshake. */
    static boolean isTls(byte[] seen) {
        return seen.length >= 2 && (seen[0] == 0x15 || seen[0] == 0x16) && seen[1] == 3;
    }

    /** The first line of a mail server: IMAP, POP3, or SMTP, whose 220 is a reply as FTP has it. */
    public static boolean isMail(String line) {
        return line.startsWith("* OK") || line.startsWith("+OK") || line.matches("220[ -].*\\b(E?SMTP|LMTP)\\b.*");
    }

    /** Whether the line is that of a protocol that is known and not FTP. */
    public static boolean isKnown(String line) {
        return line.startsWith("SSH-") || line.startsWith("HTTP/") || line.startsWith("<") || isMail(line);
    }

    /** Whether the line is one of a web server: a status line, or the beginning of a page. */
    public static boolean isWeb(String line) {
        return line.startsWith("HTTP/")
                || line.regionMatches(true, 0, "<html", 0, 5)
                || line.regionMatches(true, 0, "<!doctype html", 0, 14);
    }

    public static String describe(byte[] seen) {
        String text = new String(seen, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        String line = (end < 0 ? text : text.substring(0, end)).strip();
        if (text.startsWith("SSH-")) {
            return "this is an SSH server (it may offer SFTP, which is not FTP): " + line;
        }
        if (text.startsWith("HTTP/") || text.startsWith("<")) {
            return "this looks like an HTTP server: " + line;
        }
        if (isTls(seen)) {
            return "this port speaks TLS from the first byte: use ftps:// (implicit TLS)";
        }
        if (isMail(line)) {
            return "this looks like a mail server: " + line;
        }
        return "not an FTP reply: " + line;
    }
}
