package pasv.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import pasv.access.UsageException;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.RemotePath;
import pasv.listing.Listing;
import pasv.listing.entry.Entry;
import pasv.listing.entry.EntryName;
import pasv.listing.entry.RawLine;
import pasv.remote.EntryOrder;
import pasv.remote.ListingTimes;
import pasv.remote.Listings;
import pasv.remote.RemoteGlob;
import pasv.remote.RemoteTree;
import pasv.remote.SortedEntries;
import pasv.remote.Spill;
import pasv.remote.Unreliable;
import pasv.transfer.LocalTrouble;
import pasv.ui.EntryJson;
import pasv.ui.EntryTable;
import pasv.ui.Visible;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pasv ls}: what is in a remote directory. */
@Command(
        name = "ls",
        description = "List remote directories: columns on a terminal, one name a line in a pipe.",
        footer = {
            "",
            "Examples:",
            "  pasv ls ftp://a@10.0.0.11/",
            "  pasv ls -l -t ftp://a@10.0.0.11/pub",
            "  pasv ls --json 'ftp://10.0.0.11/pub/*.iso'"
        })
final class Ls extends PlacesVerb {
    /** More entries than this go through a temporary file to be sorted. */
    private static final int HELD = 10_000;

    private static final int BATCH = 1_000;

    /** How {@code --sizes} is written. */
    enum Sizes {
        human,
        exact
    }

    @Option(names = "-l", description = "permissions, size, time and name, one entry a line")
    boolean details;

    @Option(names = "-1", description = "one name a line")
    boolean single;

    @Option(names = "-a", description = "names with a leading dot too")
    boolean all;

    @Option(names = "-t", description = "newest first")
    boolean byTime;

    @Option(names = "-S", description = "largest first")
    boolean bySize;

    @Option(names = "-r", description = "the other way round")
    boolean reverse;

    @Option(names = "-R", description = "directories below too")
    boolean deep;

    @Option(names = "--raw", description = "what the server sends for LIST, byte by byte")
    boolean raw;

    @Option(
            names = "--sizes",
            paramLabel = "human|exact",
            description = "how -l writes sizes (default: human on a terminal, exact in a pipe)")
    Optional<Sizes> sizes = Optional.empty();

    @Option(
            names = "--links",
            paramLabel = "skip|follow",
            description = "with -R: whether directories that links lead to are gone into (default: skip)")
    Links links = Links.skip;

    @Override
    int run(Session session) throws IOException {
        if (byTime && bySize) {
            throw new UsageException("-t and -S exclude each other");
        }
        if (raw && (details || single || deep || session.json())) {
            throw new UsageException("--raw shows what the server sends: no -l, -1, -R or --json with it");
        }
        return each(session, places.isEmpty() ? List.of("") : places);
    }

    /** A pattern shows what matches it, not what is below. */
    @Override
    List<Remote> meant(Session session, Remote argument, Tally tally) throws IOException {
        return raw || deep ? super.meant(session, argument, tally) : List.of(argument);
    }

    @Override
    int one(Session session, Remote remote) throws IOException {
        if (!remote.pattern().isLiteral()) {
            return matches(session, remote);
        }
        if (raw) {
            return raw(session, remote);
        }
        if (deep) {
            return deep(session, remote);
        }
        if (places.size() > 1 && !session.json()) {
            session.console().result(Visible.line(remote.shown()) + ":");
        }
        return remote.using(client -> {
            Listings listings = new Listings(client, times(session));
            Listing listing;
            boolean named = !details && !session.json() && order() == EntryOrder.NAME;
            try (SortedEntries sorted = new SortedEntries(order(), reverse)) {
                Spill spill = new Spill(HELD, entry -> {
                    if (isShown(entry)) {
                        sorted.accept(named ? entry.bare() : entry);
                    }
                });
                listing = listings.of(remote.path(), scope(), spill);
                if (spill.isOver()) {
                    show(session, sorted, listings.zoned(remote.path(), spill));
                } else {
                    show(session, listing, RemotePath.of(""));
                }
            }
            Optional<FtpException> doubt = listings.trouble().or(() -> Unreliable.reason(remote.path(), listing));
            return doubt.isPresent() ? told(session, remote.url().toString(), doubt.get()) : ExitCode.OK;
        });
    }

