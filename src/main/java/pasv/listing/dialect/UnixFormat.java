package pasv.listing.dialect;

import java.util.Optional;
import java.util.OptionalLong;
import pasv.listing.date.Months;
import pasv.listing.date.ServerClock;
import pasv.listing.date.UnixDate;
import pasv.listing.dialect.Reading.NameGap;
import pasv.listing.entry.EntryKind;
import pasv.listing.entry.Line;
import pasv.listing.entry.Numbers;

/**
 * The format of UNIX servers and their many imitators. As {@code ls -l} does: permissions, links, owner, group, size,
 * date, one blank, name. Owners may hold blanks and columns may be missing, so the line is read from its date outwards.
 */
final class UnixFormat implements ListingFormat {
    private static final int PERMISSIONS = 10;
    private static final String ARROW = " -> ";

    private final ServerClock clock;

    UnixFormat(ServerClock clock) {
        this.clock = clock;
    }

    @Override
    public Reading read(Line line) {
        String text = line.text();
        int width = permissionsWidth(text);
        Optional<EntryKind> kind = width < 0 ? Optional.empty() : kind(text);
        if (kind.isEmpty()) {
            return Reading.Nothing.NOT_MINE;
        }
        int columns = afterPermissions(line, width);
        if (columns < 0) {
            return Reading.Nothing.NOT_MINE;
        }
        // From here on the permissions count as blank: a link count may be glued to them.
        int first = firstWordFrom(line, columns);
        Optional<UnixDate> date = UnixDate.find(line, first, clock);
        return date.isPresent()
                ? dated(line, kind.get(), columns, first, date.get())
                : dateless(line, kind.get(), columns, first);
    }

    private Reading dated(Line line, EntryKind kind, int columns, int first, UnixDate date) {
        int sizeWord = date.firstWord() - 1;
        String sizeText = line.text().substring(Math.max(columns, line.start(sizeWord)), line.end(sizeWord));
        Optional<UnixSize> size = kind == EntryKind.OTHER ? Optional.of(UnixSize.UNKNOWN) : UnixSize.parse(sizeText);
        int end = line.end(date.lastWord());
        if (size.isEmpty() || line.isBlankFrom(end)) {
            return Reading.Nothing.NOT_MINE;
        }
        int name = end + 1;
        Draft draft = draft(line, kind, name, columns, size.get().bytes());
        draft.modified(date.time());
        if (size.get().exact()) {
            draft.size(size.get().bytes());
        } else {
            draft.roundedSize(size.get().bytes());
        }
        owners(draft, line, columns, first, sizeWord);
        return new Reading.Found(draft.entry(), gap(line, date, name), Optional.empty());
    }

    /** Some servers leave out the date; then only a line of the plainest shape is certain enough. */
    private static Reading dateless(Line line, EntryKind kind, int columns, int first) {
        boolean plain = line.words() == first + 5
                && Numbers.areDigits(line.text().substring(Math.max(columns, line.start(first)), line.end(first)))
                && Numbers.areDigits(line.word(first + 3))
                && Months.of(line.word(first + 4)).isEmpty();
        if (!plain) {
            return Reading.Nothing.NOT_MINE;
        }
        OptionalLong size = kind == EntryKind.OTHER ? OptionalLong.empty() : Numbers.size(line.word(first + 3));
        Draft draft = draft(line, kind, line.end(first + 3) + 1, columns, size).size(size);
        owners(draft, line, columns, first, first + 3);
        return draft.found();
    }

    private static Draft draft(Line line, EntryKind kind, int name, int columns, OptionalLong size) {
        int nameEnd = kind == EntryKind.LINK ? arrow(line, name, size) : line.length();
        Draft draft = new Draft(line, line.name(name, nameEnd), kind);
        draft.permissions(line.text().substring(0, columns));
        int target = nameEnd + ARROW.length();
        if (target < line.length()) {
            draft.linkTarget(line.nameFrom(target));
        }
        return draft;
    }

