package pasv.listing.dialect;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import pasv.listing.entry.EntryKind;
import pasv.listing.entry.EntryTime;
import pasv.listing.entry.EntryTime.Precision;
import pasv.listing.entry.Line;
import pasv.listing.entry.Numbers;

/**
 * The format of UNIX servers that list raw numbers. {@code 0100644 500 101 12345 123456789 name}: mode in octal, user,
 * group, size, and seconds since 1970.
 */
final class UnixNumericFormat implements ListingFormat {
    /** Seconds of the year 9999: a larger number is no time. */
    private static final long LAST_SECOND = 253_402_300_799L;

    @Override
    public Reading read(Line line) {
        if (line.words() < 6 || line.start(0) != 0) {
            return Reading.Nothing.NOT_MINE;
        }
        for (int word = 0; word < 5; word++) {
            if (!Numbers.areDigits(line.word(word))) {
                return Reading.Nothing.NOT_MINE;
            }
        }
        Optional<EntryKind> kind = kind(line.word(0));
        OptionalLong second = Numbers.size(line.word(4));
        if (kind.isEmpty() || second.isEmpty() || second.getAsLong() > LAST_SECOND) {
            return Reading.Nothing.NOT_MINE;
        }
        Draft draft = new Draft(line, line.nameFrom(line.start(5)), kind.get())
                .permissions(line.word(0))
                .owner(line.word(1))
                .group(line.word(2))
                .modified(
                        Optional.of(new EntryTime(Instant.ofEpochSecond(second.getAsLong()), Precision.SECOND, true)));
        return (kind.get() == EntryKind.OTHER ? draft : draft.size(Numbers.size(line.word(3)))).found();
    }

    /** The file type stands in the bits above the permissions. */
    private static Optional<EntryKind> kind(String mode) {
        boolean octal = mode.charAt(0) == '0'
                && (mode.length() == 6 || mode.length() == 7)
                && mode.chars().allMatch(c -> c >= '0' && c <= '7');
        if (!octal) {
            return Optional.empty();
        }
        return Optional.of(
                switch (Integer.parseInt(mode, 8) >> 12) {
                    case 8 -> EntryKind.FILE;
                    case 4 -> EntryKind.DIRECTORY;
                    case 10 -> EntryKind.LINK;
                    default -> EntryKind.OTHER;
                });
    }
}
