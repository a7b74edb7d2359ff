package pasv.remote;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pasv.ftp.FtpClient;
import pasv.ftp.wire.Command;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.RemotePath;
import pasv.ftp.wire.Reply;
import pasv.listing.ListingSummary;
import pasv.listing.dialect.MlsdFormat;
import pasv.listing.entry.Entry;
import pasv.listing.entry.EntryName;

/** The lookup of one file or directory. Its MLST, or its line in the LIST of the directory above. */
public final class EntryLookup {
    private final FtpClient client;

    public EntryLookup(FtpClient client) {
        this.client = client;
    }

    /** What MLST says of it (RFC 3659 §7); empty where the server has no MLST or nothing there. */
    public Optional<Entry> mlst(RemotePath path) throws IOException {
        if (!client.features().has("MLST")) {
            return Optional.empty();
        }
        Reply reply = client.quote(path.isEmpty() ? Command.of("MLST") : Command.of("MLST", path));
        for (int line = 0; reply.isPositive() && line < reply.lines().size() - 1; line++) {
            String text = reply.lines().get(line);
            if (text.indexOf('=') >= 0 && text.indexOf(';') >= 0) {
                return MlsdFormat.ofMlst(reply.rawText(line))
                        .map(entry -> entry.in(client.options().fallback()));
            }
        }
        return Optional.empty();
    }

    /**
     * What the LIST of a directory says of one name.
     *
     * @param entry its line; empty where it has none, or the directory cannot be listed
     * @param missing whether it has none in a listing that is whole and shows names like it
     */
    public record Listed(Optional<Entry> entry, boolean missing) {}

    /** Its line in the LIST of its directory. */
    public Listed listed(RemotePath path) throws IOException {
        EntryName asked = path.entryName();
        @Nullable Entry[] found = {null};
        boolean[] hidden = {!asked.text().startsWith(".")};
        boolean whole = false;
        try {
            ListingSummary summary = new Listings(client, ListingTimes.AS_WRITTEN)
                    .readList(path.parent(), Listings.Scope.HIDDEN_TOO, entry -> {
                        hidden[0] |= entry.name().text().startsWith(".");
                        if (entry.name().equals(asked)) {
                            found[0] = entry;
                        }
                    });
            whole = summary.reliable() && summary.notUnderstoodCount() == 0 && summary.refusedCount() == 0;
        } catch (FtpException e) {
            if (!client.isUsable() || e.failure() == Failure.CANCELLED) {
                throw e;
            }
        }
        return new Listed(Optional.ofNullable(found[0]), found[0] == null && whole && hidden[0]);
    }
}
