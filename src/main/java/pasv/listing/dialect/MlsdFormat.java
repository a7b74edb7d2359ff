package pasv.listing.dialect;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import pasv.listing.date.ServerClock;
import pasv.listing.dialect.Reading.Nothing;
import pasv.listing.entry.Entry;
import pasv.listing.entry.EntryKind;
import pasv.listing.entry.EntryName;
import pasv.listing.entry.EntryTime;
import pasv.listing.entry.EntryTime.Precision;
import pasv.listing.entry.Line;
import pasv.listing.entry.Numbers;

/**
 * The format of MLSD and MLST. RFC 3659 section 7: facts, each ended by a semicolon, one blank, the name. The name is
 * everything after that blank, whatever it holds; times are UTC.
 */
public final class MlsdFormat implements ListingFormat {
    private static final int MAX_FACTS = 32;
    private static final int MAX_FACT = 1024;
    private static final int STAMP = 14;

    /** ProFTPD and others write {@code OS.unix=slink:target}, pure-ftpd {@code OS.unix=symlink} without a target. */
    private static final String UNIX_LINK = "os.unix=slink";

    @Override
    public Reading read(Line line) {
        Optional<Integer> name = nameStart(line, 0);
        if (name.isEmpty()) {
            return Nothing.NOT_MINE;
        }
        Map<String, String> facts = facts(line, 0, name.get() - 1);
        String type = facts.getOrDefault("type", "").toLowerCase(Locale.ROOT);
        // The directory itself and its parent, under whatever name.
        return type.equals("cdir") || type.equals("pdir")
                ? Nothing.SKIP
                : entry(line, name.get(), line.length(), facts).found();
    }

    /**
     * Reads the fact line of an MLST reply (RFC 3659 section 7.2), with or without its leading blank. Empty if the line
     * names nothing. The name is what the server says, often a full path: it is not checked against what was asked.
     */
    public static Optional<Entry> ofMlst(byte[] factLine) {
        return readMlst(Line.of(factLine));
    }

    /** MLST puts one blank before its line, which some servers leave out. */
    private static Optional<Entry> readMlst(Line line) {
        int from = line.length() > 0 && line.text().charAt(0) == ' ' ? 1 : 0;
        Optional<Integer> name = nameStart(line, from);
        if (name.isPresent()) {
            return Optional.of(entry(line, name.get(), line.length(), facts(line, from, name.get() - 1))
                            .entry())
                    .filter(entry -> entry.name().length() > 0);
        }
        // A blank and no fact: the name is all there is.
        boolean bare = from == 1 && line.length() > 1 && line.text().charAt(line.length() - 1) != ';';
        return bare ? Optional.of(entry(line, 1, line.length(), Map.of()).entry()) : Optional.empty();
    }

    /** Where the name begins; empty if facts and name cannot be told apart. */
    private static Optional<Integer> nameStart(Line line, int from) {
        String text = line.text();
        if (text.length() > from && text.charAt(from) == ' ') {
            return text.length() > from + 1 ? Optional.of(from + 1) : Optional.empty();
        }
        // A value may hold blanks (UNIX.groupname=domain users), so the facts end with the first semicolon before one.
        for (int semicolon = text.indexOf(';', from);
                semicolon >= 0 && semicolon + 1 < text.length();
                semicolon = text.indexOf(';', semicolon + 1)) {
            if (line.isBlank(semicolon + 1)) {
                return areFacts(text, from, semicolon) ? Optional.of(semicolon + 2) : Optional.empty();
            }
        }
        // Drafts of the RFC before its seventh had no semicolon after the last fact.
        int blank = text.indexOf(' ', from);
        return blank > from && areFacts(text, from, blank) && blank + 1 < text.length()
                ? Optional.of(blank + 1)
                : Optional.empty();
    }

    private static boolean areFacts(String text, int from, int to) {
        int equals = text.indexOf('=', from);
        int semicolon = text.indexOf(';', from);
        return equals > from && equals < to && (semicolon < 0 || equals < semicolon);
    }

