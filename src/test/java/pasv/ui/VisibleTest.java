package pasv.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server's text on a screen: seen, not obeyed. */
class VisibleTest {
    @Property(tries = 3000)
    void noControlCharacterSurvives(@ForAll String text) {
        Visible.line(text).codePoints().forEach(c -> {
            int type = Character.getType(c);
            assertTrue(type != Character.CONTROL && type != Character.SURROGATE, () -> Integer.toHexString(c));
            assertTrue(
                    type != Character.LINE_SEPARATOR && type != Character.PARAGRAPH_SEPARATOR,
                    () -> Integer.toHexString(c));
            byte direction = Character.getDirectionality(c);
            assertTrue(
                    direction < Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING
                            || direction > Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT
                            || direction == Character.DIRECTIONALITY_NONSPACING_MARK,
                    () -> Integer.toHexString(c));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "hello, hello",
        "한글.txt, 한글.txt",
        "'\u001b[2J', '\\x1b[2J'",
        "'a\tb\nc', 'a\\x09b\\x0ac'",
        "'\u007f\u009b', '\\x7f\\x9b'",
        "'\u202egpj.exe', '\\u202egpj.exe'",
        "'a\u200bb', 'a\\u200bb'",
        "'\ufeff', '\\ufeff'",
    })
    void showsWhatIsThere(String text, String shown) {
        assertEquals(shown, Visible.line(text));
    }
}
