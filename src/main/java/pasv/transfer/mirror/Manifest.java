package pasv.transfer.mirror;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;

/**
 * The manifest of a mirror: for each path of the tree what was carried over and proven. A file of one JSON object a line,
 * the last line of a path holds, and each line is whole or not there: killed at any moment, all that was remembered before
 * is found again. Of each path only its place in the file is held in memory. Safe for use by several threads.
 */
public final class Manifest implements Closeable {
    /** What it is called where it lies in the target itself. */
    public static final String IN_TARGET = ".pasv-manifest.json";

    private static final JsonFactory JSON = new JsonFactory();
    private static final int LONGEST_LINE = 64 * 1024;
    private static final int CHUNK = 64 * 1024;

    private final Path file;
    private FileChannel channel;
    private @Nullable FileChannel lock;
    private PathIndex index;
    private long end;
    private long lines;

    private Manifest(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
        this.index = new PathIndex();
    }

    /**
     * Opens it, and makes it where there is none. Lines that cannot be read are passed over: they cost a transfer, never a
     * file.
     */
    public static Manifest open(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Manifest manifest = new Manifest(file, channel);
        try {
            manifest.load();
            return manifest;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * The same for one process at a time: two that pick up the same files would each deliver them.
     *
     * @throws FtpException LOCAL_FILE when another process has it
     */
    public static Manifest alone(Path file) throws IOException {
        FileChannel lock = FileChannel.open(
                file.resolveSibling(file.getFileName() + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock.tryLock() == null) {
                throw new OverlappingFileLockException();
            }
            Manifest manifest = open(file);
            manifest.lock = lock;
            return manifest;
        } catch (OverlappingFileLockException e) {
            lock.close();
            throw new FtpException(
                    Failure.LOCAL_FILE,
                    "another pasv mirrors these two trees at this moment",
                    Circumstances.in(Phase.LOCAL),
                    e);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** What is remembered of the file at this path below the root, with slashes. */
    public synchronized Optional<Remembered> of(String path) throws IOException {
        long at = index.get(path);
        if (at < 0) {
            return Optional.empty();
        }
        return Line.parse(line(at)).filter(line -> line.path.equals(path)).flatMap(line -> line.remembered);
    }

    /** Remembers it, in place of what was remembered before. */
    public synchronized void remember(String path, Remembered remembered) throws IOException {
        append(new Line(path, Optional.of(remembered)));
    }

    /** Forgets it. */
    public synchronized void forget(String path) throws IOException {
        if (index.get(path) >= 0) {
            append(new Line(path, Optional.empty()));
        }
    }

    /** The paths that are remembered, held together: for a manifest of what is under way, which is short. */
    public synchronized List<String> paths() throws IOException {
        List<String> paths = new ArrayList<>();
        each((at, line) -> {
            if (line.remembered.isPresent() && index.get(line.path) == at) {
                paths.add(line.path);
            }
        });
        return paths;
    }

    /** How many paths are remembered. */
    public synchronized long size() {
        return index.size();
    }

    /** Returns when all that was remembered is on the disk: before a source file is deleted, for one. */
    public synchronized void force() throws IOException {
        channel.force(false);
    }

    /** Writes it anew without what no longer holds, in one step, if much of it does not. */
    public synchronized void compact() throws IOException {
        if (lines <= 2 * index.size() + 100) {
            return;
        }
        Path fresh = file.resolveSibling(file.getFileName() + "~");
        FileChannel to = FileChannel.open(
                fresh,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        Manifest compacted = new Manifest(file, to);
        try {
            each((at, line) -> {
                if (line.remembered.isPresent() && index.get(line.path) == at) {
                    compacted.append(line);
                }
            });
            to.force(false);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            to.close();
            Files.deleteIfExists(fresh);
            throw e;
        }
        channel.close();
        channel = to;
        index = compacted.index;
        end = compacted.end;
        lines = compacted.lines;
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
        if (lock != null) {
            lock.close();
        }
    }

    private void append(Line line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(line.bytes());
        long at = end;
        while (bytes.hasRemaining()) {
            end += channel.write(bytes, end);
        }
        indexed(line, at);
    }

    private void indexed(Line line, long at) {
        lines++;
        if (line.remembered.isPresent()) {
            index.put(line.path, at);
        } else {
            index.remove(line.path);
        }
    }

    private void load() throws IOException {
        each((at, line) -> indexed(line, at));
        channel.truncate(end);
    }

    private interface Seen {
        void line(long at, Line line) throws IOException;
    }

    /** Shows every line that can be read, and finds the end of the last whole one. */
    private void each(Seen seen) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK + LONGEST_LINE);
        long at = 0;
        long read = 0;
        while (true) {
            int got = channel.read(buffer, read);
            read += Math.max(got, 0);
            buffer.flip();
            for (int feed = feed(buffer); feed >= 0; feed = feed(buffer)) {
                byte[] line = new byte[feed - buffer.position()];
                buffer.get(line).get();
                Optional<Line> parsed = Line.parse(line);
                if (parsed.isPresent()) {
                    seen.line(at, parsed.get());
                }
                at += line.length + 1L;
            }
            if (got <= 0) {
                break;
            }
            if (buffer.remaining() > LONGEST_LINE) {
                // no line of ours is that long: what follows cannot be told apart any more
                break;
            }
            buffer.compact();
        }
        end = at;
    }

    private static int feed(ByteBuffer buffer) {
        for (int i = buffer.position(); i < buffer.limit(); i++) {
            if (buffer.get(i) == '\n') {
                return i;
            }
        }
        return -1;
    }

    private byte[] line(long at) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(512);
        while (true) {
            int got = channel.read(buffer, at + buffer.position());
            ByteBuffer come = buffer.duplicate().flip();
            int feed = feed(come);
            if (feed >= 0) {
                byte[] line = new byte[feed];
                come.get(line);
                return line;
            }
            if (got < 0 || buffer.capacity() > LONGEST_LINE) {
                throw new EOFException(file + " was changed meanwhile");
            }
            if (!buffer.hasRemaining()) {
                buffer = ByteBuffer.allocate(buffer.capacity() * 4).put(buffer.flip());
            }
        }
    }

    /** One line: a path, and what is remembered of it; nothing where it is forgotten. */
    private record Line(String path, Optional<Remembered> remembered) {
        byte[] bytes() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (JsonGenerator json = JSON.createGenerator(bytes)) {
                json.writeStartObject();
                json.writeStringField("path", path);
                if (remembered.isPresent()) {
                    version(json, "source", remembered.get().source());
                    version(json, "target", remembered.get().target());
                    if (remembered.get().sha256().isPresent()) {
                        json.writeStringField(
                                "sha256", remembered.get().sha256().get());
                    }
                }
                json.writeEndObject();
            }
            bytes.write('\n');
            return bytes.toByteArray();
        }

        private static void version(JsonGenerator json, String field, Version version) throws IOException {
            json.writeObjectFieldStart(field);
            if (version.size().isPresent()) {
                json.writeNumberField("size", version.size().getAsLong());
            }
            if (version.modified().isPresent()) {
                json.writeStringField("modified", version.modified().get().toString());
            }
            json.writeEndObject();
        }

        static Optional<Line> parse(byte[] bytes) {
            try (JsonParser json = JSON.createParser(bytes)) {
                return json.nextToken() == JsonToken.START_OBJECT ? object(json) : Optional.empty();
            } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
                return Optional.empty();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException("memory cannot fail to be read", e);
            }
        }

        private static Optional<Line> object(JsonParser json) throws IOException {
            @Nullable String path = null;
            Optional<Version> source = Optional.empty();
            Optional<Version> target = Optional.empty();
            Optional<String> sha256 = Optional.empty();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "path" -> path = json.getText();
                    case "source" -> source = Optional.of(version(json));
                    case "target" -> target = Optional.of(version(json));
                    case "sha256" -> sha256 = Optional.of(json.getText());
                    default -> json.skipChildren();
                }
            }
            if (path == null || json.currentToken() != JsonToken.END_OBJECT) {
                return Optional.empty();
            }
            boolean whole = source.isPresent() && target.isPresent();
            return Optional.of(new Line(
                    path, whole ? Optional.of(new Remembered(source.get(), target.get(), sha256)) : Optional.empty()));
        }

        private static Version version(JsonParser json) throws IOException {
            OptionalLong size = OptionalLong.empty();
            Optional<Instant> modified = Optional.empty();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "size" -> size = OptionalLong.of(json.getLongValue());
                    case "modified" -> modified = Optional.of(Instant.parse(json.getText()));
                    default -> json.skipChildren();
                }
            }
            return new Version(size, modified);
        }
    }

    /** The place in the file of each path's line, by 64 bits of the path: 24 bytes a path. */
    private static final class PathIndex {
        private static final long EMPTY = -1;
        private static final long GONE = -2;

        private long[] keys = new long[64];
        private long[] places = filled(64);
        private int used;
        private long size;

        long get(String path) {
            int slot = slot(key(path));
            return places[slot] == GONE ? EMPTY : places[slot];
        }

        void put(String path, long place) {
            int slot = slot(key(path));
            if (places[slot] == EMPTY) {
                used++;
            }
            if (places[slot] < 0) {
                size++;
            }
            keys[slot] = key(path);
            places[slot] = place;
            if (used * 2 > keys.length) {
                grow();
            }
        }

        void remove(String path) {
            int slot = slot(key(path));
            if (places[slot] >= 0) {
                places[slot] = GONE;
                size--;
            }
        }

        long size() {
            return size;
        }

        private int slot(long key) {
            int mask = keys.length - 1;
            int slot = (int) (key >>> 32) & mask;
            while (places[slot] != EMPTY && keys[slot] != key) {
                slot = (slot + 1) & mask;
            }
            return slot;
        }

        private void grow() {
            long[] oldKeys = keys;
            long[] oldPlaces = places;
            keys = new long[oldKeys.length * 2];
            places = filled(keys.length);
            used = 0;
            for (int i = 0; i < oldKeys.length; i++) {
                if (oldPlaces[i] >= 0) {
                    int slot = slot(oldKeys[i]);
                    keys[slot] = oldKeys[i];
                    places[slot] = oldPlaces[i];
                    used++;
                }
            }
        }

        private static long[] filled(int length) {
            long[] places = new long[length];
            java.util.Arrays.fill(places, EMPTY);
            return places;
        }

        /** FNV-1a with a final mix. */
        private static long key(String path) {
            long hash = 0xcbf29ce484222325L;
            for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
                hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
            }
            hash = (hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L;
            return hash ^ (hash >>> 29);
        }
    }
}
