package pasv.listing.dialect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import pasv.listing.date.DateNumbers;
import pasv.listing.date.ServerClock;
import pasv.listing.date.TimeOfDay;
import pasv.listing.dialect.Reading.Nothing;
import pasv.listing.entry.EntryKind;
import pasv.listing.entry.EntryName;
import pasv.listing.entry.EntryTime;
import pasv.listing.entry.Line;
import pasv.listing.entry.Numbers;

/**
 * The format of IBM z/OS (MVS). Data sets by volume, members of a partitioned data set by version, and jobs of the
 * spool: three tables, each with a header. None of them tells a size in bytes.
 */
final class MvsFormat implements ListingFormat {
    private static final Set<String> PARTITIONED = Set.of("PO", "PO-E");
    private static final Set<String> ORGANISATIONS =
            Set.of("PO", "PO-E", "PS", "PS-E", "PS-L", "PSU", "DA", "VS", "VSAM", "GDG", "U", "??");
    private static final Set<String> JOB_STATES = Set.of("INPUT", "ACTIVE", "OUTPUT", "HELD");

    private static final Set<List<String>> HEADERS = Set.of(
            List.of("Volume", "Unit", "Referred", "Ext", "Used", "Recfm", "Lrecl", "BlkSz", "Dsorg", "Dsname"),
            List.of("Name", "VV.MM", "Created", "Changed", "Size", "Init", "Mod", "Id"),
            List.of("JOBNAME", "JOBID", "OWNER", "STATUS", "CLASS"));

    @Override
    public Reading read(Line line) {
        int words = line.words();
        if (words < 2 || words > 16) {
            return Nothing.NOT_MINE;
        }
        if (HEADERS.contains(IntStream.range(0, words).mapToObj(line::word).toList())) {
            return Nothing.SKIP;
        }
        if (isMigrated(line) || isUndated(line)) {
            return new Draft(line, last(line), EntryKind.FILE).found();
        }
        if (isDataSet(line)) {
            return dataSet(line);
        }
        return isJob(line)
                ? new Draft(line, line.name(line.start(1), line.end(1)), EntryKind.FILE).found()
                : member(line);
    }

    /** {@code WYOSPT 3420 2003/05/21 1 200 FB 80 8053 PS NAME}; the columns between may be glued or unknown. */
    private static Reading dataSet(Line line) {
        Optional<EntryTime> referred = day(line.word(2));
        boolean directory = PARTITIONED.contains(line.word(line.words() - 2));
        return new Draft(line, last(line), directory ? EntryKind.DIRECTORY : EntryKind.FILE)
                .modified(referred)
                .found();
    }

    private static boolean isDataSet(Line line) {
        boolean dated = line.words() >= 7
                && (day(line.word(2)).isPresent() || line.word(2).equals("**NONE**"));
        return dated && isVolume(line.word(0)) && ORGANISATIONS.contains(line.word(line.words() - 2));
    }

    /** On tape or migrated: reading it may take minutes, until it is recalled. */
    private static boolean isMigrated(Line line) {
        boolean migrated = line.words() == 2
                && (line.word(0).equals("Migrated") || line.word(0).equals("MIGRAT"));
        boolean tape =
                line.words() >= 3 && isVolume(line.word(0)) && line.word(1).equals("Tape");
        return migrated || tape;
    }

    /** {@code ARCIVE Not Direct Access Device NAME} and {@code TSO004 3390 VSAM NAME}. */
    private static boolean isUndated(Line line) {
        int words = line.words();
        boolean archived =
                words == 6 && line.text().substring(line.start(1), line.end(4)).equals("Not Direct Access Device");
        boolean vsam = words == 4 && line.word(2).equals("VSAM") && Numbers.areDigits(line.word(1));
        return isVolume(line.word(0)) && (archived || vsam);
    }

    /** {@code SAVE03 01.03 2002/09/12 2002/10/11 09:37 11 11 0 KIL001}: the sizes count records. */
    private static Reading member(Line line) {
        if (line.words() != 9 || day(line.word(2)).isEmpty() || !isVersion(line.word(1))) {
            return Nothing.NOT_MINE;
        }
        String changed = line.word(3);
        Optional<EntryTime> modified = TimeOfDay.parse(line.word(4)).flatMap(time -> at(changed, time));
        return modified.isEmpty()
                ? Nothing.NOT_MINE
                : new Draft(line, line.name(line.start(0), line.end(0)), EntryKind.FILE)
                        .modified(modified)
                        .owner(line.word(8))
                        .found();
    }

    /** {@code IBMUSER2 JOB01906 IBMUSER OUTPUT A RC=0000 3 spool files}: the job number is what RETR takes. */
    private static boolean isJob(Line line) {
        return line.words() >= 4 && JOB_STATES.contains(line.word(3)) && isJobNumber(line.word(1));
    }

    private static boolean isJobNumber(String word) {
        int digits = 0;
        while (digits < word.length() && !Numbers.isDigit(word.charAt(digits))) {
            digits++;
        }
        return Set.of("JOB", "STC", "TSU", "J", "S", "T").contains(word.substring(0, digits))
                && word.length() - digits >= 4
                && Numbers.areDigits(word.substring(digits));
    }

    private static boolean isVersion(String word) {
        return word.length() == 5
                && word.charAt(2) == '.'
                && Numbers.areDigits(word.substring(0, 2))
                && Numbers.areDigits(word.substring(3));
    }

    private static boolean isVolume(String word) {
        return word.length() <= 6
                && word.chars()
                        .allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "$#@".indexOf(c) >= 0);
    }

    private static Optional<EntryTime> day(String word) {
        return DateNumbers.parse(word, '/')
                .filter(DateNumbers::isYearFirst)
                .flatMap(ymd -> ServerClock.day(ymd.first(), ymd.second(), ymd.third()));
    }

    private static Optional<EntryTime> at(String word, TimeOfDay time) {
        return DateNumbers.parse(word, '/')
                .filter(DateNumbers::isYearFirst)
                .flatMap(ymd -> ServerClock.at(ymd.first(), ymd.second(), ymd.third(), time));
    }

    private static EntryName last(Line line) {
        int word = line.words() - 1;
        return line.name(line.start(word), line.end(word));
    }
}
