package pasv.remote;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import pasv.listing.entry.Entry;
import pasv.listing.entry.EntryKind;
import pasv.listing.entry.EntryName;
import pasv.listing.entry.EntryTime;
import pasv.listing.entry.RawLine;

/** The form of an entry in a temporary file: all that the listing said, but not the line in which it said so. */
final class EntryCodec {
    private static final List<EntryKind> KINDS = List.of(EntryKind.values());
    private static final List<EntryTime.Precision> PRECISIONS = List.of(EntryTime.Precision.values());

    private static final int SIZE = 1;
    private static final int EXACT = 2;
    private static final int TIME = 4;
    private static final int ZONE = 8;
    private static final int MODE = 16;
    private static final int TARGET = 32;
    private static final int OWNERS = 64;
    private static final int FACTS = 128;

    private EntryCodec() {}

    static void write(Entry entry, DataOutput to) throws IOException {
        int what = (entry.size().isPresent() ? SIZE : 0)
                | (entry.sizeExact() ? EXACT : 0)
                | (entry.modified().isPresent() ? TIME : 0)
                | (entry.modified().filter(EntryTime::zoneKnown).isPresent() ? ZONE : 0)
                | (entry.permissions().isPresent() ? MODE : 0)
                | (entry.linkTarget().isPresent() ? TARGET : 0)
                | (entry.owner().isPresent() || entry.group().isPresent() ? OWNERS : 0)
                | (entry.facts().isEmpty() ? 0 : FACTS);
        to.writeByte(what);
        to.writeByte(KINDS.indexOf(entry.kind()));
        name(entry.name(), to);
        if (entry.size().isPresent()) {
            to.writeLong(entry.size().getAsLong());
        }
        if (entry.modified().isPresent()) {
            EntryTime time = entry.modified().get();
            Instant instant = time.instant();
            to.writeLong(instant.getEpochSecond());
            to.writeInt(instant.getNano());
            to.writeByte(PRECISIONS.indexOf(time.precision()));
        }
        if (entry.permissions().isPresent()) {
            text(entry.permissions().get(), to);
        }
        if (entry.linkTarget().isPresent()) {
            name(entry.linkTarget().get(), to);
        }
        if ((what & OWNERS) != 0) {
            optional(entry.owner(), to);
            optional(entry.group(), to);
        }
        if ((what & FACTS) != 0) {
            to.writeInt(entry.facts().size());
            for (Map.Entry<String, String> fact : entry.facts().entrySet()) {
                text(fact.getKey(), to);
                text(fact.getValue(), to);
            }
        }
    }

    static Entry read(DataInput from, Charset fallback) throws IOException {
        int what = from.readUnsignedByte();
        EntryKind kind = KINDS.get(from.readUnsignedByte());
        EntryName name = name(from, fallback);
        OptionalLong size = (what & SIZE) != 0 ? OptionalLong.of(from.readLong()) : OptionalLong.empty();
        @Nullable EntryTime time = null;
        if ((what & TIME) != 0) {
            Instant instant = Instant.ofEpochSecond(from.readLong(), from.readInt());
            time = new EntryTime(instant, PRECISIONS.get(from.readUnsignedByte()), (what & ZONE) != 0);
        }
        Optional<String> mode = (what & MODE) != 0 ? Optional.of(text(from)) : Optional.empty();
        Optional<EntryName> target = (what & TARGET) != 0 ? Optional.of(name(from, fallback)) : Optional.empty();
        Optional<String> owner = (what & OWNERS) != 0 ? optional(from) : Optional.empty();
        Optional<String> group = (what & OWNERS) != 0 ? optional(from) : Optional.empty();
        Map<String, String> facts = Map.of();
        if ((what & FACTS) != 0) {
            facts = new LinkedHashMap<>();
            for (int left = from.readInt(); left > 0; left--) {
                facts.put(text(from), text(from));
            }
        }
        return new Entry(
                name,
                kind,
                size,
                (what & EXACT) != 0,
                Optional.ofNullable(time),
                mode,
                target,
                owner,
                group,
                facts,
                RawLine.NONE);
    }

    private static void name(EntryName name, DataOutput to) throws IOException {
        bytes(name.bytes(), to);
    }

    private static EntryName name(DataInput from, Charset fallback) throws IOException {
        return EntryName.of(bytes(from)).in(fallback);
    }

    private static void optional(Optional<String> text, DataOutput to) throws IOException {
        to.writeBoolean(text.isPresent());
        text(text.orElse(""), to);
    }

    private static Optional<String> optional(DataInput from) throws IOException {
        boolean present = from.readBoolean();
        String text = text(from);
        return present ? Optional.of(text) : Optional.empty();
    }

    private static void text(String text, DataOutput to) throws IOException {
        bytes(text.getBytes(StandardCharsets.UTF_8), to);
    }

    private static String text(DataInput from) throws IOException {
        return new String(bytes(from), StandardCharsets.UTF_8);
    }

    private static void bytes(byte[] bytes, DataOutput to) throws IOException {
        to.writeInt(bytes.length);
        to.write(bytes);
    }

    private static byte[] bytes(DataInput from) throws IOException {
        byte[] bytes = new byte[from.readInt()];
        from.readFully(bytes);
        return bytes;
    }
}
