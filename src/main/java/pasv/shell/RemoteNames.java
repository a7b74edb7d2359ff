package pasv.shell;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pasv.ftp.wire.RemotePath;
import pasv.listing.Listing;
import pasv.listing.entry.Entry;
import pasv.net.Cancellation;
import pasv.remote.ListingTimes;
import pasv.remote.Listings;

/** The remote names for completion. Listed once and kept until a command may have changed it. */
final class RemoteNames {
    /** More than anyone can choose from is not worth the memory. */
    private static final int MOST = 20_000;

    private final ServerSession session;
    private final Map<RemotePath, List<Entry>> listed = new HashMap<>();

    RemoteNames(ServerSession session) {
        this.session = session;
    }

    synchronized List<Entry> in(RemotePath directory, Cancellation work) throws IOException {
        List<Entry> known = listed.getOrDefault(directory, List.of());
        if (!listed.containsKey(directory)) {
            Listing listing = session.using(
                    work, client -> new Listings(client, ListingTimes.AS_WRITTEN).of(directory, Listings.Scope.PLAIN));
            known = listing.entries().stream().limit(MOST).toList();
            listed.put(directory, known);
        }
        return known;
    }

    synchronized void forget() {
        listed.clear();
    }
}
