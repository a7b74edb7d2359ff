package pasv.remote;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import pasv.ftp.Clients;
import pasv.ftp.FtpClient;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.ftp.wire.RemotePath;
import pasv.listing.Listing;
import pasv.listing.entry.Entry;
import pasv.listing.entry.EntryKind;
import pasv.listing.entry.EntryName;

/**
 * The tree below a remote directory. A walk without recursion: a directory's files before its directories, one listing
 * held at a time. Links are shown and never followed, and nothing deeper than {@link #DEEPEST} is gone into: a server
 * can make a tree that never ends.
 */
public final class RemoteTree {
    public static final int DEEPEST = 64;

    private final Clients clients;
    private final Listings.Scope scope;
    private final ListingTimes times;
    private final boolean follows;

    public RemoteTree(Clients clients, Listings.Scope scope) {
        this(clients, scope, ListingTimes.AS_WRITTEN);
    }

    /** @param times of the entries that are shown */
    public RemoteTree(Clients clients, Listings.Scope scope, ListingTimes times) {
        this(clients, scope, times, false);
    }

    private RemoteTree(Clients clients, Listings.Scope scope, ListingTimes times, boolean follows) {
        this.clients = clients;
        this.scope = scope;
        this.times = times;
        this.follows = follows;
    }

    /**
     * The same walk with links taken for what they lead to, or not; one that leads to a directory above it is told and not
     * gone into.
     */
    public RemoteTree following(boolean links) {
        return new RemoteTree(clients, scope, times, links);
    }

    /**
     * One entry below the root.
     *
     * @param path where it is on the server
     * @param names its place below the root, its own name last
     * @param kind what it is, asked where the listing does not say; of a link that is followed what it leads to
     * @param real where it really is, as far as the links on the way tell
     */
    public record Node(RemotePath path, List<EntryName> names, EntryKind kind, Entry entry, RemotePath real) {
        public Node {
            names = List.copyOf(names);
        }

        public boolean isDirectory() {
            return kind == EntryKind.DIRECTORY;
        }

        /** The place below the root in words, with slashes. */
        public String text() {
            return String.join("/", names.stream().map(EntryName::text).toList());
        }
    }

    /** The visitor of a tree. */
    public interface Visitor {
        /**
         * A directory's listing has come; the root's first.
         *
         * @param doubt why it is not to be relied on, where it is not
         */
        default void listed(RemotePath directory, Listing listing, Optional<FtpException> doubt) throws IOException {}

        /** An entry that is no directory. */
        void entry(Node node) throws IOException;

        /** Whether to go into a directory. */
        default boolean enter(Node directory) throws IOException {
            return true;
        }

        /** All below it has been shown. */
        default void leave(Node directory) throws IOException {}

        /** It could not be listed, or must not be gone into. */
        void failed(RemotePath path, FtpException reason) throws IOException;
    }

    /**
     * Walks it all.
     *
     * @throws FtpException when the root cannot be listed; USAGE where paths are not made of names and slashes
     */
    public void walk(RemotePath root, Visitor visitor) throws IOException {
        if (!root.isAbsolute()) {
            demandSlashes();
        }
        Deque<Frame> open = new ArrayDeque<>();
        open.push(new Frame(Optional.empty(), directories(root, root, List.of(), visitor)));
        while (!open.isEmpty()) {
            Frame frame = open.element();
            Node next = frame.directories.poll();
            if (next == null) {
                open.pop();
                if (frame.self.isPresent()) {
                    visitor.leave(frame.self.get());
                }
            } else if (leadsBack(next, open) || leadsTo(next, root)) {
                visitor.failed(next.path(), refused(next.text() + " leads back to a directory above it"));
            } else if (visitor.enter(next)) {
                open.push(new Frame(Optional.of(next), below(next, visitor)));
            }
            checkCancelled();
        }
    }

    private void checkCancelled() throws FtpException {
        if (clients.cancellation().cause().isPresent()) {
            throw new FtpException(Failure.CANCELLED, "cancelled", Circumstances.in(Phase.COMMAND));
        }
    }

    /** On VMS, MVS and OS/400 a path cannot be made of a directory and a name. */
    private void demandSlashes() throws IOException {
        FtpClient client = clients.borrow();
        try {
            Optional<RemotePath> here = new Directories(client).current();
            if (here.isPresent() && !here.get().text().contains("/")) {
                throw new FtpException(
                        Failure.USAGE,
                        "directories below others cannot be named on this server, which is in "
                                + here.get().text() + ": cd to each, and there mget * or mdelete *",
                        Circumstances.in(Phase.COMMAND));
            }
        } finally {
            clients.giveBack(client);
        }
    }

    private record Frame(Optional<Node> self, Deque<Node> directories) {}

    /** Servers that show links as what they lead to make circles; the {@code unique} fact (RFC 3659 §7.5.2) tells. */
    private static boolean leadsBack(Node directory, Deque<Frame> open) {
        return leadsBack(
                directory, open.stream().flatMap(frame -> frame.self().stream()).toList());
    }