    private static Map<String, String> facts(Line line, int from, int to) {
        Map<String, String> facts = new LinkedHashMap<>();
        int start = from;
        while (start < to && facts.size() < MAX_FACTS) {
            int semicolon = line.text().indexOf(';', start);
            int end = semicolon < 0 || semicolon > to ? to : semicolon;
            int equals = line.text().indexOf('=', start);
            if (equals > start && equals < end && end - start <= MAX_FACT) {
                String key = line.readable(start, equals).toLowerCase(Locale.ROOT);
                facts.putIfAbsent(key, line.readable(equals + 1, end));
            }
            start = end + 1;
        }
        return facts;
    }

    private static Draft entry(Line line, int from, int to, Map<String, String> facts) {
        String type = facts.getOrDefault("type", "");
        Draft draft = new Draft(line, line.name(from, to), kind(type.toLowerCase(Locale.ROOT)))
                .size(facts.containsKey("size") ? Numbers.size(facts.get("size")) : OptionalLong.empty())
                .modified(modified(facts.getOrDefault("modify", "")));
        draft.facts(facts);
        int target = UNIX_LINK.length() + 1;
        if (type.toLowerCase(Locale.ROOT).startsWith(UNIX_LINK + ":") && type.length() > target) {
            draft.linkTarget(target(line, type.substring(target)));
        }
        first(facts, "unix.mode").ifPresent(draft::permissions);
        first(facts, "unix.ownername").or(() -> first(facts, "unix.owner")).ifPresent(draft::owner);
        first(facts, "unix.groupname").or(() -> first(facts, "unix.group")).ifPresent(draft::group);
        return draft;
    }

    /** The bytes of the target as they stand in the line, not as the decoded text would write them. */
    private static EntryName target(Line line, String decoded) {
        int colon = line.text().toLowerCase(Locale.ROOT).indexOf(UNIX_LINK + ":") + UNIX_LINK.length() + 1;
        int end = line.text().indexOf(';', colon);
        return end > colon ? line.name(colon, end) : EntryName.of(decoded);
    }

    private static Optional<String> first(Map<String, String> facts, String key) {
        return Optional.ofNullable(facts.get(key)).filter(value -> !value.isEmpty());
    }

    private static EntryKind kind(String type) {
        return switch (type) {
            case "file" -> EntryKind.FILE;
            case "dir", "cdir", "pdir" -> EntryKind.DIRECTORY;
            default -> {
                if (type.startsWith(UNIX_LINK) || type.equals("os.unix=symlink")) {
                    yield EntryKind.LINK;
                }
                // chr-13/29, blk-11/108, fifo, socket
                yield type.startsWith("os.unix=") ? EntryKind.OTHER : EntryKind.UNKNOWN;
            }
        };
    }

    /** {@code 20150813175250} with an optional fraction (RFC 3659 section 2.3); anything else is no time. */
    private static Optional<EntryTime> modified(String value) {
        boolean shape = value.length() >= STAMP
                && value.length() <= STAMP + 10
                && Numbers.areDigits(value.substring(0, STAMP))
                && (value.length() == STAMP
                        || (value.charAt(STAMP) == '.' && Numbers.areDigits(value.substring(STAMP + 1))));
        if (!shape) {
            return Optional.empty();
        }
        int year = Integer.parseInt(value.substring(0, 4));
        int month = Integer.parseInt(value.substring(4, 6));
        int day = Integer.parseInt(value.substring(6, 8));
        int hour = Integer.parseInt(value.substring(8, 10));
        int minute = Integer.parseInt(value.substring(10, 12));
        int second = Integer.parseInt(value.substring(12, STAMP));
        // A leap second may be sent and is the first second of the next minute here.
        boolean exists = ServerClock.day(year, month, day).isPresent() && hour < 24 && minute < 60 && second <= 60;
        if (!exists) {
            return Optional.empty();
        }
        long nanos = value.length() == STAMP
                ? 0
                : Long.parseLong((value.substring(STAMP + 1) + "000000000").substring(0, 9));
        return Optional.of(new EntryTime(
                LocalDate.of(year, month, day)
                        .atTime(hour, minute)
                        .toInstant(ZoneOffset.UTC)
                        .plusSeconds(second)
                        .plusNanos(nanos),
                Precision.SECOND,
                true));
    }
}
