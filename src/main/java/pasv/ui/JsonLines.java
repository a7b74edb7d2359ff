package pasv.ui;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** The JSON lines, for programs. One JSON object a line, each with an {@code event}. */
public final class JsonLines {
    private final Console console;
    /** Nothing but ASCII: no control or bidi character of a server reaches a screen, and no locale spoils a name. */
    private final JsonFactory factory =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    public JsonLines(Console console) {
        this.console = console;
    }

    /** Writes the fields behind {@code event}. */
    @FunctionalInterface
    public interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    /** Prints one object to standard output. */
    public void line(String event, Fields fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = factory.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("event", event);
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        console.result(text.toString().replace("\u007f", "\\u007F"));
    }
}
