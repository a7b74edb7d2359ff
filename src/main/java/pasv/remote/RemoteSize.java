package pasv.remote;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import pasv.ftp.FtpClient;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.RemotePath;
import pasv.listing.entry.Entry;

/** The size of a remote file now: by SIZE, else by MLST, else by its line in LIST. */
public final class RemoteSize {
    private RemoteSize() {}

    /**
     * What the server shows of a file.
     *
     * @param size in bytes; empty where nothing tells
     * @param missing whether a whole listing of its directory does not show it
     */
    public record Seen(OptionalLong size, boolean missing) {}

    /** The size; empty where nothing tells. */
    public static OptionalLong of(FtpClient client, RemotePath path) throws IOException {
        return seen(client, path).size();
    }

    /** The size, and where nothing tells whether the file is there at all. */
    public static Seen seen(FtpClient client, RemotePath path) throws IOException {
        OptionalLong size = client.look(path).size();
        if (size.isPresent()) {
            return new Seen(size, false);
        }
        EntryLookup lookup = new EntryLookup(client);
        OptionalLong told = exact(lookup.mlst(path));
        return told.isPresent() || !client.isUsable() ? new Seen(told, false) : listed(lookup, path);
    }

    /** Only a question: one that goes wrong must not spoil what was sent. */
    private static Seen listed(EntryLookup lookup, RemotePath path) throws IOException {
        try {
            EntryLookup.Listed listed = lookup.listed(path);
            return new Seen(exact(listed.entry()), listed.missing());
        } catch (FtpException e) {
            if (e.failure() == Failure.CANCELLED) {
                throw e;
            }
            return new Seen(OptionalLong.empty(), false);
        }
    }

    private static OptionalLong exact(Optional<Entry> entry) {
        return entry.filter(Entry::isFile)
                .filter(Entry::sizeExact)
                .map(Entry::size)
                .orElse(OptionalLong.empty());
    }
}
