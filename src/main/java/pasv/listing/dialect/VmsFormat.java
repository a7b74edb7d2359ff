package pasv.listing.dialect;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import pasv.listing.date.Months;
import pasv.listing.date.ServerClock;
import pasv.listing.date.TimeOfDay;
import pasv.listing.date.UnorderedDate;
import pasv.listing.dialect.Reading.Nothing;
import pasv.listing.entry.Entry;
import pasv.listing.entry.EntryKind;
import pasv.listing.entry.EntryTime;
import pasv.listing.entry.Line;
import pasv.listing.entry.Numbers;

/**
 * The format of OpenVMS (MultiNet, UCX, TCPware). {@code NAME.TYPE;version blocks date [owner] (protection)}, on two
 * lines where the name is long, between a header and a footer.
 */
public final class VmsFormat implements ListingFormat {
    private static final int BLOCK = 512;
    private static final String DIRECTORY = ".DIR";
    private static final String VERSION = "version";

    /** What stands in place of the facts where the user may not see them; the entry exists all the same. */
    private static final List<String> DENIALS =
            List.of("no privilege for attempted operation", "insufficient privilege or object protection violation");

    @Override
    public Reading read(Line line) {
        if (isFurniture(line)) {
            return Nothing.SKIP;
        }
        if (line.words() == 0 || line.start(0) != 0 || !isVersioned(line.word(0))) {
            return Nothing.NOT_MINE;
        }
        if (line.words() == 1) {
            return Nothing.OPENS_NEXT;
        }
        String rest = line.text().substring(line.start(1)).toLowerCase(Locale.ROOT);
        if (DENIALS.stream().anyMatch(rest::contains)) {
            return draft(line, EntryKind.UNKNOWN, line.word(0).lastIndexOf(';')).found();
        }
        if (line.words() < 4) {
            return Nothing.NOT_MINE;
        }
        // some write the date before the blocks
        boolean dateFirst = line.word(1).indexOf('-') >= 0;
        int dateWord = dateFirst ? 1 : 2;
        int sizeWord = dateFirst ? 3 : 1;
        Optional<EntryTime> modified =
                TimeOfDay.parse(line.word(dateWord + 1)).flatMap(time -> VmsFormat.at(line.word(dateWord), time));
        boolean size = line.word(sizeWord).chars().allMatch(c -> c == '*' || c == '/' || (c >= '0' && c <= '9'));
        return modified.isPresent() && size ? entry(line, modified, sizeWord) : Nothing.NOT_MINE;
    }

    private static Reading entry(Line line, Optional<EntryTime> modified, int sizeWord) {
        int semicolon = line.word(0).lastIndexOf(';');
        int type = semicolon - DIRECTORY.length();
        boolean directory = type > 0 && line.text().regionMatches(true, type, DIRECTORY, 0, DIRECTORY.length());
        Draft draft = directory ? draft(line, EntryKind.DIRECTORY, type) : draft(line, EntryKind.FILE, semicolon);
        String text = line.text();
        int open = text.indexOf('[', line.end(3));
        int protection = text.lastIndexOf('(');
        if (protection > line.end(3) && text.stripTrailing().endsWith(")")) {
            draft.permissions(text.substring(protection).strip());
        }
        int close = text.indexOf(']', Math.max(open, 0));
        if (open >= 0 && close > open) {
            draft.owner(line.readable(open + 1, close));
        }
        return draft.roundedSize(bytes(line.word(sizeWord))).modified(modified).found();
    }

    /** RETR without a version gets the latest one, so the version is no part of the name. */
    private static Draft draft(Line line, EntryKind kind, int nameEnd) {
        String word = line.word(0);
        return new Draft(line, line.name(0, nameEnd), kind).fact(VERSION, word.substring(word.lastIndexOf(';') + 1));
    }

    /** Whether an entry comes from a file system that keeps several versions of a file under one name. */
    public static boolean isVersion(Entry entry) {
        return entry.facts().containsKey(VERSION) && !entry.facts().containsKey("type");
    }

    /** Blocks used, or blocks used and allocated: {@code 213/216}. */
    private static OptionalLong bytes(String word) {
        int slash = word.indexOf('/');
        OptionalLong blocks = Numbers.size(slash < 0 ? word : word.substring(0, slash));
        return blocks.isPresent() && blocks.getAsLong() <= Long.MAX_VALUE / BLOCK
                ? OptionalLong.of(blocks.getAsLong() * BLOCK)
                : OptionalLong.empty();
    }

    /** {@code 30-DEC-1996}, and {@code 6-Apr-07} as HP NonStop writes it. */
    static Optional<EntryTime> at(String date, TimeOfDay time) {
        int one = date.indexOf('-');
        int two = date.indexOf('-', one + 1);
        if (one < 1 || one > 2 || two < 0) {
            return Optional.empty();
        }
        OptionalInt day = Numbers.small(date.substring(0, one));
        OptionalInt month = Months.of(date.substring(one + 1, two));
        OptionalInt year = Numbers.small(date.substring(two + 1));
        int yearDigits = date.length() - two - 1;
        if (day.isEmpty() || month.isEmpty() || year.isEmpty() || (yearDigits != 2 && yearDigits != 4)) {
            return Optional.empty();
        }
        int fullYear = yearDigits == 2 ? UnorderedDate.fullYear(year.getAsInt()) : year.getAsInt();
        return ServerClock.at(fullYear, month.getAsInt(), day.getAsInt(), time);
    }

    private static boolean isVersioned(String word) {
        int semicolon = word.lastIndexOf(';');
        return semicolon > 0 && Numbers.small(word.substring(semicolon + 1)).isPresent();
    }

    /** {@code Directory USER1:[TEMP]}, {@code Total 14 files}, {@code Total of 1 file, 2 blocks.} */
    private static boolean isFurniture(Line line) {
        if (line.words() < 2) {
            return false;
        }
        if (line.word(0).equals("Directory")) {
            return line.word(1).contains(":[") && line.words() == 2;
        }
        int count = line.word(1).equals("of") ? 2 : 1;
        return line.word(0).equals("Total")
                && count + 1 < line.words()
                && Numbers.areDigits(line.word(count))
                && line.word(count + 1).startsWith("file");
    }
}
