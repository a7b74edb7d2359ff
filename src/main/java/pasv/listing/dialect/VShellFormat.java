package pasv.listing.dialect;

import java.util.Optional;
import pasv.listing.date.ServerClock;
import pasv.listing.date.UnixDate;
import pasv.listing.entry.EntryKind;
import pasv.listing.entry.Line;
import pasv.listing.entry.Numbers;

/** The format of old versions of VanDyke VShell. {@code 206876  Apr 04, 2000 21:06 name}, directories with a slash. */
final class VShellFormat implements ListingFormat {
    private final ServerClock clock;

    VShellFormat(ServerClock clock) {
        this.clock = clock;
    }

    @Override
    public Reading read(Line line) {
        if (line.words() < 6
                || !Numbers.areDigits(line.word(0))
                || !line.word(2).endsWith(",")) {
            return Reading.Nothing.NOT_MINE;
        }
        Optional<UnixDate> date = UnixDate.named(line, 1, clock);
        if (date.isEmpty() || date.get().lastWord() != 4 || date.get().time().isEmpty()) {
            return Reading.Nothing.NOT_MINE;
        }
        int name = line.end(4) + 1;
        boolean directory = line.text().endsWith("/") && line.length() > name + 1;
        return new Draft(
                        line,
                        line.name(name, line.length() - (directory ? 1 : 0)),
                        directory ? EntryKind.DIRECTORY : EntryKind.FILE)
                .size(Numbers.size(line.word(0)))
                .modified(date.get().time())
                .found();
    }
}
