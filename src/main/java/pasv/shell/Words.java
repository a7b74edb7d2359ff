package pasv.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a line. Blanks part words; quotes of both kinds and the backslash take their meaning from blanks,
 * wildcards and each other; {@code ;} parts commands, and {@code &} at the end of one sends it to the background;
 * {@code !} at its beginning makes the rest of the line a command for this machine.
 */
final class Words {
    /** The word that begins a command for this machine; one word follows it. */
    static final String LOCAL = "!";

    private static final String WILD = "*?[";
    private static final String SPECIAL = " \t\"'\\;&#*?[!";

    /**
     * One word and where it stands.
     *
     * @param text what is meant, without quotes and backslashes
     * @param pattern the same where wildcards that were quoted stand in brackets, so that they mean themselves
     * @param wild whether a wildcard was left unquoted
     * @param start where it begins in the line
     * @param end behind its last character
     * @param quote the quote that was never closed, else 0
     */
    record Word(String text, String pattern, boolean wild, int start, int end, char quote) {
        /** A word that means exactly this. */
        static Word literal(String text) {
            return new Word(text, text, false, 0, 0, '\0');
        }
    }

    /** One command of a line; {@code end} is behind it. */
    record Command(List<Word> words, boolean background, int start, int end) {
        boolean isUnclosed() {
            return !words.isEmpty() && words.get(words.size() - 1).quote() != 0;
        }
    }

    private final String line;
    private int at;

    private Words(String line) {
        this.line = line;
    }

    /** All commands of a line, empty ones left out. */
    static List<Command> commands(String line) {
        return new Words(line).all(true);
    }

    /** The whole line as one command, as the old programs read it: {@code ;} and {@code &} are ordinary. */
    static List<Command> classic(String line) {
        return new Words(line).all(false);
    }

    private List<Command> all(boolean separators) {
        List<Command> commands = new ArrayList<>();
        while (at < line.length()) {
            int start = at;
            List<Word> words = new ArrayList<>();
            boolean background = false;
            while (at < line.length()) {
                char c = line.charAt(at);
                if (Character.isWhitespace(c)) {
                    at++;
                } else if (separators && (c == ';' || c == '&')) {
                    background = c == '&';
                    break;
                } else if (c == '#' && words.isEmpty()) {
                    at = line.length();
                } else if (c == '!' && words.isEmpty()) {
                    // what runs on this machine is the rest of the line, with the signs of its own shell
                    words.add(new Word(LOCAL, LOCAL, false, at, at + 1, '\0'));
                    words.add(new Word(line.substring(at + 1), "", false, at + 1, line.length(), '\0'));
                    at = line.length();
                } else {
                    words.add(word(separators));
                }
            }
            if (!words.isEmpty()) {
                commands.add(new Command(List.copyOf(words), background, start, at));
            }
            at++;
        }
        return commands;
    }

    private Word word(boolean separators) {
        int start = at;
        StringBuilder text = new StringBuilder();
        StringBuilder pattern = new StringBuilder();
        boolean wild = false;
        char quote = '\0';
        for (; at < line.length(); at++) {
            char c = line.charAt(at);
            boolean taken = quote != 0;
            if (quote == 0 && (Character.isWhitespace(c) || (separators && (c == ';' || c == '&')))) {
                break;
            }
            if (c == quote) {
                quote = '\0';
                continue;
            }
            if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
                continue;
            }
            if (c == '\\' && quote != '\'' && at + 1 < line.length() && SPECIAL.indexOf(line.charAt(at + 1)) >= 0) {
                // before any other character it is itself, as in a Windows path
                at++;
                c = line.charAt(at);
                taken = true;
            }
            text.append(c);
            boolean sign = WILD.indexOf(c) >= 0;
            wild |= sign && !taken;
            pattern.append(sign && taken ? "[" + c + "]" : String.valueOf(c));
        }
        return new Word(text.toString(), pattern.toString(), wild, start, at, quote);
    }

    /** A name as it must be typed to mean itself; within an open quote only that quote needs care. */
    static String escaped(String name, char quote) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean special = quote == 0 ? SPECIAL.indexOf(c) >= 0 : quote == '"' && (c == '"' || c == '\\');
            out.append(special ? "\\" : "").append(c);
        }
        return out.toString();
    }
}
