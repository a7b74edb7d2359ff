package pasv.remote;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import pasv.ftp.FtpClient;
import pasv.ftp.PathPattern;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.ftp.wire.RemotePath;
import pasv.listing.Glob;
import pasv.listing.Listing;
import pasv.listing.entry.Entry;
import pasv.listing.entry.EntryKind;

/** The remote paths that a pattern means. Expanded here, over listings, so that a server cannot add to it. */
public final class RemoteGlob {
    private final FtpClient client;
    private final boolean strict;
    private final ListingTimes times;
    private Optional<FtpException> doubt = Optional.empty();

    /** @param strict whether a listing in doubt ends it, as it must before anything is removed */
    public RemoteGlob(FtpClient client, boolean strict) {
        this(client, strict, ListingTimes.AS_WRITTEN);
    }

    /** @param times of the entries that match */
    public RemoteGlob(FtpClient client, boolean strict, ListingTimes times) {
        this.client = client;
        this.strict = strict;
        this.times = times;
    }

    /**
     * The paths that match, sorted; a literal path is itself, whether it exists or not.
     *
     * @throws FtpException REFUSED when nothing matches
     */
    public List<RemotePath> expand(PathPattern pattern) throws IOException {
        return pattern.isLiteral()
                ? List.of(pattern.base())
                : matches(pattern).stream().map(Match::path).toList();
    }

    /** Why names that match may be missing from what was found: a listing was cut off, or could not be read. */
    public Optional<FtpException> doubt() {
        return doubt;
    }

    /** One path that matches, and what the listing says of it. */
    public record Match(RemotePath path, Entry entry) {}

    /**
     * The same with what the listings say of each.
     *
     * @throws FtpException REFUSED when nothing matches
     */
    public List<Match> matches(PathPattern pattern) throws IOException {
        List<RemotePath> paths = List.of(pattern.base());
        List<Match> found = List.of();
        for (int i = 0; i < pattern.elements().size(); i++) {
            List<Match> next = new ArrayList<>();
            for (RemotePath path : paths) {
                matching(
                        path,
                        pattern.elements().get(i),
                        i + 1 < pattern.elements().size(),
                        next);
            }
            found = next;
            paths = found.stream().map(Match::path).toList();
        }
        if (found.isEmpty()) {
            throw new FtpException(Failure.REFUSED, "no name on the server matches", Circumstances.in(Phase.COMMAND));
        }
        return found;
    }

    private void matching(RemotePath directory, Glob glob, boolean goesOn, List<Match> found) throws IOException {
        boolean hidden = glob.toString().startsWith(".");
        Listings listings = new Listings(client, times);
        Listing listing = listings.of(directory, hidden ? Listings.Scope.HIDDEN_TOO : Listings.Scope.PLAIN);
        if (listings.trouble().isPresent() && !client.isUsable()) {
            throw listings.trouble().get();
        }
        doubt = doubt.or(listings::trouble).or(() -> Unreliable.reason(directory, listing));
        if (strict && doubt.isPresent()) {
            throw doubt.get();
        }
        List<Entry> entries = new ArrayList<>(listing.entries());
        entries.sort(Comparator.comparing(entry -> entry.name().text()));
        for (Entry entry : entries) {
            String name = entry.name().text();
            RemotePath path = directory.resolve(RemotePath.of(entry.name()));
            if ((hidden || !name.startsWith(".")) && glob.matches(name) && (!goesOn || leadsOn(entry, path))) {
                found.add(new Match(path, entry));
            }
        }
    }

    private boolean leadsOn(Entry entry, RemotePath path) throws IOException {
        return switch (entry.kind()) {
            case DIRECTORY -> true;
            case FILE, OTHER -> false;
            case LINK, UNKNOWN -> new Directories(client).canEnter(path);
        };
    }

    /** Whether the path is a directory, as far as the server tells. */
    public static boolean isDirectory(FtpClient client, RemotePath path) throws IOException {
        Optional<Entry> entry = path.isEmpty() ? Optional.empty() : new EntryLookup(client).mlst(path);
        return entry.filter(found -> found.kind() != EntryKind.UNKNOWN && found.kind() != EntryKind.LINK)
                        .isPresent()
                ? entry.get().isDirectory()
                : path.isEmpty() || new Directories(client).canEnter(path);
    }
}
