package pasv.remote;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pasv.ftp.FtpClient;
import pasv.ftp.data.DataConnection;
import pasv.ftp.wire.Command;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.RemotePath;
import pasv.ftp.wire.Reply;
import pasv.ftp.wire.ServerTrait;
import pasv.ftp.wire.TransferType;
import pasv.ftp.wire.WireEvent;
import pasv.listing.Listing;
import pasv.listing.ListingReader;
import pasv.listing.ListingSummary;
import pasv.listing.entry.Entry;
import pasv.listing.entry.EntryName;
import pasv.net.Patience;

/**
 * The listings of remote directories. MLSD where FEAT offers MLST, else LIST, else NLST; entries are handed on as they
 * come. A listing that breaks off keeps what has come, is marked incomplete, and {@link #trouble} says why. Belongs to
 * one client, like what it has learned of its server.
 */
public final class Listings {
    /** Which entries are wanted. */
    public enum Scope {
        /** What the server shows by itself. */
        PLAIN,
        /** Names with a leading dot too, which LIST hides on most servers and MLSD never does. */
        HIDDEN_TOO
    }

    private static final int CHUNK = 16 * 1024;
    private static final Pattern NO_FILES = Pattern.compile(
            "(?i)\\bno (such )?(files?|entries|matches)( or director(y|ies))? found|\\bempty\\b|no files\\b");
    private static final ListingSummary NOTHING = new ListingSummary(0, 0, List.of(), 0, List.of(), 0, true, Set.of());

    private final FtpClient client;
    private final Patience.Tick telling;
    private final Directories directories;
    private final Optional<ServerZone> zone;
    private boolean withoutList;
    private @Nullable FtpException trouble;

    public Listings(FtpClient client, ListingTimes times) {
        this.client = client;
        this.telling = (waited, limit) -> client.listener().on(new WireEvent.Waiting("listing", waited, limit));
        this.directories = new Directories(client);
        this.zone = times == ListingTimes.IN_UTC ? Optional.of(new ServerZone(client)) : Optional.empty();
    }

    /**
     * A directory's entries, held together. A path that is a file gives its one entry.
     *
     * @throws FtpException REFUSED when there is no such directory, or what broke before the first entry came
     */
    public Listing of(RemotePath path, Scope scope) throws IOException {
        List<Entry> entries = new ArrayList<>();
        ListingSummary summary = read(path, scope, entry -> {
            if (entries.size() < Listing.MAX_ENTRIES) {
                entries.add(entry);
            }
        });
        Optional<Listing> within = fromWithin(path, scope, entries);
        if (within.isPresent()) {
            return held(path, within.get().entries(), within.get().summary());
        }
        return held(path, entries, summary.entries() > entries.size() ? summary.incomplete() : summary);
    }

    /** The same; a directory of more entries than the spill holds goes through it, and the listing holds none. */
    public Listing of(RemotePath path, Scope scope, Spill spill) throws IOException {
        ListingSummary summary = read(path, scope, spill);
        Optional<Listing> within = spill.isOver() ? Optional.empty() : fromWithin(path, scope, spill.held());
        return within.isPresent()
                ? held(path, within.get().entries(), within.get().summary())
                : held(path, spill.held(), summary);
    }

    /** Puts entries that went through a spill into the zone that was wanted, as far as it can be found out. */
    public UnaryOperator<Entry> zoned(RemotePath path, Spill spill) throws IOException {
        if (client.options().zone().isPresent()) {
            ZoneId said = client.options().zone().get();
            return entry -> entry.inZone(said);
        }
        Optional<ZoneOffset> offset =
                zone.isPresent() && client.isUsable() ? zone.get().of(path, spill.first()) : Optional.empty();
        return offset.isEmpty() ? entry -> entry : entry -> entry.withZoneOffset(offset.get());
    }

