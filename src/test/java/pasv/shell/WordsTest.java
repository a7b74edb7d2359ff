package pasv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A line becomes words as people expect who know a shell, and a completed name means itself. */
class WordsTest {
    private static List<String> texts(String line) {
        return Words.commands(line).get(0).words().stream()
                .map(Words.Word::text)
                .toList();
    }

    @Test
    void quotesAndBackslashesTakeBlanksTheirMeaning() {
        assertEquals(List.of("get", "a b", "c d", "e f"), texts("get 'a b' \"c d\" e\\ f"));
        assertEquals(List.of("lcd", "C:\\Users\\me"), texts("lcd C:\\Users\\me"));
    }

    @Test
    void commandsArePartedAndSentToTheBackground() {
        List<Words.Command> commands = Words.commands("cd pub; get a.iso & ls");
        assertEquals(3, commands.size());
        assertTrue(commands.get(1).background());
        assertFalse(commands.get(2).background());
    }

    @Test
    void anOldScriptKnowsNoSeparators() {
        assertEquals(1, Words.classic("get a;b").size());
    }

    @Test
    void quotedWildcardsMeanThemselves() {
        Words.Word mixed = Words.commands("get '[a]'*").get(0).words().get(1);
        assertTrue(mixed.wild());
        assertEquals("[[]a]*", mixed.pattern());
        assertFalse(Words.commands("get 'a*'").get(0).words().get(1).wild());
    }

    @Test
    void anUnclosedQuoteIsSeen() {
        assertTrue(Words.commands("get 'a b").get(0).isUnclosed());
    }

    @Test
    void anEscapedNameIsReadBackAsItself() {
        for (String name : List.of("a b", "it's", "x\\;y", "say \"hi\"", "#1", "!x", "a*b?", "한글 이름", "-rf")) {
            assertEquals(List.of("get", name), texts("get " + Words.escaped(name, '\0')));
        }
    }
}
