package pasv.transfer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
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
import pasv.ftp.RemoteFacts;

/**
 * The journal of a part: of which remote file it is. The journal beside a {@code .part}: a later run goes on only from
 * a part of the very same file.
 *
 * @param url the remote file, without a password
 * @param facts its size and modification time when the part was begun
 * @param ranges which bytes of a segmented download are here; absent where the part grows from its beginning
 * @param kept which bytes of a part that grows from its beginning are vouched for; absent in journals of segments, and of
 *     versions that did not write it
 * @param pid the process that wrote it
 */
record PartJournal(
        String url, RemoteFacts facts, Optional<List<Range>> ranges, Optional<BlockSums.Kept> kept, long pid) {
    private static final int MAX_BYTES = 4 << 20;

    static PartJournal of(String url, RemoteFacts facts) {
        return of(url, facts, BlockSums.Kept.NOTHING);
    }

    static PartJournal of(String url, RemoteFacts facts, BlockSums.Kept kept) {
        return new PartJournal(
                url,
                facts,
                Optional.empty(),
                Optional.of(kept),
                ProcessHandle.current().pid());
    }

    static PartJournal of(String url, RemoteFacts facts, List<Range> ranges) {
        return new PartJournal(
                url,
                facts,
                Optional.of(List.copyOf(ranges)),
                Optional.empty(),
                ProcessHandle.current().pid());
    }

    /**
     * How many bytes from the beginning are here, in a part of this length.
     *
     * @param length of the part on disk, which a segmented download makes as long as the whole file at once
     */
    long prefix(long length) {
        if (ranges.isEmpty()) {
            return length;
        }
        Range first =
                SegmentPlan.merged(ranges.get(), length).stream().findFirst().orElse(new Range(0, 0));
        return first.start() == 0 ? first.end() : 0;
    }

    /** Reads a journal; empty where there is none or it is not one of ours. */
    static Optional<PartJournal> read(Path file) throws IOException {
        byte[] bytes;
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MAX_BYTES) {
                return Optional.empty();
            }
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try (JsonParser json = new JsonFactory().createParser(bytes)) {
            return parse(json);
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<PartJournal> parse(JsonParser json) throws IOException {
        @Nullable String url = null;
        OptionalLong size = OptionalLong.empty();
        Optional<Instant> modified = Optional.empty();
        Optional<List<Range>> ranges = Optional.empty();
        long pid = 0;
        long vouched = -1;
        List<Integer> sums = List.of();
        json.nextToken();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "url" -> url = json.getText();
                case "size" -> size = OptionalLong.of(json.getLongValue());
                case "modified" -> modified = Optional.of(Instant.parse(json.getText()));
                case "pid" -> pid = json.getLongValue();
                case "ranges" -> ranges = Optional.of(ranges(json));
                case "vouched" -> vouched = json.getLongValue();
                case "crc32c" -> sums = sums(json);
                default -> json.skipChildren();
            }
        }
        return url == null
                ? Optional.empty()
                : Optional.of(new PartJournal(url, new RemoteFacts(size, modified), ranges, kept(vouched, sums), pid));
    }

    private static Optional<BlockSums.Kept> kept(long vouched, List<Integer> sums) {
        return vouched < 0 ? Optional.empty() : Optional.of(new BlockSums.Kept(vouched, sums));
    }

    private static List<Integer> sums(JsonParser json) throws IOException {
        List<Integer> sums = new ArrayList<>();
        while (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
            sums.add(json.getIntValue());
        }
        return sums;
    }

    private static List<Range> ranges(JsonParser json) throws IOException {
        List<Range> ranges = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_ARRAY) {
            long start = json.nextLongValue(-1);
            long end = json.nextLongValue(-1);
            ranges.add(new Range(start, end));
            if (json.nextToken() != JsonToken.END_ARRAY) {
                throw new IllegalArgumentException("a range has two numbers");
            }
        }
        return ranges;
    }

    /** Writes it beside itself and renames, so that it is never seen half written. */
    void write(Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("url", url);
            if (facts.size().isPresent()) {
                json.writeNumberField("size", facts.size().getAsLong());
            }
            if (facts.modified().isPresent()) {
                json.writeStringField("modified", facts.modified().get().toString());
            }
            if (ranges.isPresent()) {
                json.writeArrayFieldStart("ranges");
                for (Range range : ranges.get()) {
                    json.writeArray(new long[] {range.start(), range.end()}, 0, 2);
                }
                json.writeEndArray();
            }
            if (kept.isPresent()) {
                json.writeNumberField("vouched", kept.get().bytes());
                json.writeArrayFieldStart("crc32c");
                for (int sum : kept.get().sums()) {
                    json.writeNumber(sum);
                }
                json.writeEndArray();
            }
            json.writeNumberField("pid", pid);
            json.writeEndObject();
        }
        Path fresh = file.resolveSibling(file.getFileName() + "~");
        // made anew, so that a link planted under this name is not written through
        Files.deleteIfExists(fresh);
        try {
            Files.write(fresh, bytes.toByteArray(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Why a part with this journal cannot be gone on from for the file as it is now; empty where it can. */
    Optional<String> differsFrom(String otherUrl, RemoteFacts now) {
        if (!url.equals(otherUrl)) {
            return Optional.of("the part on disk is of another file");
        }
        if (now.size().isEmpty() || facts.size().isEmpty()) {
            return Optional.of("the server does not tell the size");
        }
        if (now.size().getAsLong() != facts.size().getAsLong()) {
            return Optional.of("the remote file has another size now");
        }
        if (facts.modified().isPresent()
                && now.modified().isPresent()
                && !facts.modified().equals(now.modified())) {
            return Optional.of("the remote file was modified since");
        }
        return Optional.empty();
    }
}
