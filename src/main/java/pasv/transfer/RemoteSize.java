package pasv.transfer;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import pasv.ftp.EntryLookup;
import pasv.ftp.FtpClient;
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
        return told.isPresent() || !client.isUsable() ? told : exact(lookup.listed(path));
    }

    private static OptionalLong exact(Optional<Entry> entry) {
        return entry.filter(Entry::isFile)
                .filter(Entry::sizeExact)
                .map(Entry::size)
                .orElse(OptionalLong.empty());
    }
}
