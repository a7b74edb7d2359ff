package pasv.listing.dialect;

import java.util.Optional;
import pasv.listing.date.ServerClock;
import pasv.listing.date.UnixDate;
import pasv.listing.entry.EntryKind;
import pasv.listing.entry.Line;
import pasv.listing.entry.Numbers;

/**
 * The format of Novell NetWare. Like UNIX, with trustee rights in brackets: {@code d [R----F--] supervisor 512 ...}.
 */
final class NetwareFormat implements ListingFormat {
    private static final int RIGHTS = 10;

    private final ServerClock clock;

    NetwareFormat(ServerClock clock) {
        this.clock = clock;
    }

    @Override
    public Reading read(Line line) {
        String text = line.text();
        int open = text.indexOf('[');
        boolean shape = text.length() > 2
                && (text.charAt(0) == 'd' || text.charAt(0) == '-')
                && (open == 1 || (open == 2 && text.charAt(1) == ' '))
                && areRights(text, open);
        if (!shape) {
            return Reading.Nothing.NOT_MINE;
        }
        int columns = open + RIGHTS;
        int first = 0;
        while (first < line.words() && line.start(first) < columns) {
            first++;
        }
        Optional<UnixDate> date = UnixDate.find(line, first, clock);
        if (date.isEmpty()) {
            return Reading.Nothing.NOT_MINE;
        }
        int size = date.get().firstWord() - 1;
        int name = line.skipBlanks(line.end(date.get().lastWord()));
        if (name >= line.length() || !Numbers.areDigits(line.word(size))) {
            return Reading.Nothing.NOT_MINE;
        }
        EntryKind kind = text.charAt(0) == 'd' ? EntryKind.DIRECTORY : EntryKind.FILE;
        Draft draft = new Draft(line, line.nameFrom(name), kind)
                .permissions(text.substring(open, columns))
                .size(Numbers.size(line.word(size)))
                .modified(date.get().time());
        if (size == first + 1) {
            draft.owner(line.readable(line.start(first), line.end(first)));
        }
        return draft.found();
    }

    private static boolean areRights(String text, int open) {
        int close = open + RIGHTS - 1;
        if (close + 1 >= text.length() || text.charAt(close) != ']') {
            return false;
        }
        return text.substring(open + 1, close).chars().allMatch(c -> c == '-' || (c >= 'A' && c <= 'Z'));
    }
}
