package pasv.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import pasv.ftp.wire.Command;
import pasv.ftp.wire.Reply;
import pasv.ftp.wire.WireEvent;
import pasv.ftp.wire.WireListener;

/** What a server says stays text, and no run makes the page larger than it may be. */
class HtmlTest {
    private static final String HOSTILE =
            "</td><script>alert(1)</script>&lt;img src=x onerror='1'>\"\u202egpj\u001b[2J\u0000";

    @Test
    void everyTextIsEscaped() {
        String shown = new Html().leaf("p", HOSTILE, "title", HOSTILE).toString();
        assertEquals(
                "&lt;/td&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;lt;img src=x onerror=&#39;1&#39;&gt;&quot;"
                        + "\\u202egpj\\x1b[2J\\x00",
                shown.replaceAll("(?s).*title=\"([^\"]*)\".*", "$1"));
        assertEquals(2, shown.chars().filter(c -> c == '<').count(), shown);
    }

    @Test
    void noTextMakesATag() {
        Random random = new Random(16);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(40); k > 0; k--) {
                text.appendCodePoint(
                        random.nextInt(4) == 0 ? "<>&\"'/=".charAt(random.nextInt(7)) : random.nextInt(0x3000));
            }
            String shown = Html.escaped(text.toString());
            assertFalse(shown.matches("(?s).*[<>\"'\\u0000-\\u001f].*"), shown);
            assertFalse(shown.replaceAll("&(amp|lt|gt|quot|#39);", "").contains("&"), shown);
        }
    }

    @Test
    void aNameOfAnElementIsOurs() {
        assertThrows(IllegalArgumentException.class, () -> new Html().open("p onclick=x"));
        assertThrows(IllegalArgumentException.class, () -> new Html().open("p", "a b", "c"));
    }

    @Test
    void thePageStaysSmallHoweverLongTheRun() {
        RunRecord record = new RunRecord("pasv get");
        WireListener ear = record.wire().forConnection();
        for (int i = 0; i < 20_000; i++) {
            ear.on(new WireEvent.Sent(Command.of("NOOP", "n" + i)));
            ear.on(new WireEvent.Received(Reply.of(200, "\u202e<".repeat(500))));
        }
        String page = record.page(0);
        assertTrue(page.getBytes(StandardCharsets.UTF_8).length < Page.MOST, "bytes: " + page.length());
        assertTrue(page.contains("Left out in the middle"));
        assertTrue(page.contains("NOOP n0<") && page.contains("NOOP n19999<"));
        assertFalse(page.contains("<script") || page.contains("\u202e"));
    }

    @Test
    void aPasswordIsFourStars() {
        RunRecord record = new RunRecord("pasv get");
        record.wire().forConnection().on(new WireEvent.Sent(Command.of("PASS", "Turtle")));
        String page = record.page(0);
        assertTrue(page.contains("PASS ****"));
        assertFalse(page.contains("Turtle"));
    }
}
