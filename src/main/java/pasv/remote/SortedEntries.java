package pasv.remote;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pasv.listing.entry.Entry;
import pasv.remote.EntryOrder.Keyed;

/**
 * The entries of a directory of any length, in order: some ten thousand are held, more go to a temporary file in sorted
 * runs, which are merged when they are read. May be read several times. The file has no name where the system allows
 * that, and is gone when this is closed.
 */
public final class SortedEntries implements Consumer<Entry>, Iterable<Entry>, Closeable {
    /** An entry takes about half a kibibyte. */
    private static final int HELD = 16_384;

    private static final int CHUNK = 16 * 1024;

    private final Comparator<Keyed> order;
    private final int most;
    private final List<Keyed> held = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();
    private @Nullable SeekableByteChannel spill;
    private Charset fallback = StandardCharsets.ISO_8859_1;
    private boolean sorted = true;
    private long size;

    /** A sorted run in the file, by the places of its first byte and of the one behind its last. */
    private record Run(long start, long end) {}

    public SortedEntries(EntryOrder order, boolean reversed) {
        this(order, reversed, HELD);
    }

    SortedEntries(EntryOrder order, boolean reversed, int most) {
        this.order = order.comparator(reversed);
        this.most = most;
    }

    /** @throws UncheckedIOException when the temporary file cannot be written */
    @Override
    public void accept(Entry entry) {
        if (held.size() == most) {
            spill();
        }
        fallback = entry.name().fallback();
        held.add(Keyed.of(entry));
        sorted = false;
        size++;
    }

    /** How many there are. */
    public long size() {
        return size;
    }

    /** Whether they are more than are held in memory. */
    public boolean isSpilled() {
        return !runs.isEmpty();
    }

    /**
     * From the first to the last.
     *
     * @throws UncheckedIOException from {@code next}, when the temporary file cannot be read
     */
    @Override
    public Iterator<Entry> iterator() {
        if (!sorted) {
            held.sort(order);
            sorted = true;
        }
        Comparator<Source> byHead = Comparator.comparing(source -> source.head, order);
        PriorityQueue<Source> sources = new PriorityQueue<>(runs.size() + 1, byHead);
        for (Run run : runs) {
            add(new Source(read(run)), sources);
        }
        add(new Source(held.iterator()), sources);
        return new Merged(sources, byHead);
    }

    private static void add(Source source, PriorityQueue<Source> sources) {
        if (source.advance()) {
            sources.add(source);
        }
    }

    @Override
    public void close() throws IOException {
        held.clear();
        if (spill != null) {
            spill.close();
        }
    }

    private void spill() {
        held.sort(order);
        try {
            SeekableByteChannel file = file();
            long start = file.size();
            file.position(start);
            // closing it would close the channel
            DataOutputStream to =
                    new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(file), CHUNK * 4));
            for (Keyed keyed : held) {
                EntryCodec.write(keyed.entry(), to);
            }
            to.flush();
            runs.add(new Run(start, file.position()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        held.clear();
    }

    private SeekableByteChannel file() throws IOException {
        if (spill == null) {
            Path path = Files.createTempFile("pasv", ".entries");
            spill = Files.newByteChannel(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        }
        return spill;
    }

    private Iterator<Keyed> read(Run run) {
        DataInputStream from = new DataInputStream(new RunStream(run));
        return new Iterator<>() {
            private @Nullable Keyed next = read();

            private @Nullable Keyed read() {
                try {
                    return Keyed.of(EntryCodec.read(from, fallback));
                } catch (EOFException e) {
                    return null;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public Keyed next() {
                Keyed now = next;
                if (now == null) {
                    throw new NoSuchElementException();
                }
                next = read();
                return now;
            }
        };
    }

    /** The bytes of a run, read a piece at a time, so that many runs take little memory. */
    private final class RunStream extends InputStream {
        private final long end;
        private long at;
        private ByteArrayInputStream piece = new ByteArrayInputStream(new byte[0]);

        RunStream(Run run) {
            this.at = run.start();
            this.end = run.end();
        }

        @Override
        public int read() throws IOException {
            return filled() ? piece.read() : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return filled() ? piece.read(into, offset, length) : -1;
        }

        private boolean filled() throws IOException {
            if (piece.available() > 0) {
                return true;
            }
            if (at == end) {
                return false;
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(CHUNK, end - at));
            SeekableByteChannel file = file().position(at);
            while (bytes.hasRemaining()) {
                if (file.read(bytes) < 0) {
                    throw new IOException("the temporary file was cut");
                }
            }
            at += bytes.position();
            piece = new ByteArrayInputStream(bytes.array());
            return true;
        }
    }

    /** A run, or what is held, and the entry that is next in it. */
    private static final class Source {
        private final Iterator<Keyed> rest;
        private @Nullable Keyed head;

        Source(Iterator<Keyed> rest) {
            this.rest = rest;
        }

        boolean advance() {
            head = rest.hasNext() ? rest.next() : null;
            return head != null;
        }
    }

    /** Stays with a run while the next of it comes before those of all others, as it does where a server sorts. */
    private static final class Merged implements Iterator<Entry> {
        private final PriorityQueue<Source> others;
        private final Comparator<Source> byHead;
        private @Nullable Source current;

        Merged(PriorityQueue<Source> sources, Comparator<Source> byHead) {
            this.others = sources;
            this.byHead = byHead;
            this.current = sources.poll();
        }

        @Override
        public boolean hasNext() {
            return current != null;
        }

        @Override
        public Entry next() {
            Source from = current;
            Keyed keyed = from == null ? null : from.head;
            if (from == null || keyed == null) {
                throw new NoSuchElementException();
            }
            Source other = others.peek();
            if (!from.advance()) {
                current = others.poll();
            } else if (other != null && byHead.compare(from, other) > 0) {
                current = others.poll();
                others.add(from);
            }
            return keyed.entry();
        }
    }
}
