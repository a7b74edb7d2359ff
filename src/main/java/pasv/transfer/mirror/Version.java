package pasv.transfer.mirror;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The version of a file by what its side told of it.
 *
 * @param size bytes
 * @param modified as told then, whatever zone that was in: only compared with what the same side tells later
 */
public record Version(OptionalLong size, Optional<Instant> modified) {
    /** The version that a listing or a closer look tells now. */
    public static Version of(TreeEntry entry) {
        return new Version(entry.size(), entry.modified().map(Timestamp::instant));
    }

    /**
     * Whether the same side tells the same now, as finely as it tells.
     *
     * @param now the entry of the same file on the same side
     */
    public boolean isStill(TreeEntry now) {
        if (size.isPresent()
                && now.size().isPresent()
                && size.getAsLong() != now.size().getAsLong()) {
            return false;
        }
        if (modified.isEmpty() || now.modified().isEmpty()) {
            return modified.isEmpty() && now.modified().isEmpty();
        }
        Timestamp.Match match = now.modified().get().match(new Timestamp(modified.get(), Timestamp.SECOND, true));
        // the same side tells in the same zone: a day that is uncertain is this side's own day
        boolean day = now.modified().get().precision().compareTo(Timestamp.DAY) >= 0;
        return match == Timestamp.Match.SAME || (day && match == Timestamp.Match.UNCERTAIN);
    }
}
