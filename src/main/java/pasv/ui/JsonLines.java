package pasv.ui;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** How does one thing become one line for a program? One JSON object a line, each with an {@code event}. */
public final class JsonLines {
    private final Console console;
    private final JsonFactory factory = new JsonFactory();

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
        console.result(text.toString());
    }
}