    /**
     * Some devices list the working directory whatever they are asked. A directory that shows one of its own name is a
     * sign: it is listed once more from within.
     */
    private Optional<Listing> fromWithin(RemotePath path, Scope scope, List<Entry> entries) throws IOException {
        EntryName own = nameOf(path);
        boolean sign = own.length() > 0
                && !ListCommand.isMisread(path)
                && client.isUsable()
                && !client.options().habits().listsFromWithin()
                && entries.stream().anyMatch(entry -> entry.name().equals(own) && entry.isDirectory());
        if (!sign) {
            return Optional.empty();
        }
        List<Entry> within = new ArrayList<>();
        FtpException before = trouble;
        ListingSummary summary = directories.visiting(path, () -> read(RemotePath.of(""), scope, within::add));
        boolean same = within.stream()
                .map(Entry::name)
                .toList()
                .equals(entries.stream().map(Entry::name).toList());
        if (same) {
            trouble = before;
            return Optional.empty();
        }
        client.options().habits().listsOnlyFromWithin();
        client.listener()
                .on(new WireEvent.Noted("this server lists where it is, whatever it is asked: going there first"));
        return Optional.of(new Listing(within, summary));
    }

    private Listing held(RemotePath path, List<Entry> entries, ListingSummary summary) throws IOException {
        Listing listing = listing(path, entries, summary);
        if (client.options().zone().isPresent()) {
            return listing.inZone(client.options().zone().get());
        }
        if (zone.isEmpty() || !client.isUsable()) {
            return listing;
        }
        Optional<ZoneOffset> offset = zone.get().of(path, entries);
        return offset.isPresent() ? listing.withZoneOffset(offset.get()) : listing;
    }

    /**
     * vsftpd takes the name of a file for a filter, and shows links to it besides: where an entry bears the asked name,
     * SIZE tells whether it was a file that was asked for.
     */
    private Listing listing(RemotePath path, List<Entry> entries, ListingSummary summary) throws IOException {
        EntryName asked = nameOf(path);
        List<Entry> named = entries.stream()
                .filter(entry -> entry.name().equals(asked) && !entry.isDirectory())
                .toList();
        boolean filtered = entries.size() > 1 && named.size() == 1 && client.isUsable();
        if (filtered && client.look(path).size().isPresent()) {
            return new Listing(named, summary.withEntries(1));
        }
        return new Listing(entries, summary);
    }

    private static EntryName nameOf(RemotePath path) {
        return path.entryName();
    }

    /** The same without holding the entries, for a directory of any size; times are as the server wrote them. */
    public ListingSummary read(RemotePath path, Scope scope, Consumer<Entry> consumer) throws IOException {
        trouble = null;
        client.prepare();
        if (client.options().habits().mlsdIsOfUse() && client.features().has("MLST")) {
            Optional<ListingSummary> summary = mlsd(path, inCharset(consumer));
            if (summary.isPresent()) {
                return summary.get();
            }
        }
        return readList(path, scope, consumer);
    }

    /** The same by LIST, which on some servers tells modes that their MLSD does not. */
    ListingSummary readList(RemotePath path, Scope scope, Consumer<Entry> consumer) throws IOException {
        trouble = null;
        Consumer<Entry> read = inCharset(consumer);
        return withoutList ? nlst(path, read) : list(path, scope, read);
    }

    private Consumer<Entry> inCharset(Consumer<Entry> consumer) {
        Charset charset = client.options().fallback();
        return charset.equals(StandardCharsets.ISO_8859_1) ? consumer : entry -> consumer.accept(entry.in(charset));
    }

    /** What the server sends for LIST, byte by byte. */
    public void raw(RemotePath path, Scope scope, Consumer<ByteBuffer> sink) throws IOException {
        client.prepare();
        at(path, where -> {
            try (DataConnection data = client.begun(ListCommand.of("LIST", scope, where), TransferType.IMAGE, 0)) {
                pump(data, sink);
                return data.complete(telling);
            }
        });
    }

    /** Why the last listing is incomplete, where something broke. */
    public Optional<FtpException> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Empty when the server has no MLSD after all, or one that cannot be read. */
    private Optional<ListingSummary> mlsd(RemotePath path, Consumer<Entry> consumer) throws IOException {
        try {
            ListingSummary summary = at(path, ListCommand.isPattern(path), where -> {
                Command command = where.isEmpty() ? Command.of("MLSD") : Command.of("MLSD", where);
                return received(command, ListingReader::mlsd, consumer);
            });
            boolean unreadable = summary.entries() == 0 && summary.notUnderstoodCount() > 0;
            if (unreadable) {
                client.options().habits().mlsdIsOfNoUse();
            }
            return unreadable ? Optional.empty() : Optional.of(summary);
        } catch (FtpException e) {
            int code =
                    e.failure() == Failure.REFUSED ? e.reply().map(Reply::code).orElse(0) : 0;
            if (code == 500 || code == 502 || code == 504) {
                client.options().habits().mlsdIsOfNoUse();
                return Optional.empty();
            }
            if (saysEmpty(e, path)) {
                return Optional.of(NOTHING);
            }
            Optional<Entry> single =
                    code > 0 && client.isUsable() ? new EntryLookup(client).mlst(path) : Optional.empty();
            if (single.isEmpty() || single.get().isDirectory()) {
                throw e;
            }
            consumer.accept(single.get().withName(nameOf(path)));
            return Optional.of(NOTHING.withEntries(1));
        }
    }

