package pasv.listing.dialect;

import java.util.Optional;
import java.util.Set;
import pasv.listing.date.DateNumbers;
import pasv.listing.date.ServerClock;
import pasv.listing.date.TimeOfDay;
import pasv.listing.date.UnorderedDate;
import pasv.listing.entry.EntryKind;
import pasv.listing.entry.EntryTime;
import pasv.listing.entry.Line;
import pasv.listing.entry.Numbers;

/** The format of Nortel switches. {@code name 1014196 06/03/04 Thur. 10:20:03}: month first. */
final class NortelFormat implements ListingFormat {
    private static final Set<String> DAYS = Set.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

    @Override
    public Reading read(Line line) {
        boolean shape = line.words() == 5
                && Numbers.areDigits(line.word(1))
                && line.word(3).length() >= 3
                && DAYS.contains(line.word(3).substring(0, 3));
        if (!shape) {
            return Reading.Nothing.NOT_MINE;
        }
        Optional<EntryTime> modified = TimeOfDay.parse(line.word(4)).flatMap(time -> at(line.word(2), time));
        return modified.isEmpty()
                ? Reading.Nothing.NOT_MINE
                : new Draft(line, line.name(line.start(0), line.end(0)), EntryKind.FILE)
                        .size(Numbers.size(line.word(1)))
                        .modified(modified)
                        .found();
    }

    private static Optional<EntryTime> at(String date, TimeOfDay time) {
        return DateNumbers.parse(date, '/')
                .filter(numbers -> numbers.hasWidths(2, 2))
                .flatMap(mdy -> ServerClock.at(UnorderedDate.fullYear(mdy.third()), mdy.first(), mdy.second(), time));
    }
}
