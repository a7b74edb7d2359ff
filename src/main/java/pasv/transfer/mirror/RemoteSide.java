package pasv.transfer.mirror;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import pasv.ftp.Clients;
import pasv.ftp.FtpClient;
import pasv.ftp.RemoteFacts;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.ftp.wire.RemotePath;
import pasv.listing.Listing;
import pasv.listing.RefusedEntry;
import pasv.listing.entry.Entry;
import pasv.listing.entry.EntryKind;
import pasv.remote.Checksum;
import pasv.remote.Directories;
import pasv.remote.ListingTimes;
import pasv.remote.Listings;
import pasv.remote.RemoteFiles;
import pasv.remote.RemoteHash;
import pasv.remote.Unreliable;
import pasv.transfer.PartName;

/** The remote side of a mirror: a directory on a server. */
final class RemoteSide implements Side {
    private static final Comparator<TreeEntry> BY_NAME = Comparator.naturalOrder();

    private final FtpUrl root;

    RemoteSide(FtpUrl root) {
        this.root = root;
    }

    /** The place on the server at a path of the tree. */
    FtpUrl at(Clients session, String path) throws FtpException {
        if (path.isEmpty()) {
            return root;
        }
        RemotePath below = RemotePath.of(path).typedIn(session.options().charset());
        return root.withPath(root.path().resolve(below));
    }

    /** Makes the root, with what is above it. */
    void makeAll(Clients session) throws IOException {
        using(session, client -> {
            new Directories(client).makeAll(root.path());
            return true;
        });
    }

    @Override
    public boolean isThere(Clients session) throws IOException {
        return root.path().isEmpty() || using(session, client -> new Directories(client).canEnter(root.path()));
    }

    @Override
    public String shown(String path) {
        return root.withPath(path.isEmpty() ? root.path() : root.path().resolve(RemotePath.of(path)))
                .toString();
    }

    /** Work with a session. */
    private interface Work<T> {
        T with(FtpClient client) throws IOException;
    }

    private static <T> T using(Clients session, Work<T> work) throws IOException {
        FtpClient client = session.borrow();
        try {
            return work.with(client);
        } finally {
            session.giveBack(client);
        }
    }

    @Override
    public Listed list(Clients session, String path, Told told) throws IOException {
        return using(session, client -> listed(session, client, path, told));
    }

    private Listed listed(Clients session, FtpClient client, String path, Told told) throws IOException {
        RemotePath directory = at(session, path).path();
        Listings listings = new Listings(client, ListingTimes.IN_UTC);
        Listing listing = listings.of(directory, Listings.Scope.HIDDEN_TOO);
        Optional<String> doubt = listings.trouble()
                .or(() -> Unreliable.reason(directory, listing))
                .map(FtpException::getMessage);
        for (RefusedEntry refused : listing.refused()) {
            if (refused.reason() != RefusedEntry.Reason.OLDER_VERSION) {
                String why = refused.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
                told.of(
                        path,
                        trouble(
                                Failure.HOSTILE,
                                "the name \"" + refused.name().text() + "\" is refused (" + why + ")"));
            }
        }
        if (doubt.isEmpty() && listing.entries().isEmpty()) {
            doubt = emptiness(client, directory);
        }
        List<TreeEntry> entries = new ArrayList<>();
        for (Entry entry : listing.entries()) {
            String below = below(path, entry.name().text());
            if (entry.name().text().equals(Manifest.IN_TARGET)
                    || PartName.isOfUpload(entry.name().text())) {
                continue;
            }
            if (!goesBack(session, entry)) {
                doubt = doubt.or(() -> Optional.of("it holds a name in another charset"));
                told.of(
                        below,
                        trouble(
                                Failure.NOT_UNDERSTOOD,
                                "the name \"" + entry.name().text()
                                        + "\" is not in this charset, and would not be found again: try --charset"));
            } else {
                entries.add(kindKnown(client, session, below, TreeEntry.of(entry)));
            }
        }
        entries.sort(BY_NAME);
        if (dropsTwins(entries)) {
            doubt = Optional.of("it holds two names that read the same");
        }
        return new Listed(entries.iterator(), entries.size(), doubt);
    }

    /** Two names that read the same would be one file here: the first is kept. */
    private static boolean dropsTwins(List<TreeEntry> entries) {
        Set<String> seen = new HashSet<>();
        return entries.removeIf(entry -> !seen.add(entry.name()));
    }

    /** Whether the name, read as text and sent again, is the same bytes. */
    private static boolean goesBack(Clients session, Entry entry) {
        try {
            RemotePath again =
                    RemotePath.of(entry.name().text()).typedIn(session.options().charset());
            return again.entryName().equals(entry.name());
        } catch (IllegalArgumentException | FtpException e) {
            return false;
        }
    }

