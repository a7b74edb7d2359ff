package pasv.listing.dialect;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import pasv.listing.date.TimeOfDay;
import pasv.listing.dialect.Reading.Nothing;
import pasv.listing.entry.EntryKind;
import pasv.listing.entry.EntryTime;
import pasv.listing.entry.Line;
import pasv.listing.entry.Numbers;

/** The format of HP NonStop (Tandem Guardian). {@code NAME code eof 6-Apr-07 14:21:18 255, 0 "oooo"}. */
final class NonStopFormat implements ListingFormat {
    private static final List<String> HEADER = List.of("File", "Code", "EOF", "Last", "Modification", "Owner", "RWEP");

    @Override
    public Reading read(Line line) {
        int words = line.words();
        if (words < 7 || words > 8) {
            return Nothing.NOT_MINE;
        }
        if (IntStream.range(0, words).mapToObj(line::word).toList().equals(HEADER)) {
            return Nothing.SKIP;
        }
        String security = line.word(words - 1);
        boolean shape = Numbers.areDigits(line.word(1))
                && Numbers.areDigits(line.word(2))
                && security.length() > 2
                && security.startsWith("\"")
                && security.endsWith("\"");
        Optional<EntryTime> modified = TimeOfDay.parse(line.word(4)).flatMap(time -> VmsFormat.at(line.word(3), time));
        if (!shape || modified.isEmpty()) {
            return Nothing.NOT_MINE;
        }
        return new Draft(line, line.name(line.start(0), line.end(0)), EntryKind.FILE)
                .size(Numbers.size(line.word(2)))
                .modified(modified)
                .permissions(security)
                .owner(line.readable(line.start(5), line.end(words - 2)))
                .found();
    }
}
