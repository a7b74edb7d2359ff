package pasv.ui;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import pasv.listing.entry.Entry;
import pasv.listing.entry.EntryName;
import pasv.listing.entry.EntryTime;
import pasv.listing.entry.RawLine;

/** An entry as a program reads it. One {@code entry} object; what the server did not say is left out. */
public final class EntryJson {
    private final JsonLines lines;

    public EntryJson(Console console) {
        this.lines = new JsonLines(console);
    }

    /** An entry under the name or path by which it was asked for. */
    public void entry(String name, Entry entry) {
        lines.line("entry", json -> {
            json.writeStringField("name", name);
            json.writeStringField("kind", entry.kind().name().toLowerCase(Locale.ROOT));
            if (entry.size().isPresent()) {
                json.writeNumberField("size", entry.size().getAsLong());
            }
            if (entry.modified().isPresent()) {
                json.writeStringField("modified", time(entry.modified().get()));
            }
            if (entry.permissions().isPresent()) {
                json.writeStringField("mode", entry.permissions().get());
            }
            if (entry.linkTarget().isPresent()) {
                json.writeStringField("target", entry.linkTarget().get().text());
            }
            if (!EntryName.of(entry.name().text()).equals(entry.name())) {
                json.writeStringField("raw", encoded(entry.name().bytes()));
            }
        });
    }

    /** With Z where the zone is known; else the server's wall clock, or its day, without any. */
    public static String time(EntryTime time) {
        if (time.zoneKnown()) {
            return time.instant().toString();
        }
        LocalDateTime clock = LocalDateTime.ofInstant(time.instant(), ZoneOffset.UTC);
        return time.precision() == EntryTime.Precision.DAY
                ? clock.toLocalDate().toString()
                : DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(clock);
    }

    /** A line that no format understands. */
    public void unreadable(RawLine line) {
        lines.line("entry", json -> {
            json.writeStringField("name", "");
            json.writeStringField("kind", "unreadable");
            json.writeStringField("raw", line.text());
        });
    }

    /** A sum of bytes, as du gives it. */
    public void total(String name, long bytes, long files) {
        lines.line("entry", json -> {
            json.writeStringField("name", name);
            json.writeStringField("kind", "total");
            json.writeNumberField("size", bytes);
            json.writeNumberField("files", files);
        });
    }

    /** The bytes of a name that is not UTF-8, percent-encoded as in a URL. */
    private static String encoded(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        for (byte b : bytes) {
            char c = (char) (b & 0xFF);
            boolean plain = c > ' ' && c < 0x7F && c != '%';
            out.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return out.toString();
    }
}
