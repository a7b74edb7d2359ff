package pasv.listing.dialect;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import pasv.listing.date.DateNumbers;
import pasv.listing.date.ServerClock;
import pasv.listing.date.TimeOfDay;
import pasv.listing.entry.EntryKind;
import pasv.listing.entry.EntryName;
import pasv.listing.entry.EntryTime;
import pasv.listing.entry.Line;
import pasv.listing.entry.Numbers;

/**
 * The format of a minidisk on IBM z/VM. {@code NAME TYPE V 65 107 2 2005-10-04 15:28:42 LABEL}: record format, record
 * length, records, blocks. Name and type together are the name; the size in bytes is not said.
 */
final class ZvmFormat implements ListingFormat {
    @Override
    public Reading read(Line line) {
        boolean shape = line.words() >= 8
                && line.words() <= 9
                && (line.word(2).equals("V") || line.word(2).equals("F"))
                && Numbers.areDigits(line.word(3))
                && Numbers.areDigits(line.word(4))
                && Numbers.areDigits(line.word(5));
        if (!shape) {
            return Reading.Nothing.NOT_MINE;
        }
        Optional<EntryTime> modified = TimeOfDay.parse(line.word(7)).flatMap(time -> at(line.word(6), time));
        if (modified.isEmpty()) {
            return Reading.Nothing.NOT_MINE;
        }
        EntryName name = EntryName.of((line.word(0) + "." + line.word(1)).getBytes(StandardCharsets.ISO_8859_1));
        return new Draft(line, name, EntryKind.FILE).modified(modified).found();
    }

    private static Optional<EntryTime> at(String date, TimeOfDay time) {
        return DateNumbers.parse(date, '-')
                .filter(DateNumbers::isYearFirst)
                .flatMap(ymd -> ServerClock.at(ymd.first(), ymd.second(), ymd.third(), time));
    }
}
