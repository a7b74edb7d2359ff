package pasv.listing.dialect;

import java.util.Optional;
import java.util.OptionalLong;
import pasv.listing.date.DateNumbers;
import pasv.listing.date.ServerClock;
import pasv.listing.date.TimeOfDay;
import pasv.listing.entry.EntryKind;
import pasv.listing.entry.EntryTime;
import pasv.listing.entry.Line;
import pasv.listing.entry.Numbers;

/**
 * The format of the OS/2 FTP server. Size first: {@code 36611 A 04-23-103 10:57 name}, with years counted from 1900.
 */
final class Os2Format implements ListingFormat {
    private static final int PIVOT = 80;

    @Override
    public Reading read(Line line) {
        if (line.words() < 4 || !Numbers.areDigits(line.word(0))) {
            return Reading.Nothing.NOT_MINE;
        }
        boolean directory = false;
        int date = 1;
        while (date < 3 && line.word(date).chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
            directory |= line.word(date).equals("DIR");
            date++;
        }
        if (date + 2 >= line.words()) {
            return Reading.Nothing.NOT_MINE;
        }
        String dateWord = line.word(date);
        Optional<EntryTime> modified = TimeOfDay.parse(line.word(date + 1)).flatMap(time -> at(dateWord, time));
        if (modified.isEmpty()) {
            return Reading.Nothing.NOT_MINE;
        }
        OptionalLong size = directory ? OptionalLong.empty() : Numbers.size(line.word(0));
        return new Draft(line, line.nameFrom(line.start(date + 2)), directory ? EntryKind.DIRECTORY : EntryKind.FILE)
                .size(size)
                .modified(modified)
                .found();
    }

    private static Optional<EntryTime> at(String date, TimeOfDay time) {
        return DateNumbers.parse(date, '-')
                .filter(numbers -> numbers.hasWidths(2, 2) || numbers.hasWidths(2, 3))
                .flatMap(mdy -> ServerClock.at(fullYear(mdy.third()), mdy.first(), mdy.second(), time));
    }

    private static int fullYear(int since1900) {
        return since1900 < PIVOT ? 2000 + since1900 : 1900 + since1900;
    }
}