    /** NLST tells names alone: whether one can go there tells the rest. */
    private TreeEntry kindKnown(FtpClient client, Clients session, String path, TreeEntry entry) throws IOException {
        if (entry.kind() != EntryKind.UNKNOWN) {
            return entry;
        }
        boolean directory = new Directories(client).canEnter(at(session, path).path());
        return new TreeEntry(
                entry.name(), directory ? EntryKind.DIRECTORY : EntryKind.FILE, entry.size(), entry.modified());
    }

    /**
     * Why an empty listing is not believed: a server can list nothing by error. What it says by another command must be as
     * empty, and the directory must be one that can be gone to.
     */
    private static Optional<String> emptiness(FtpClient client, RemotePath directory) throws IOException {
        boolean empty = new Listings(client, ListingTimes.AS_WRITTEN).isEmptyByNames(directory);
        if (!empty) {
            return Optional.of("it was listed as empty, and by NLST it is not");
        }
        return new Directories(client).canEnter(directory)
                ? Optional.empty()
                : Optional.of("it was listed as empty, and one cannot go there");
    }

    private static FtpException trouble(Failure failure, String message) {
        return new FtpException(failure, message, Circumstances.in(Phase.COMMAND));
    }

    static String below(String directory, String name) {
        return directory.isEmpty() ? name : directory + "/" + name;
    }

    @Override
    public TreeEntry closer(Clients session, String path, TreeEntry entry) throws IOException {
        RemoteFacts facts =
                using(session, client -> client.look(at(session, path).path()));
        Optional<Instant> modified = facts.modified();
        return entry.with(facts.size(), modified.map(Timestamp::exact));
    }

    @Override
    public Optional<TreeEntry> followed(Clients session, String path, TreeEntry link) throws IOException {
        return using(session, client -> {
            RemotePath place = at(session, path).path();
            if (new Directories(client).canEnter(place)) {
                return Optional.of(
                        new TreeEntry(link.name(), EntryKind.DIRECTORY, OptionalLong.empty(), Optional.empty()));
            }
            RemoteFacts facts = client.look(place);
            return facts.isUnknown()
                    ? Optional.<TreeEntry>empty()
                    : Optional.of(new TreeEntry(
                            link.name(),
                            EntryKind.FILE,
                            facts.size(),
                            facts.modified().map(Timestamp::exact)));
        });
    }

    /** No server says "exists already" in words that can be relied on: what counts is whether one can go there. */
    @Override
    public void makeDirectory(Clients session, String path) throws IOException {
        RemotePath place = at(session, path).path();
        using(session, client -> {
            Directories directories = new Directories(client);
            try {
                directories.make(place);
            } catch (FtpException e) {
                if (!client.isUsable() || !directories.canEnter(place)) {
                    throw e;
                }
            }
            return true;
        });
    }

    @Override
    public void delete(Clients session, String path) throws IOException {
        RemotePath place = at(session, path).path();
        using(session, client -> {
            new RemoteFiles(client).delete(place);
            return true;
        });
    }

    @Override
    public void removeDirectory(Clients session, String path) throws IOException {
        RemotePath place = at(session, path).path();
        using(session, client -> {
            new Directories(client).remove(place);
            return true;
        });
    }

    @Override
    public void move(Clients session, String from, String to, boolean make) throws IOException {
        RemotePath source = at(session, from).path();
        RemotePath target = at(session, to).path();
        using(session, client -> {
            if (make) {
                new Directories(client).makeAll(target.parent());
            }
            renamed(client, source, target);
            return true;
        });
    }

    /** Where a server renames onto no name that is taken, the old file stands aside until the new one has the name. */
    private static void renamed(FtpClient client, RemotePath source, RemotePath target) throws IOException {
        RemoteFiles files = new RemoteFiles(client);
        try {
            files.rename(source, target);
        } catch (FtpException refusal) {
            if (refusal.failure() != Failure.REFUSED
                    || !client.isUsable()
                    || client.look(target).isUnknown()) {
                throw refusal;
            }
            RemotePath aside = target.sibling("." + PartName.aside(target.name().text()));
            files.rename(target, aside);
            try {
                files.rename(source, target);
            } catch (FtpException e) {
                files.rename(aside, target);
                throw e;
            }
            files.delete(aside);
        }
    }

    @Override
    public boolean exists(Clients session, String path) throws IOException {
        RemotePath place = at(session, path).path();
        return using(session, client -> !client.look(place).isUnknown() || new Directories(client).canEnter(place));
    }

    @Override
    public Optional<String> sha256(Clients session, String path) throws IOException {
        Optional<Checksum> told =
                using(session, client -> RemoteHash.of(client, at(session, path).path()));
        return told.filter(checksum -> checksum.algorithm().equals("sha256")).map(Checksum::hex);
    }
}
