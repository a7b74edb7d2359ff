package pasv.ui;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jline.utils.WCWidth;

/** The width of the terminal, and of text on it. Hangul and other double-width characters take two. */
public final class TerminalWidth {
    private static final int DEFAULT = 80;
    private static final int LEAST = 10;

    private TerminalWidth() {}

    /** The width of the controlling terminal, else {@code COLUMNS}, else 80. */
    static int now() {
        try {
            // stty is asked rather than JLine, which would cost a one-shot verb a third of its start-up
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            if (stty.waitFor(1, TimeUnit.SECONDS) && answer.matches("[0-9]+ [0-9]+")) {
                int columns = Integer.parseInt(answer.substring(answer.indexOf(' ') + 1));
                return columns == 0 ? DEFAULT : Math.max(LEAST, columns);
            }
        } catch (IOException e) {
            return told();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return told();
    }

    private static int told() {
        String columns = System.getenv().getOrDefault("COLUMNS", "");
        return columns.matches("[0-9]{2,4}") ? Integer.parseInt(columns) : DEFAULT;
    }

    /** Columns that a text takes. */
    static int of(String text) {
        return Visible.isPlain(text)
                ? text.length()
                : text.codePoints().map(c -> Math.max(0, WCWidth.wcwidth(c))).sum();
    }

    /** The text in exactly {@code columns} columns: padded, or cut with a sign that something is missing. */
    public static String fit(String text, int columns, String more) {
        int width = of(text);
        if (width <= columns) {
            return text + " ".repeat(columns - width);
        }
        StringBuilder kept = new StringBuilder();
        int used = 0;
        int room = columns - of(more);
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int w = Math.max(0, WCWidth.wcwidth(c));
            if (used + w > room) {
                break;
            }
            kept.appendCodePoint(c);
            used += w;
            i += Character.charCount(c);
        }
        return kept + more + " ".repeat(Math.max(0, room - used));
    }
}
