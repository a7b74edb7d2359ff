package pasv.doctor.finding;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program that a server is. Recognised from its greeting and its replies to SYST, FEAT, STAT and PASV. */
public enum ServerFamily {
    VSFTPD("vsftpd", "vsftpd|\\(vsftpd"),
    PROFTPD("ProFTPD", "proftpd"),
    PURE_FTPD("Pure-FTPd", "pure-ftpd|pureftpd"),
    PYFTPDLIB("pyftpdlib", "pyftpdlib"),
    FILEZILLA("FileZilla Server", "filezilla"),
    IIS("IIS", "microsoft ftp|windows_nt"),
    UNKNOWN("an unknown server", "(?!)");

    private final String shown;
    private final Pattern mark;

    ServerFamily(String shown, String mark) {
        this.shown = shown;
        this.mark = Pattern.compile(mark);
    }

    /** The program's own name. */
    public String shown() {
        return shown;
    }

    /** The family that the text of replies speaks of. */
    public static ServerFamily recognise(String replies) {
        String text = replies.toLowerCase(Locale.ROOT);
        for (ServerFamily family : values()) {
            if (family.mark.matcher(text).find()) {
                return family;
            }
        }
        // vsftpd with its banner changed still ends a directory listing in words of its own
        return text.contains("directory send ok") ? VSFTPD : UNKNOWN;
    }

    /** The version behind the name, where the text tells one. */
    public String version(String replies) {
        Matcher number = Pattern.compile("(?i)(?:" + mark.pattern() + ")[ /]*(?:server )?v?([0-9]+(?:\\.[0-9a-z]+)+)")
                .matcher(replies);
        return number.find() ? " " + number.group(1) : "";
    }
}
