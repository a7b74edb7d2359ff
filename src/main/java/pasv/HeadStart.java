package pasv;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Selector;
import java.time.Instant;
import java.util.Set;

/**
 * What can be made ready while the command line is read? The parts of Java that a transfer is going to need, on a second
 * core: they take as long to load as reading the options does.
 */
final class HeadStart {
    private static final Set<String> TRANSFERS = Set.of("get", "put", "cat");

    private HeadStart() {}

    /** Begins to load where the words name a transfer. Nothing depends on it. */
    static void begin(String[] words) {
        for (String word : words) {
            if (TRANSFERS.contains(word)) {
                Thread thread = new Thread(HeadStart::load, "pasv-head-start");
                thread.setDaemon(true);
                thread.start();
                return;
            }
        }
    }

    private static void load() {
        try (Selector selector = Selector.open();
                JsonGenerator json = new JsonFactory().createGenerator(OutputStream.nullOutputStream())) {
            selector.selectNow();
            // as the journal of a part does
            json.writeNumber(ProcessHandle.current().pid());
            json.writeString(Instant.EPOCH.toString());
        } catch (IOException e) {
            // whoever needs it meets the same and says it
        }
    }
}
