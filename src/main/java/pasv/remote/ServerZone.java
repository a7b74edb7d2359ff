package pasv.remote;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import pasv.ftp.FtpClient;
import pasv.ftp.RemoteFacts;
import pasv.ftp.wire.Command;
import pasv.ftp.wire.RemotePath;
import pasv.ftp.wire.Reply;
import pasv.ftp.wire.ServerHabits;
import pasv.listing.entry.Entry;
import pasv.listing.entry.EntryTime;

/**
 * The time zone of a server. Nothing says so; one file's MDTM, which is UTC (RFC 3659 §3), compared with its time in
 * the listing does. Asked once of a server.
 */
public final class ServerZone {
    private static final long QUARTER = Duration.ofMinutes(15).toSeconds();
    private static final long MINUTE = 60;

    private final FtpClient client;

    ServerZone(FtpClient client) {
        this.client = client;
    }

    /** The zone, found out from these entries if it is not known yet; empty where they do not tell. */
    Optional<ZoneOffset> of(RemotePath directory, List<Entry> entries) throws IOException {
        ServerHabits habits = client.options().habits();
        if (!habits.mayAskForZone()) {
            return habits.zone();
        }
        Optional<Entry> witness = entries.stream()
                .filter(Entry::isFile)
                .filter(entry -> entry.modified().filter(ServerZone::tells).isPresent())
                .findFirst();
        if (witness.isPresent()) {
            RemotePath name = RemotePath.of(witness.get().name());
            Reply reply = client.quote(Command.of("MDTM", directory.resolve(name)));
            habits.zoneAsked(RemoteFacts.modified(reply)
                    .flatMap(exact ->
                            between(witness.get().modified().orElseThrow().instant(), exact)));
        }
        return habits.zone();
    }

    private static boolean tells(EntryTime time) {
        return !time.zoneKnown() && time.precision() != EntryTime.Precision.DAY;
    }

    /** Zones are whole quarters of an hour; a difference that is none means another file, or a clock nobody set. */
    public static Optional<ZoneOffset> between(Instant wallClock, Instant exact) {
        long difference = Duration.between(exact, wallClock).toSeconds();
        long rounded = Math.round(difference / (double) QUARTER) * QUARTER;
        boolean plausible =
                Math.abs(difference - rounded) <= MINUTE && Math.abs(rounded) <= ZoneOffset.MAX.getTotalSeconds();
        return plausible ? Optional.of(ZoneOffset.ofTotalSeconds((int) rounded)) : Optional.empty();
    }
}
