package pasv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The overview of help leaves no command out and invents none. */
class TopicsTest {
    @Test
    void everyWordOnce() {
        TreeSet<String> told = new TreeSet<>(Topics.OLD);
        Topics.ALL.forEach(topic -> told.addAll(topic.words()));
        assertEquals(new TreeSet<>(new Vocabulary(Map.of()).words()), told);
    }
}
