package pasv.listing.dialect;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import pasv.listing.date.DateNumbers;
import pasv.listing.date.ServerClock;
import pasv.listing.date.TimeOfDay;
import pasv.listing.entry.EntryKind;
import pasv.listing.entry.EntryTime;
import pasv.listing.entry.Line;
import pasv.listing.entry.Numbers;

/**
 * The format of Windows servers. As the {@code dir} command did: date, time, {@code <DIR>} or size, name. IIS writes
 * {@code 04-14-00  03:47PM}, Windows CE a clock of 24 hours, others four-digit years, slashes, points or ISO dates.
 */
final class DosFormat implements ListingFormat {
    /** IIS counts two-digit years from 1980, when MS-DOS began. */
    private static final int PIVOT = 80;

    private static final String DIRECTORY = "<DIR>";
    private static final Set<String> LINKS = Set.of("<JUNCTION>", "<SYMLINK>", "<SYMLINKD>");

    /** In IIS the column of date, time and size is as wide as the date and 30 more; then one blank, then the name. */
    private static final int IIS_COLUMNS = 30;

    private static final int IIS_AFTER_DIRECTORY = 10;

    @Override
    public Reading read(Line line) {
        if (line.words() < 4) {
            return Reading.Nothing.NOT_MINE;
        }
        Optional<TimeOfDay> time = TimeOfDay.parse(line.word(1));
        Optional<TimeOfDay> halved = time.flatMap(clock -> clock.inHalf(line.word(2)));
        int column = halved.isPresent() ? 3 : 2;
        Optional<EntryTime> modified = halved.or(() -> time)
                .or(() -> TimeOfDay.parseWithHalf(line.word(1)))
                .flatMap(clock -> at(line.word(0), clock));
        if (modified.isEmpty() || column + 1 >= line.words()) {
            return Reading.Nothing.NOT_MINE;
        }
        int name = nameStart(line, column);
        if (line.word(column).equals(DIRECTORY)) {
            return new Draft(line, line.nameFrom(name), EntryKind.DIRECTORY)
                    .modified(modified)
                    .found();
        }
        if (LINKS.contains(line.word(column))) {
            return link(line, name, modified);
        }
        OptionalLong size = Numbers.grouped(line.word(column));
        return size.isPresent()
                ? new Draft(line, line.nameFrom(name), EntryKind.FILE)
                        .size(size)
                        .modified(modified)
                        .found()
                : Reading.Nothing.NOT_MINE;
    }

    /** {@code <JUNCTION> name [target]}; the target is told by newer systems only. */
    private static Reading link(Line line, int name, Optional<EntryTime> modified) {
        String text = line.text();
        int open = text.lastIndexOf(" [");
        boolean told = open > name && text.endsWith("]");
        Draft draft = new Draft(line, told ? line.name(name, open) : line.nameFrom(name), EntryKind.LINK);
        if (told) {
            draft.linkTarget(line.name(open + 2, text.length() - 1));
        }
        return draft.modified(modified).found();
    }

    /** Where IIS keeps its columns a name may begin with blanks; elsewhere blanks before a name are filling. */
    private static int nameStart(Line line, int column) {
        int sizeEnds = line.end(column);
        int columnsEnd = line.end(0) + IIS_COLUMNS;
        boolean directory = line.word(column).equals(DIRECTORY);
        int filled = directory ? sizeEnds + IIS_AFTER_DIRECTORY - 1 : sizeEnds;
        boolean inColumns = line.start(0) == 0 && column == 2 && filled == columnsEnd;
        boolean blank = inColumns && line.skipBlanks(sizeEnds) > columnsEnd;
        return blank ? columnsEnd + 1 : line.skipBlanks(sizeEnds);
    }

    private static Optional<EntryTime> at(String word, TimeOfDay time) {
        if (word.indexOf('.') >= 0) {
            // with points the day always comes first
            return DateNumbers.parse(word, '.')
                    .filter(date -> date.hasWidths(2, 4))
                    .flatMap(date -> ServerClock.at(date.third(), date.second(), date.first(), time));
        }
        return DateNumbers.parse(word, word.indexOf('-') >= 0 ? '-' : '/').flatMap(date -> {
            if (date.isYearFirst()) {
                return ServerClock.at(date.first(), date.second(), date.third(), time);
            }
            return switch (date.thirdWidth()) {
                case 2 -> ServerClock.at(fullYear(date.third()), date.first(), date.second(), time);
                case 4 -> ServerClock.at(date.third(), date.first(), date.second(), time);
                default -> Optional.empty();
            };
        });
    }

    private static int fullYear(int twoDigits) {
        return twoDigits < PIVOT ? 2000 + twoDigits : 1900 + twoDigits;
    }
}
