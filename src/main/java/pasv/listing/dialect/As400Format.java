package pasv.listing.dialect;

import java.util.Optional;
import java.util.Set;
import pasv.listing.date.DateNumbers;
import pasv.listing.date.TimeOfDay;
import pasv.listing.date.UnorderedDate;
import pasv.listing.dialect.Reading.NameGap;
import pasv.listing.dialect.Reading.Nothing;
import pasv.listing.entry.EntryKind;
import pasv.listing.entry.Line;
import pasv.listing.entry.Numbers;

/**
 * The format of IBM i (AS/400). {@code OWNER size date time *TYPE name}, the date in the job's own order; members of a
 * file come with neither size nor date.
 */
final class As400Format implements ListingFormat {
    private static final Set<String> DIRECTORIES = Set.of("*DIR", "*DDIR", "*FLR", "*LIB");
    private static final String MEMBER = "*MEM";

    @Override
    public Reading read(Line line) {
        if (line.words() >= 3 && line.word(1).equals(MEMBER)) {
            return member(line);
        }
        if (line.words() < 6 || !isType(line.word(4)) || !Numbers.areDigits(line.word(1))) {
            return Nothing.NOT_MINE;
        }
        Optional<TimeOfDay> time = TimeOfDay.parse(line.word(3));
        Optional<UnorderedDate> date = time.flatMap(clock -> date(line.word(2), clock));
        if (date.isEmpty()) {
            return Nothing.NOT_MINE;
        }
        boolean directory = DIRECTORIES.contains(line.word(4));
        // A directory is marked by a slash after its name; every other slash is judged with the name.
        int end = line.length() - (directory && line.text().endsWith("/") ? 1 : 0);
        EntryKind kind = directory ? EntryKind.DIRECTORY : EntryKind.FILE;
        Draft draft = new Draft(line, line.name(Math.min(line.start(5), end), end), kind)
                .owner(line.readable(line.start(0), line.end(0)))
                .size(Numbers.size(line.word(1)));
        if (line.word(2).indexOf('.') >= 0) {
            // Full stops are written with the day first, as in Germany, where the form comes from.
            return draft.modified(date.get().in(UnorderedDate.Order.DAY_MONTH_YEAR))
                    .found();
        }
        return new Reading.Found(draft.entry(), NameGap.SILENT, date);
    }

    /** {@code RPGUNITC1.FILE/RUCALLTST.MBR}: the member is the entry, the file that holds it a fact. */
    private static Reading member(Line line) {
        int name = line.start(2);
        int slash = line.text().indexOf('/', name);
        if (slash < 0) {
            return new Draft(line, line.nameFrom(name), EntryKind.FILE)
                    .owner(line.readable(line.start(0), line.end(0)))
                    .found();
        }
        return new Draft(line, line.nameFrom(slash + 1), EntryKind.FILE)
                .owner(line.readable(line.start(0), line.end(0)))
                .fact("container", line.readable(name, slash))
                .found();
    }

    private static boolean isType(String word) {
        return word.length() > 2
                && word.length() <= 10
                && word.charAt(0) == '*'
                && word.substring(1).chars().allMatch(c -> (c >= 'A' && c <= 'Z') || Numbers.isDigit((char) c));
    }

    private static Optional<UnorderedDate> date(String word, TimeOfDay time) {
        if (word.length() != 8 || "/.-".indexOf(word.charAt(2)) < 0) {
            return Optional.empty();
        }
        return DateNumbers.parse(word, word.charAt(2))
                .map(numbers -> new UnorderedDate(numbers.first(), numbers.second(), numbers.third(), time));
    }
}