    /** A directory of any length, some entries at a time. */
    private void show(Session session, SortedEntries sorted, UnaryOperator<Entry> zoned) {
        List<Entry> batch = new ArrayList<>();
        for (Entry entry : sorted) {
            batch.add(zoned.apply(entry));
            if (batch.size() == BATCH) {
                print(session, batch);
                batch.clear();
            }
        }
        print(session, batch);
    }

    private int matches(Session session, Remote remote) throws IOException {
        return remote.using(client -> {
            RemoteGlob glob = new RemoteGlob(client, false, times(session));
            List<Entry> entries = glob.matches(remote.pattern()).stream()
                    .map(match -> match.entry().withName(whole(remote.seen(match.path()))))
                    .toList();
            show(session, entries);
            return glob.doubt()
                    .map(doubt -> told(session, remote.shown(), doubt))
                    .orElse(ExitCode.OK);
        });
    }

    /** Names alone are worth no question about times; their order is the same in any zone. */
    private ListingTimes times(Session session) {
        return details || session.json() ? ListingTimes.IN_UTC : ListingTimes.AS_WRITTEN;
    }

    private Listings.Scope scope() {
        return all ? Listings.Scope.HIDDEN_TOO : Listings.Scope.PLAIN;
    }

    private int raw(Session session, Remote remote) throws IOException {
        var bytes = session.console().bytes();
        remote.using(client -> {
            try {
                new Listings(client, ListingTimes.AS_WRITTEN).raw(remote.path(), scope(), piece -> write(bytes, piece));
            } catch (UncheckedIOException e) {
                throw LocalTrouble.of("standard output", Objects.requireNonNull(e.getCause()));
            }
            return ExitCode.OK;
        });
        return ExitCode.OK;
    }

    private static void write(java.nio.channels.WritableByteChannel to, ByteBuffer piece) {
        try {
            while (piece.hasRemaining()) {
                to.write(piece);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int deep(Session session, Remote remote) throws IOException {
        Tally tally = new Tally();
        new RemoteTree(remote.clients(), scope(), times(session))
                .following(links == Links.follow)
                .walk(remote.path(), new RemoteTree.Visitor() {
                    private boolean first = true;

                    @Override
                    public void listed(RemotePath directory, Listing listing, Optional<FtpException> doubt) {
                        String name = remote.shown(directory);
                        if (!session.json()) {
                            session.console().result((first ? "" : "\n") + Visible.line(name) + ":");
                        }
                        first = false;
                        show(session, listing, remote.seen(directory));
                        tally.add(
                                doubt.map(reason -> told(session, name, reason)).orElse(ExitCode.OK));
                    }

                    @Override
                    public void entry(RemoteTree.Node node) {}

                    @Override
                    public boolean enter(RemoteTree.Node directory) {
                        return all || !directory.entry().name().text().startsWith(".");
                    }

                    @Override
                    public void failed(RemotePath path, FtpException reason) {
                        tally.add(told(session, path.text(), reason));
                    }
                });
        return tally.code();
    }

    private void show(Session session, Listing listing, RemotePath directory) {
        if (session.json()) {
            show(
                    session,
                    listing.entries().stream()
                            .filter(this::isShown)
                            .map(entry -> entry.withName(whole(directory.resolve(RemotePath.of(entry.name())))))
                            .toList());
            listing.notUnderstood().forEach(new EntryJson(session.console())::unreadable);
            return;
        }
        show(session, listing.entries().stream().filter(this::isShown).toList());
        for (RawLine line : listing.notUnderstood()) {
            session.console().result(Visible.line(line.text()));
        }
    }

    private static EntryName whole(RemotePath path) {
        return EntryName.of(path.bytes()).in(path.fallback());
    }

    private boolean isShown(Entry entry) {
        return all || !entry.name().isHidden();
    }

    private void show(Session session, List<Entry> unsorted) {
        print(session, order().sorted(unsorted, reverse));
    }

    private void print(Session session, List<Entry> entries) {
        if (session.json()) {
            EntryJson json = new EntryJson(session.console());
            entries.forEach(entry -> json.entry(entry.name().text(), entry));
            return;
        }
        boolean exact = sizes.map(Sizes.exact::equals).orElse(!session.console().outIsTerminal());
        EntryTable table = new EntryTable(session.console(), session.colored(), exact);
        if (details) {
            table.details(entries);
        } else if (single || !session.console().outIsTerminal()) {
            table.lines(entries);
        } else {
            table.columns(entries);
        }
    }

    private EntryOrder order() {
        return bySize ? EntryOrder.SIZE : byTime ? EntryOrder.TIME : EntryOrder.NAME;
    }
}
