package pasv.transfer;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import pasv.ftp.EntryLookup;
import pasv.ftp.Failure;
import pasv.ftp.FtpClient;
import pasv.ftp.FtpException;
import pasv.ftp.RemotePath;
import pasv.listing.Entry;

/** How large is a remote file now? By SIZE, else by MLST, else by its line in LIST; empty where none of them tells. */
final class RemoteSize {
    private RemoteSize() {}

    static OptionalLong of(FtpClient client, RemotePath path) throws IOException {
        OptionalLong size = client.look(path).size();
        if (size.isPresent()) {
            return size;
        }
        EntryLookup lookup = new EntryLookup(client);
        OptionalLong told = exact(lookup.mlst(path));
        return told.isPresent() || !client.isUsable() ? told : listed(lookup, path);
    }

    /** Only a question: one that goes wrong must not spoil what was sent. */
    private static OptionalLong listed(EntryLookup lookup, RemotePath path) throws IOException {
        try {
            return exact(lookup.listed(path));
        } catch (FtpException e) {
            if (e.failure() == Failure.CANCELLED) {
                throw e;
            }
            return OptionalLong.empty();
        }
    }

    private static OptionalLong exact(Optional<Entry> entry) {
        return entry.filter(Entry::isFile)
                .filter(Entry::sizeExact)
                .map(Entry::size)
                .orElse(OptionalLong.empty());
    }
}
