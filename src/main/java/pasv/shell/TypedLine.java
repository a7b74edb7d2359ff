package pasv.shell;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/** The typed line as the line editor sees it. The word before the cursor by our own rules of quoting. */
final class TypedLine implements CompletingParsedLine {
    private final String line;
    private final int cursor;
    private final Completion.Typing typing;

    private TypedLine(String line, int cursor) {
        this.line = line;
        this.cursor = cursor;
        this.typing = Completion.Typing.of(line.substring(0, cursor));
    }

    /** For the line editor. */
    static Parser parser() {
        return (line, cursor, context) -> new TypedLine(line, Math.max(0, Math.min(cursor, line.length())));
    }

    static Completion.Typing typing(ParsedLine line) {
        return Completion.Typing.of(line.line().substring(0, line.cursor()));
    }

    @Override
    public String word() {
        return typing.text();
    }

    @Override
    public int wordCursor() {
        return typing.text().length();
    }

    @Override
    public int wordIndex() {
        return typing.before().size();
    }

    @Override
    public List<String> words() {
        List<String> words = new ArrayList<>();
        typing.before().forEach(word -> words.add(word.text()));
        words.add(typing.text());
        return words;
    }

    @Override
    public String line() {
        return line;
    }

    @Override
    public int cursor() {
        return cursor;
    }

    /** A name as it must stand in the line; a quote that was opened stays, and is closed behind a whole word. */
    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
        char quote = typing.quote();
        String escaped = Words.escaped(candidate.toString(), quote);
        return quote == 0 ? escaped : quote + escaped + (complete ? String.valueOf(quote) : "");
    }

    @Override
    public int rawWordCursor() {
        return cursor - typing.start();
    }

    @Override
    public int rawWordLength() {
        return cursor - typing.start();
    }
}