    private static boolean leadsBack(Node directory, List<Node> above) {
        String unique = directory.entry().facts().getOrDefault("unique", "");
        return above.stream()
                .anyMatch(each -> leadsTo(directory, each.real())
                        || (!unique.isEmpty()
                                && unique.equals(each.entry().facts().get("unique"))));
    }

    /** Whether a directory that a link led to is really that one. */
    private static boolean leadsTo(Node directory, RemotePath real) {
        return !directory.real().equals(directory.path())
                && directory.real().withoutSlash().equals(real.withoutSlash());
    }

    /** One directory of a tree that is walked by several sessions. The root has neither self nor above. */
    public record Place(RemotePath root, RemotePath path, Optional<Node> self, List<Node> above) {
        public static Place root(RemotePath path) {
            return new Place(path, path, Optional.empty(), List.of());
        }

        private Place below(Node directory) {
            List<Node> all = new ArrayList<>(above);
            self.ifPresent(all::add);
            return new Place(root, directory.path(), Optional.of(directory), List.copyOf(all));
        }
    }

    /**
     * One step of the walk: shows a directory's files, and returns the directories below it that are to be gone into.
     *
     * @throws FtpException when the root cannot be listed; USAGE where paths are not made of names and slashes
     */
    public List<Place> step(Place place, Visitor visitor) throws IOException {
        if (place.self().isEmpty() && !place.path().isAbsolute()) {
            demandSlashes();
        }
        Deque<Node> found = place.self().isEmpty()
                ? directories(place.path(), place.path(), List.of(), visitor)
                : below(place.self().get(), visitor);
        List<Place> next = new ArrayList<>();
        for (Node directory : found) {
            Place below = place.below(directory);
            if (leadsBack(directory, below.above()) || leadsTo(directory, place.root())) {
                visitor.failed(directory.path(), refused(directory.text() + " leads back to a directory above it"));
            } else if (visitor.enter(directory)) {
                next.add(below);
            }
        }
        return next;
    }

    private static FtpException refused(String message) {
        return new FtpException(Failure.HOSTILE, message, Circumstances.in(Phase.COMMAND));
    }

    private Deque<Node> below(Node directory, Visitor visitor) throws IOException {
        if (directory.names().size() >= DEEPEST) {
            visitor.failed(
                    directory.path(),
                    refused(directory.text() + " is more than " + DEEPEST + " directories deep: not gone into"));
            return new ArrayDeque<>();
        }
        try {
            return directories(directory.path(), directory.real(), directory.names(), visitor);
        } catch (FtpException e) {
            if (e.failure() == Failure.CANCELLED) {
                throw e;
            }
            visitor.failed(directory.path(), e);
            return new ArrayDeque<>();
        }
    }

    /** Shows all that is no directory, and returns the directories. */
    private Deque<Node> directories(RemotePath path, RemotePath real, List<EntryName> names, Visitor visitor)
            throws IOException {
        Deque<Node> directories = new ArrayDeque<>();
        for (Entry entry : listed(path, visitor).entries()) {
            checkCancelled();
            List<EntryName> place = new ArrayList<>(names);
            place.add(entry.name());
            RemotePath where = path.resolve(RemotePath.of(entry.name()));
            Node node = new Node(where, place, kind(where, entry), entry, real(real, entry));
            if (node.isDirectory()) {
                directories.add(node);
            } else {
                visitor.entry(node);
            }
        }
        return directories;
    }

    private Listing listed(RemotePath path, Visitor visitor) throws IOException {
        FtpClient client = clients.borrow();
        try {
            Listings listings = new Listings(client, times);
            Listing listing = listings.of(path, scope);
            visitor.listed(path, listing, listings.trouble().or(() -> Unreliable.reason(path, listing)));
            return listing;
        } finally {
            clients.giveBack(client);
        }
    }

    /** Where an entry really is: a link that says so and is followed leads elsewhere. */
    private RemotePath real(RemotePath directory, Entry entry) {
        boolean leads = follows && entry.isLink();
        EntryName to = leads ? entry.linkTarget().orElse(entry.name()) : entry.name();
        try {
            return directory.resolve(RemotePath.of(to)).normalized();
        } catch (IllegalArgumentException e) {
            // a target that no command can carry: where it leads is seen when it is gone to
            return directory.resolve(RemotePath.of(entry.name()));
        }
    }

    /** NLST tells names alone, and no listing what a link leads to: whether one can go there tells the rest. */
    private EntryKind kind(RemotePath path, Entry entry) throws IOException {
        boolean open = entry.kind() == EntryKind.UNKNOWN || (entry.isLink() && follows);
        if (!open) {
            return entry.kind();
        }
        FtpClient client = clients.borrow();
        try {
            return new Directories(client).canEnter(path) ? EntryKind.DIRECTORY : EntryKind.FILE;
        } finally {
            clients.giveBack(client);
        }
    }
}
