package pasv.listing.dialect;

import java.util.Optional;
import pasv.listing.date.DateNumbers;
import pasv.listing.date.ServerClock;
import pasv.listing.date.TimeOfDay;
import pasv.listing.date.UnorderedDate;
import pasv.listing.entry.EntryKind;
import pasv.listing.entry.EntryTime;
import pasv.listing.entry.Line;
import pasv.listing.entry.Numbers;

/**
 * The format of Microware OS-9. {@code 20.20 07/03/29 1026 d-ewrewr 2650 85920 name}: owner, date, attributes, sector,
 * size.
 */
final class Os9Format implements ListingFormat {
    private static final String ATTRIBUTES = "dsewrewr";

    @Override
    public Reading read(Line line) {
        if (line.words() < 7 || !isOwner(line.word(0)) || !areAttributes(line.word(3))) {
            return Reading.Nothing.NOT_MINE;
        }
        Optional<EntryTime> modified = TimeOfDay.parseCompact(line.word(2)).flatMap(time -> at(line.word(1), time));
        if (modified.isEmpty() || !Numbers.areDigits(line.word(5))) {
            return Reading.Nothing.NOT_MINE;
        }
        EntryKind kind = line.word(3).charAt(0) == 'd' ? EntryKind.DIRECTORY : EntryKind.FILE;
        return new Draft(line, line.nameFrom(line.start(6)), kind)
                .owner(line.word(0))
                .permissions(line.word(3))
                .size(Numbers.size(line.word(5)))
                .modified(modified)
                .found();
    }

    private static Optional<EntryTime> at(String date, TimeOfDay time) {
        return DateNumbers.parse(date, '/')
                .filter(numbers -> numbers.hasWidths(2, 2))
                .flatMap(ymd -> ServerClock.at(UnorderedDate.fullYear(ymd.first()), ymd.second(), ymd.third(), time));
    }

    private static boolean isOwner(String word) {
        int point = word.indexOf('.');
        return point > 0 && Numbers.areDigits(word.substring(0, point)) && Numbers.areDigits(word.substring(point + 1));
    }

    private static boolean areAttributes(String word) {
        if (word.length() != ATTRIBUTES.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) != '-' && word.charAt(i) != ATTRIBUTES.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