    /**
     * Some servers refuse to list a directory because nothing is in it. Believed where one can go there and NLST finds
     * nothing either: a directory must not be taken for empty on one word.
     */
    private boolean saysEmpty(FtpException e, RemotePath path) throws IOException {
        boolean refused = e.failure() == Failure.REFUSED
                || e.failure() == Failure.REFUSED_FOR_NOW
                || e.failure() == Failure.TRANSFER_ABORTED;
        String text = e.reply().map(Reply::text).orElse("");
        if (!refused || !client.isUsable() || !NO_FILES.matcher(text).find() || !directories.canEnter(path)) {
            return false;
        }
        return isEmptyByNames(path);
    }

    /**
     * Whether NLST finds no name in a directory, or says so: the second word on one that was listed as empty.
     *
     * @throws IOException when the session is lost over it
     */
    public boolean isEmptyByNames(RemotePath path) throws IOException {
        long[] names = {0};
        try {
            at(
                    path,
                    where -> received(
                            ListCommand.of("NLST", Scope.PLAIN, where),
                            to -> ListingReader.nlst(where.bytes(), to),
                            entry -> names[0]++));
        } catch (FtpException again) {
            if (!client.isUsable() || again.failure() == Failure.CANCELLED) {
                throw again;
            }
            return NO_FILES.matcher(again.reply().map(Reply::text).orElse("")).find();
        }
        return names[0] == 0;
    }

    private ListingSummary list(RemotePath path, Scope scope, Consumer<Entry> consumer) throws IOException {
        Function<Consumer<Entry>, ListingReader> reader = to -> ListingReader.list(Instant.now(), to);
        try {
            return at(path, where -> {
                ListingSummary summary = flagged(scope, where, reader, consumer);
                boolean nothing = isNothing(summary) && summary.complete() && summary.notUnderstoodCount() == 0;
                if (nothing && scope == Scope.HIDDEN_TOO) {
                    // Multinet and others take -a for a name, and find nothing under it
                    summary = received(ListCommand.of("LIST", Scope.PLAIN, where), reader, consumer);
                }
                if (isNothing(summary) && !where.isEmpty()) {
                    // vsftpd lists what does not exist as an empty directory; going there tells
                    directories.visiting(where, () -> true);
                }
                return summary;
            });
        } catch (FtpException e) {
            if (saysEmpty(e, path)) {
                return NOTHING;
            }
            int code =
                    e.failure() == Failure.REFUSED ? e.reply().map(Reply::code).orElse(0) : 0;
            if (code == 500 || code == 502) {
                withoutList = true;
                return nlst(path, consumer);
            }
            if (code > 0 && ListCommand.isMisread(path) && client.isUsable()) {
                return amongSiblings(path, consumer, e);
            }
            throw e;
        }
    }

    private static boolean isNothing(ListingSummary summary) {
        return summary.entries() + summary.skipped() + summary.refusedCount() == 0;
    }

    /** pyftpdlib and others refuse {@code -a DIRECTORY} as a name that is not there; without the flag they list. */
    private ListingSummary flagged(
            Scope scope, RemotePath where, Function<Consumer<Entry>, ListingReader> reader, Consumer<Entry> consumer)
            throws IOException {
        try {
            return received(ListCommand.of("LIST", scope, where), reader, consumer);
        } catch (FtpException e) {
            boolean asName = scope == Scope.HIDDEN_TOO && e.failure() == Failure.REFUSED && client.isUsable();
            int code = e.reply().map(Reply::code).orElse(0);
            if (!asName || code == 500 || code == 502) {
                throw e;
            }
            return received(ListCommand.of("LIST", Scope.PLAIN, where), reader, consumer);
        }
    }

