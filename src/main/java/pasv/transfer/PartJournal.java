package pasv.transfer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import pasv.ftp.RemoteFacts;

/**
 * Of which remote file is this part? The journal beside a {@code .part}: a later run goes on only from a part of the
 * very same file.
 *
 * @param url the remote file, without a password
 * @param facts its size and modification time when the part was begun
 * @param pid the process that wrote it
 */
record PartJournal(String url, RemoteFacts facts, long pid) {
    private static final int MAX_BYTES = 64 * 1024;

    static PartJournal of(String url, RemoteFacts facts) {
        return new PartJournal(url, facts, ProcessHandle.current().pid());
    }

    /** Reads a journal; empty where there is none or it is not one of ours. */
    static Optional<PartJournal> read(Path file) throws IOException {
        byte[] bytes;
        try {
            if (Files.size(file) > MAX_BYTES) {
                return Optional.empty();
            }
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try (JsonParser json = new JsonFactory().createParser(bytes)) {
            return parse(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<PartJournal> parse(JsonParser json) throws IOException {
        @Nullable String url = null;
        OptionalLong size = OptionalLong.empty();
        Optional<Instant> modified = Optional.empty();
        long pid = 0;
        json.nextToken();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "url" -> url = json.getText();
                case "size" -> size = OptionalLong.of(json.getLongValue());
                case "modified" -> modified = Optional.of(Instant.parse(json.getText()));
                case "pid" -> pid = json.getLongValue();
                default -> json.skipChildren();
            }
        }
        return url == null ? Optional.empty() : Optional.of(new PartJournal(url, new RemoteFacts(size, modified), pid));
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
