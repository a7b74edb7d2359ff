package pasv.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a saved log, whoever wrote it. Knows the marks of pasv and curl ({@code > < *}), lftp ({@code ---> <---
 * ---- ****}), FileZilla ({@code Command: Response: Status: Error:}) and the bare lines of Wireshark's follow-stream
 * text.
 *
 * @param kind who speaks
 * @param text without the mark
 */
record LogLine(Kind kind, String text) {
    /** Who speaks. */
    enum Kind {
        SENT,
        RECEIVED,
        NOTE
    }

    private static final Pattern MARKED = Pattern.compile(
            "^(?:[0-9:.\\-]+\\s+)*(--->|<---|----|\\*\\*\\*\\*|[><*]|Command:|Response:|Status:|Error:)\\s*(.*)$");
    /** curl's progress meter, which a note is printed behind. */
    private static final Pattern METER = Pattern.compile("^[-0-9 .:kMGT]+(?=\\* )");

    private static final Pattern REPLY = Pattern.compile("^[1-5][0-9]{2}(?:[ -].*)?$");
    private static final Pattern COMMAND = Pattern.compile(
            "^(?:USER|PASS|ACCT|AUTH|PBSZ|PROT|SYST|FEAT|OPTS|PWD|CWD|TYPE|PASV|EPSV|LIST|NLST|MLSD|RETR|STOR|SIZE|MDTM"
                    + "|REST|ABOR|NOOP|QUIT|STAT|APPE)(?: .*)?$");

    /** Wireshark's name for the end of a stream, the client's first; counts of bytes stand between the pieces. */
    private static final Pattern NODE = Pattern.compile("^Node [01]: .*$");

    private static final Pattern COUNT = Pattern.compile("^[0-9]+$");

    static List<LogLine> of(String log) {
        boolean stream = log.lines().anyMatch(line -> NODE.matcher(line).matches());
        List<LogLine> lines = new ArrayList<>();
        log.lines()
                .map(String::stripTrailing)
                .filter(line -> !line.isBlank())
                .filter(line -> !stream || !COUNT.matcher(line.strip()).matches())
                .filter(line -> !line.startsWith("Node 0: "))
                .forEach(line -> lines.add(one(line)));
        return lines;
    }

    private static LogLine one(String raw) {
        String line = METER.matcher(raw).replaceFirst("");
        Matcher marked = MARKED.matcher(line.strip());
        if (marked.matches()) {
            String text = marked.group(2);
            return switch (marked.group(1)) {
                case ">", "--->", "Command:" -> new LogLine(Kind.SENT, text);
                case "<", "<---", "Response:" -> new LogLine(Kind.RECEIVED, text);
                default -> new LogLine(Kind.NOTE, text);
            };
        }
        if (REPLY.matcher(line).matches()) {
            return new LogLine(Kind.RECEIVED, line);
        }
        return new LogLine(COMMAND.matcher(line.strip()).matches() ? Kind.SENT : Kind.NOTE, line.strip());
    }

    /** The code of a reply line that ends its reply; 0 for anything else. */
    int code() {
        boolean ends =
                kind == Kind.RECEIVED && REPLY.matcher(text).matches() && (text.length() == 3 || text.charAt(3) == ' ');
        return ends ? Integer.parseInt(text.substring(0, 3)) : 0;
    }
}