    /** A file whose path LIST would misread is looked for in its directory. */
    private ListingSummary amongSiblings(RemotePath path, Consumer<Entry> consumer, FtpException otherwise)
            throws IOException {
        EntryName asked = nameOf(path);
        List<Entry> same = new ArrayList<>();
        ListingSummary summary = list(path.parent(), Scope.HIDDEN_TOO, entry -> {
            if (entry.name().equals(asked)) {
                same.add(entry);
            }
        });
        if (same.isEmpty() || same.get(0).isDirectory()) {
            throw otherwise;
        }
        consumer.accept(same.get(0));
        return summary.withEntries(1);
    }

    /** NLST of a directory that holds only directories is a 550 on SunOS: nothing, where one can go there. */
    private ListingSummary nlst(RemotePath path, Consumer<Entry> consumer) throws IOException {
        return at(path, where -> {
            try {
                return received(
                        ListCommand.of("NLST", Scope.PLAIN, where),
                        to -> ListingReader.nlst(where.bytes(), to),
                        consumer);
            } catch (FtpException e) {
                boolean refused = e.failure() == Failure.REFUSED || e.failure() == Failure.REFUSED_FOR_NOW;
                if (refused && client.isUsable() && directories.canEnter(where)) {
                    return ListingReader.nlst(new byte[0], consumer).finish();
                }
                throw e;
            }
        });
    }

    private interface Where<T> {
        T list(RemotePath where) throws IOException;
    }

    /** By its path where no server can misread it, else from within: CWD, list, CWD back. */
    private <T> T at(RemotePath path, Where<T> listing) throws IOException {
        return at(path, ListCommand.isMisread(path), listing);
    }

    private <T> T at(RemotePath path, boolean misread, Where<T> listing) throws IOException {
        boolean within =
                misread || (!path.isEmpty() && client.options().habits().listsFromWithin());
        return within ? directories.visiting(path, () -> listing.list(RemotePath.of(""))) : listing.list(path);
    }

    private ListingSummary received(
            Command command, Function<Consumer<Entry>, ListingReader> how, Consumer<Entry> consumer)
            throws IOException {
        ListingReader reader = how.apply(consumer);
        boolean[] any = {false};
        try (DataConnection data = client.begun(command, TransferType.IMAGE, 0)) {
            try {
                pump(data, bytes -> {
                    any[0] = true;
                    reader.feed(bytes);
                });
                Reply end = data.complete(telling);
                return judged(reader.finish(), data, end, any[0]);
            } catch (FtpException e) {
                if (!any[0] || e.failure() == Failure.CANCELLED) {
                    throw e;
                }
                trouble = e;
                return reader.finish().incomplete();
            }
        }
    }

    /** What the end of a transfer says against what has come. */
    private ListingSummary judged(ListingSummary summary, DataConnection data, Reply end, boolean any)
            throws FtpException {
        if (TroubleWords.in(end)) {
            if (summary.entries() == 0 && end.text().toLowerCase(Locale.ROOT).contains("failed to open")) {
                throw new FtpException(Failure.REFUSED, "the server cannot list it", client.circumstances());
            }
            return doubtful(summary, "the listing is not complete: the reply that ends it speaks of trouble");
        }
        if (!any && data.announced().orElse(0) > 0) {
            return doubtful(
                    summary,
                    "the server announced a listing of " + data.announced().getAsLong() + " bytes, and none came");
        }
        if (!data.mayBeCut()) {
            return summary;
        }
        if (!client.options().habits().has(ServerTrait.NO_CLOSE_NOTIFY)) {
            return doubtful(
                    summary, "the listing ended without the server's close_notify: anyone on the way can have cut it");
        }
        client.listener()
                .on(
                        new WireEvent.Warned(
                                "this server ends data connections over TLS without close_notify: nothing proves that the listing is whole"));
        return summary;
    }

    private ListingSummary doubtful(ListingSummary summary, String why) {
        trouble = new FtpException(Failure.INCOMPLETE, why, client.circumstances());
        return summary.incomplete();
    }

    private void pump(DataConnection data, Consumer<ByteBuffer> sink) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
        while (data.read(buffer.clear(), telling) >= 0) {
            sink.accept(buffer.flip());
        }
    }
}
