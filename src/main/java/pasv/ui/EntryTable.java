package pasv.ui;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import pasv.listing.entry.Entry;
import pasv.listing.entry.EntryTime;

/**
 * The table of a directory. Columns, one name a line, or a line with all that is known:
 *
 * <pre>
 * drwxr-xr-x        -  2026-11-22 09:12  pub
 * -rw-r--r--    4,096  2026-11-22 09:15  a.txt
 * lrwxrwxrwx        5  2026-11-20 17:00  latest → a.txt
 * </pre>
 *
 * Columns are counted in cells of the terminal, so double-width names keep them straight.
 */
public final class EntryTable {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd      ", Locale.ROOT);
    private static final Pattern OCTAL = Pattern.compile("0?[0-7]{3,4}");
    private static final String NO_TIME = " ".repeat(16);
    private static final int GAP = 2;

    private final Console console;
    private final boolean colored;
    private final boolean exact;

    /**
     * A table for one run.
     *
     * @param exact whether sizes have all their digits
     */
    public EntryTable(Console console, boolean colored, boolean exact) {
        this.console = console;
        this.colored = colored;
        this.exact = exact;
    }

    /** One name a line. */
    public void lines(List<Entry> entries) {
        console.results(
                entries.stream().map(entry -> painted(entry, name(entry))).toList());
    }

    /** As many columns as fit, read downwards as in ls. */
    public void columns(List<Entry> entries) {
        List<String> names = entries.stream().map(EntryTable::name).toList();
        int widest = names.stream().mapToInt(TerminalWidth::of).max().orElse(0) + GAP;
        int columns = Math.max(1, (console.width() + GAP - 1) / widest);
        int rows = (names.size() + columns - 1) / columns;
        for (int row = 0; row < rows; row++) {
            StringBuilder line = new StringBuilder();
            for (int i = row; i < names.size(); i += rows) {
                line.append(painted(entries.get(i), names.get(i)));
                if (i + rows < names.size()) {
                    line.append(" ".repeat(widest - TerminalWidth.of(names.get(i))));
                }
            }
            console.result(line.toString());
        }
    }

    /** A line for each with all that is known. */
    public void details(List<Entry> entries) {
        List<String> sizes = new ArrayList<>();
        int modes = 1;
        int widest = 1;
        for (Entry entry : entries) {
            String size = size(entry);
            sizes.add(size);
            widest = Math.max(widest, size.length());
            modes = Math.max(modes, TerminalWidth.of(mode(entry)));
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            String mode = mode(entry);
            String target = entry.linkTarget()
                    .map(to -> " " + console.glyphs().arrow() + " " + Visible.line(to.text()))
                    .orElse("");
            lines.add(mode + " ".repeat(modes - TerminalWidth.of(mode) + GAP)
                    + " ".repeat(widest - sizes.get(i).length())
                    + sizes.get(i)
                    + "  "
                    + time(entry)
                    + "  "
                    + painted(entry, name(entry))
                    + target);
        }
        console.results(lines);
    }

    private String size(Entry entry) {
        if (entry.size().isEmpty() || entry.isDirectory()) {
            return "-";
        }
        long bytes = entry.size().getAsLong();
        return (entry.sizeExact() ? "" : "~") + (exact ? Quantity.exact(bytes) : Quantity.human(bytes));
    }

    private static String mode(Entry entry) {
        String kind = switch (entry.kind()) {
            case DIRECTORY -> "d";
            case LINK -> "l";
            case FILE -> "-";
            case OTHER -> "o";
            case UNKNOWN -> "?";
        };
        return entry.permissions()
                .map(Visible::line)
                .map(text -> OCTAL.matcher(text).matches() ? kind + letters(text) : text)
                .orElse(kind);
    }

    private static String letters(String octal) {
        int bits = Integer.parseInt(octal, 8);
        StringBuilder letters = new StringBuilder();
        for (int bit = 8; bit >= 0; bit--) {
            letters.append((bits >> bit & 1) == 0 ? '-' : "xwr".charAt(bit % 3));
        }
        return letters.toString();
    }

    private static String time(Entry entry) {
        return entry.modified().map(EntryTable::time).orElse(NO_TIME);
    }

    /** In the reader's zone where the server's is known, else as the server wrote it. */
    private static String time(EntryTime time) {
        Instant instant = time.instant();
        ZoneId zone = time.zoneKnown() ? ZoneId.systemDefault() : ZoneOffset.UTC;
        return (time.precision() == EntryTime.Precision.DAY ? DAY : MINUTE).format(instant.atZone(zone));
    }

    private static String name(Entry entry) {
        return Visible.line(entry.name().text());
    }

    private String painted(Entry entry, String name) {
        String sign = switch (entry.kind()) {
            case DIRECTORY -> "1;34";
            case LINK -> "36";
            case OTHER -> "33";
            case FILE, UNKNOWN -> "";
        };
        return colored && !sign.isEmpty() ? "\u001b[" + sign + "m" + name + "\u001b[0m" : name;
    }
}
