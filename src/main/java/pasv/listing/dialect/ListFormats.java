package pasv.listing.dialect;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import pasv.listing.date.ServerClock;
import pasv.listing.dialect.Reading.Nothing;
import pasv.listing.entry.Line;
import pasv.listing.entry.Numbers;

/**
 * The formats of LIST, and the choice of one for each line. RFC 959 leaves it to the server, and one listing may mix
 * several, so that every line is decided for itself; the formats are strict enough for at most one to claim it.
 */
public final class ListFormats implements ListingFormat {
    /** What {@code ls} calls the sum of blocks before the files, in the languages of servers that were met. */
    private static final Set<String> TOTALS = Set.of(
            "total",
            "insgesamt",
            "totale",
            "totaal",
            "totalt",
            "razem",
            "suma",
            "celkem",
            "итого",
            "всего",
            "合計",
            "总用量",
            "總計",
            "總用量",
            "합계",
            "toplam",
            "összesen",
            "yhteensä");

    private final List<ListingFormat> formats;

    public ListFormats(ServerClock clock) {
        formats = List.of(
                new UnixFormat(clock),
                new DosFormat(),
                new EplfFormat(),
                new VmsFormat(),
                new As400Format(),
                new MvsFormat(),
                new NetwareFormat(clock),
                new UnixNumericFormat(),
                new Os2Format(),
                new ZvmFormat(),
                new NonStopFormat(),
                new NortelFormat(),
                new Os9Format(),
                new ConnectEnterpriseFormat(clock),
                new VShellFormat(clock));
    }

    @Override
    public Reading read(Line line) {
        if (line.words() == 0 || isTotal(line)) {
            return Nothing.SKIP;
        }
        for (ListingFormat format : formats) {
            Reading reading = format.read(line);
            if (reading != Nothing.NOT_MINE) {
                return reading;
            }
        }
        return Nothing.NOT_MINE;
    }

    /** {@code total 20}, {@code insgesamt 5}, {@code total 4.0K}. */
    private static boolean isTotal(Line line) {
        if (line.words() != 2
                || !Numbers.isDigit(line.word(1).charAt(0))
                || line.word(1).length() > 20) {
            return false;
        }
        String word = line.readable(line.start(0), line.end(0)).toLowerCase(Locale.ROOT);
        return TOTALS.contains(word);
    }
}