    /**
     * Where the name of a link ends. A name may hold arrows and so may a target; the size of a link is the length of its
     * target, which tells them apart. Where it does not fit, the last arrow counts.
     */
    private static int arrow(Line line, int name, OptionalLong size) {
        String text = line.text();
        long fitting = line.length() - ARROW.length() - size.orElse(0);
        if (fitting > name && size.orElse(0) > 0 && text.startsWith(ARROW, (int) fitting)) {
            return (int) fitting;
        }
        int last = text.lastIndexOf(ARROW);
        return last > name ? last : line.length();
    }

    private static void owners(Draft draft, Line line, int columns, int first, int sizeWord) {
        int from = Math.max(columns, line.start(first));
        boolean links = from < line.end(first) && Numbers.areDigits(line.text().substring(from, line.end(first)));
        int owner = links ? first + 1 : first;
        int count = sizeWord - owner;
        // NetPresenz on the Macintosh writes the word folder, or the sizes of both forks, where an owner would stand.
        boolean notAnOwner = count == 1 && (line.word(owner).equals("folder") || Numbers.areDigits(line.word(owner)));
        if ((count == 1 || count == 2) && !notAnOwner) {
            draft.owner(line.readable(line.start(owner), line.end(owner)));
        }
        if (count == 2) {
            draft.group(line.readable(line.start(owner + 1), line.end(owner + 1)));
        }
    }

    private static NameGap gap(Line line, UnixDate date, int name) {
        if (!date.endsWithYear()) {
            return NameGap.SILENT;
        }
        if (!line.isBlank(name)) {
            return NameGap.PLAIN;
        }
        // AIX writes the year where the time would stand and fills up behind it; others fill up before it.
        int year = date.lastWord();
        boolean oneBefore = line.start(year) - line.end(year - 1) == 1;
        return oneBefore ? NameGap.PERHAPS_PADDED : NameGap.SILENT;
    }

    private static int firstWordFrom(Line line, int at) {
        int word = 0;
        while (word < line.words() && line.end(word) <= at) {
            word++;
        }
        return word;
    }

    /** Where the columns after the permissions begin, or -1: marks for ACL, SELinux and macOS may follow them. */
    private static int afterPermissions(Line line, int width) {
        String text = line.text();
        int at = width;
        if (at < text.length() && "+.@".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        // a link count of four digits may be glued to the permissions
        boolean separated =
                at < text.length() && (line.isBlank(at) || (at >= PERMISSIONS && Numbers.isDigit(text.charAt(at))));
        return separated ? at : -1;
    }

    private static Optional<EntryKind> kind(String text) {
        return switch (text.charAt(0)) {
            // Plan 9 marks append-only files with an a.
            case '-', 'a' -> Optional.of(EntryKind.FILE);
            case 'd' -> Optional.of(EntryKind.DIRECTORY);
            case 'l' -> Optional.of(EntryKind.LINK);
            // Devices, fifos, sockets and Solaris doors.
            case 'b', 'c', 'p', 's', 'D' -> Optional.of(EntryKind.OTHER);
            default -> Optional.empty();
        };
    }

    /** How wide the permissions are: three triples, or two on servers without a group; -1 where they are none. */
    private static int permissionsWidth(String text) {
        int triples = 0;
        while (triples < 3 && isTriple(text, 1 + triples * 3)) {
            triples++;
        }
        int width = 1 + triples * 3;
        boolean whole = triples == 3 ? text.length() > PERMISSIONS : triples == 2 && text.startsWith(" ", width);
        return whole ? width : -1;
    }

    private static boolean isTriple(String text, int at) {
        return at + 2 < text.length()
                && "r-".indexOf(text.charAt(at)) >= 0
                && "w-".indexOf(text.charAt(at + 1)) >= 0
                && "xsStTlL-".indexOf(text.charAt(at + 2)) >= 0;
    }
}
