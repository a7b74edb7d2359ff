package pasv.listing;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pasv.listing.date.ServerClock;
import pasv.listing.dialect.ListFormats;
import pasv.listing.dialect.ListingFormat;
import pasv.listing.dialect.MlsdFormat;
import pasv.listing.dialect.NlstFormat;
import pasv.listing.dialect.Reading;
import pasv.listing.dialect.Reading.Found;
import pasv.listing.dialect.Reading.Nothing;
import pasv.listing.entry.Entry;
import pasv.listing.entry.Line;
import pasv.listing.entry.RawLine;

/**
 * The reader of a listing. A listing read as it arrives, in pieces of any size and in bounded memory: each entry is
 * handed on as soon as it is certain, and the summary tells what became of every other line.
 *
 * <ol>
 *   <li>make a reader for the command that was sent: {@link #mlsd}, {@link #list} or {@link #nlst};
 *   <li>{@link #feed} what the data connection brings;
 *   <li>{@link #finish} at its end, once.
 * </ol>
 */
public final class ListingReader {
    private final ListingFormat format;
    private final EntryGate gate;
    private final HeldEntries held;
    private final LineSplitter splitter;
    private @Nullable Line opening;
    private boolean finished;

    private ListingReader(ListingFormat format, ServerClock clock, Consumer<Entry> consumer) {
        this.format = format;
        gate = new EntryGate(consumer);
        held = new HeldEntries(clock, gate);
        splitter = new LineSplitter(bytes -> line(Line.of(bytes)), bytes -> notUnderstood(RawLine.of(bytes)));
    }

    /** For MLSD (RFC 3659 section 7). */
    public static ListingReader mlsd(Consumer<Entry> consumer) {
        return new ListingReader(new MlsdFormat(), new ServerClock(Instant.EPOCH), consumer);
    }

    /**
     * For LIST, in whatever format each line is.
     *
     * @param now taken once for the listing: dates without a year are the latest that are not past it by over a day
     */
    public static ListingReader list(Instant now, Consumer<Entry> consumer) {
        ServerClock clock = new ServerClock(now);
        return new ListingReader(new ListFormats(clock), clock, consumer);
    }

    /**
     * For NLST, which gives names and nothing else.
     *
     * @param asked the argument that was sent, empty if there was none: exactly this path is taken off before names
     */
    public static ListingReader nlst(byte[] asked, Consumer<Entry> consumer) {
        return new ListingReader(new NlstFormat(asked), new ServerClock(Instant.EPOCH), consumer);
    }

    public void feed(byte[] bytes) {
        feed(bytes, 0, bytes.length);
    }

    public void feed(byte[] bytes, int offset, int length) {
        if (finished) {
            throw new IllegalStateException("this listing is finished");
        }
        splitter.feed(bytes, offset, length);
    }

    /** Takes all that remains in the buffer. */
    public void feed(ByteBuffer buffer) {
        if (buffer.hasArray()) {
            feed(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
            buffer.position(buffer.limit());
            return;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        feed(bytes);
    }

    /** The end of the data connection; hands on what was held back and tells how the listing is to be taken. */
    public ListingSummary finish() {
        if (finished) {
            throw new IllegalStateException("this listing is finished");
        }
        finished = true;
        boolean cut = splitter.finish();
        dropOpening();
        held.releaseAll();
        return gate.summary(!cut);
    }

    private void line(Line line) {
        if (!continuesOpening(line)) {
            take(line, format.read(line));
        }
    }

    private void take(Line line, Reading reading) {
        if (reading instanceof Found found) {
            held.accept(found);
        } else if (reading == Nothing.SKIP) {
            gate.skip();
        } else if (reading == Nothing.OPENS_NEXT) {
            opening = line;
        } else {
            gate.notUnderstood(line.raw());
        }
    }

    /** VMS puts a long name on a line of its own; what belongs to it follows, indented. */
    private boolean continuesOpening(Line line) {
        Line first = opening;
        if (first == null) {
            return false;
        }
        boolean indented = line.words() > 0 && line.start(0) > 0;
        if (indented && format.read(Line.joined(first, line)) instanceof Found found) {
            opening = null;
            held.accept(found);
            return true;
        }
        dropOpening();
        return false;
    }

    private void notUnderstood(RawLine line) {
        dropOpening();
        gate.notUnderstood(line);
    }

    private void dropOpening() {
        if (opening != null) {
            gate.notUnderstood(opening.raw());
            opening = null;
        }
    }
}
