package pasv.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command line as its words: blanks part them, {@code '…'} holds blanks, and {@code $'…'} knows {@code \r}, {@code \n}
 * and {@code \0} as a shell's does.
 */
final class CommandWords {
    private static final Pattern WORD = Pattern.compile("\\$'([^']*)'|'([^']*)'|(\\S+)");

    private CommandWords() {}

    static List<String> of(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            if (word.group(1) != null) {
                words.add(
                        word.group(1).replace("\\r", "\r").replace("\\n", "\n").replace("\\0", "\0"));
            } else {
                words.add(word.group(2) != null ? word.group(2) : word.group(3));
            }
        }
        return words;
    }
}
