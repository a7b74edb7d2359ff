package pasv.transfer;

import java.io.IOException;
import java.util.OptionalLong;
import pasv.ftp.FtpClient;
import pasv.ftp.Listings;
import pasv.ftp.RemotePath;
import pasv.listing.Entry;

/** How large is a remote file now? By SIZE, else by MLST; empty where the server tells neither, as a drop box does. */
final class RemoteSize {
    private RemoteSize() {}

    static OptionalLong of(FtpClient client, RemotePath path) throws IOException {
        OptionalLong size = client.look(path).size();
        if (size.isPresent() || !client.features().has("MLST")) {
            return size;
        }
        return new Listings(client)
                .stat(path)
                .filter(Entry::sizeExact)
                .map(Entry::size)
                .orElse(OptionalLong.empty());
    }
}
