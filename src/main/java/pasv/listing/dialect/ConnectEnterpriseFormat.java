package pasv.listing.dialect;

import java.util.Optional;
import java.util.OptionalLong;
import pasv.listing.date.ServerClock;
import pasv.listing.date.UnixDate;
import pasv.listing.dialect.Reading.Nothing;
import pasv.listing.entry.EntryKind;
import pasv.listing.entry.Line;
import pasv.listing.entry.Numbers;

/**
 * The listing of Sterling's Connect:Enterprise, whose entries are batches in mailboxes: flags with the protocol glued to
 * them, format, mailbox, number of the batch, bytes, date, name.
 */
final class ConnectEnterpriseFormat implements ListingFormat {
    private static final String FLAGS = "-[-A-Z]{9}(FTP|TCP|HTP|SSH|BSC|ASC|AS2)";
    private static final int SIZE = 4;
    private static final int DATE = 5;

    private final ServerClock clock;

    ConnectEnterpriseFormat(ServerClock clock) {
        this.clock = clock;
    }

    @Override
    public Reading read(Line line) {
        if (line.words() < 9 || line.text().charAt(0) != '-' || !line.word(0).matches(FLAGS)) {
            return Nothing.NOT_MINE;
        }
        OptionalLong size = Numbers.size(line.word(SIZE));
        Optional<UnixDate> date = UnixDate.named(line, DATE, clock);
        if (size.isEmpty() || date.isEmpty()) {
            return Nothing.NOT_MINE;
        }
        int name = line.skipBlanks(line.end(date.get().lastWord()));
        return new Draft(line, line.nameFrom(name), EntryKind.FILE)
                .permissions(line.word(0))
                .size(size)
                .modified(date.get().time())
                .found();
    }
}
