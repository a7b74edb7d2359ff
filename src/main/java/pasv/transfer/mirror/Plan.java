package pasv.transfer.mirror;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A plan in a file: what is to be done, listed once and done by one machine or by many. One JSON object a line; the first
 * says of which trees and when, the last how many steps there are, so that a plan that was cut is noticed.
 */
public final class Plan {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String KIND = "pasv";
    private static final int VERSION = 1;
    private static final int LONGEST_LINE = 256 * 1024;

    /**
     * Of which trees the plan is.
     *
     * @param source as given, a URL without its password or a directory
     * @param target the same
     * @param filters the rules as written, {@code !} before those that include
     * @param made when the trees were listed
     * @param trash where what is deleted is moved to, below the target; empty where it is deleted
     */
    public record Header(String source, String target, List<String> filters, Instant made, Optional<String> trash) {
        public Header {
            filters = List.copyOf(filters);
        }
    }

    private Plan() {}

    /** A plan that is being written: it is there under its name when it is whole. */
    public static final class Writer implements Closeable {
        private final Path file;
        private final Path fresh;
        private final BufferedWriter to;
        private long steps;

        public Writer(Path file, Header header) throws IOException {
            this.file = file;
            this.fresh = file.resolveSibling(file.getFileName() + "~");
            this.to = Files.newBufferedWriter(fresh, StandardCharsets.UTF_8);
            line(json -> {
                json.writeStringField(KIND, "plan");
                json.writeNumberField("version", VERSION);
                json.writeStringField("source", header.source());
                json.writeStringField("target", header.target());
                json.writeArrayFieldStart("filters");
                for (String filter : header.filters()) {
                    json.writeString(filter);
                }
                json.writeEndArray();
                json.writeStringField("made", header.made().toString());
                if (header.trash().isPresent()) {
                    json.writeStringField("trash", header.trash().get());
                }
            });
        }

        public void add(Step step) throws IOException {
            steps++;
            line(json -> {
                json.writeStringField("action", word(step.action()));
                json.writeStringField("path", step.path());
                json.writeStringField("why", word(step.why()));
                if (step.bytes().isPresent()) {
                    json.writeNumberField("bytes", step.bytes().getAsLong());
                }
                if (step.modified().isPresent()) {
                    json.writeStringField("modified", step.modified().get().toString());
                }
            });
        }

        /** Ends it, and gives it its name. */
        public void publish() throws IOException {
            line(json -> json.writeNumberField("steps", steps));
            to.close();
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }

        /** Leaves nothing of a plan that was not published. */
        @Override
        public void close() throws IOException {
            to.close();
            Files.deleteIfExists(fresh);
        }

        private interface Content {
            void write(JsonGenerator json) throws IOException;
        }

        private void line(Content fields) throws IOException {
            StringWriter text = new StringWriter();
            try (JsonGenerator json = JSON.createGenerator(text)) {
                json.writeStartObject();
                fields.write(json);
                json.writeEndObject();
            }
            to.write(text.append('\n').toString());
        }
    }

    /** A plan that is being read, step by step. */
    public static final class Reader implements Closeable {
        private final BufferedReader from;
        private final Path file;
        private final Header header;
        private long steps;

        /** @throws PlanException when it is no plan, or of another version */
        public Reader(Path file) throws IOException {
            this.file = file;
            this.from = Files.newBufferedReader(file, StandardCharsets.UTF_8);
            try {
                Fields first = fields(line().orElseThrow(() -> broken("it is empty")));
                if (!"plan".equals(first.kind) || first.source == null || first.target == null || first.made == null) {
                    throw broken("it is no plan of pasv mirror");
                }
                if (first.version != VERSION) {
                    throw broken("it is of version " + first.version + ", this pasv reads " + VERSION);
                }
                header = new Header(
                        first.source, first.target, first.filters, first.made, Optional.ofNullable(first.trash));
            } catch (IOException | RuntimeException e) {
                from.close();
                throw e;
            }
        }

        public Header header() {
            return header;
        }

        /**
         * The next step; empty at the end of a whole plan.
         *
         * @throws PlanException when the plan was cut or a line cannot be understood
         */
        public Optional<Step> next() throws IOException {
            Fields fields = fields(line().orElseThrow(() -> broken("its end is missing")));
            if (fields.steps >= 0) {
                if (fields.steps != steps) {
                    throw broken("it has " + steps + " steps and says " + fields.steps);
                }
                return Optional.empty();
            }
            if (fields.action == null || fields.path == null || fields.why == null) {
                throw broken("line " + (steps + 2) + " is no step");
            }
            if (!staysInside(fields.path)) {
                throw broken("line " + (steps + 2) + " leaves the tree");
            }
            steps++;
            return Optional.of(new Step(
                    fields.action, fields.path, fields.why, fields.bytes, Optional.ofNullable(fields.modified)));
        }

        private static boolean staysInside(String path) {
            for (String name : path.split("/", -1)) {
                if (name.isEmpty() || name.equals(".") || name.equals("..")) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void close() throws IOException {
            from.close();
        }

        /** A line of bounded length. */
        private Optional<String> line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = from.read(); c >= 0; c = from.read()) {
                if (c == '\n') {
                    return Optional.of(line.toString());
                }
                if (line.length() == LONGEST_LINE) {
                    throw broken("a line is longer than " + LONGEST_LINE + " characters");
                }
                line.append((char) c);
            }
            return Optional.empty();
        }

        private PlanException broken(String why) {
            return new PlanException(file + " cannot be used: " + why);
        }

        private static final class Fields {
            @Nullable
            String kind;

            int version;

            @Nullable
            String source;

            @Nullable
            String target;

            List<String> filters = new ArrayList<>();

            @Nullable
            Instant made;

            @Nullable
            String trash;

            Step.@Nullable Action action;

            @Nullable
            String path;

            Step.@Nullable Why why;
            OptionalLong bytes = OptionalLong.empty();

            @Nullable
            Instant modified;

            long steps = -1;
        }

        private Fields fields(String line) throws IOException {
            Fields fields = new Fields();
            try (JsonParser json = JSON.createParser(line)) {
                if (json.nextToken() != JsonToken.START_OBJECT) {
                    throw broken("line " + (steps + 1) + " is no JSON object");
                }
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String field = json.currentName();
                    json.nextToken();
                    field(json, field, fields);
                }
                return fields;
            } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
                throw broken("line " + (steps + 1) + " cannot be read");
            }
        }

        private static void field(JsonParser json, String field, Fields fields) throws IOException {
            switch (field) {
                case KIND -> fields.kind = json.getText();
                case "version" -> fields.version = json.getIntValue();
                case "source" -> fields.source = json.getText();
                case "target" -> fields.target = json.getText();
                case "filters" -> {
                    while (json.nextToken() == JsonToken.VALUE_STRING) {
                        fields.filters.add(json.getText());
                    }
                }
                case "made" -> fields.made = Instant.parse(json.getText());
                case "trash" -> fields.trash = Then.directory(json.getText());
                case "action" -> fields.action = Step.Action.valueOf(constant(json.getText()));
                case "path" -> fields.path = json.getText();
                case "why" -> fields.why = Step.Why.valueOf(constant(json.getText()));
                case "bytes" -> fields.bytes = OptionalLong.of(json.getLongValue());
                case "modified" -> fields.modified = Instant.parse(json.getText());
                case "steps" -> fields.steps = json.getLongValue();
                default -> json.skipChildren();
            }
        }
    }

    /** The word for a constant in plans and {@code --json}: {@code make-directory}. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
