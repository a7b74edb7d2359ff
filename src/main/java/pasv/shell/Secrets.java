package pasv.shell;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Does a line hold what must not be written down? Such a line is in no history. */
final class Secrets {
    private static final Pattern IN_URL = Pattern.compile("(^|[^/]*//|\\s)[^\\s/@:]*:[^\\s/@]*@");
    private static final Set<String> RAW = Set.of("quote", "literal", "site");
    private static final Set<String> SECRET = Set.of("pass", "acct", "user", "pswd");
    private static final int SHORTEST_RAW = 3;

    private Secrets() {}

    /** Whether a line names a password, or is of a kind that does. */
    static boolean in(String line) {
        if (IN_URL.matcher(line).find()) {
            return true;
        }
        for (Words.Command command : Words.commands(line)) {
            List<String> words = command.words().stream()
                    .map(word -> word.text().toLowerCase(Locale.ROOT))
                    .toList();
            String verb = words.get(0);
            if (verb.equals("user")
                    || verb.equals("account")
                    || words.stream().anyMatch(word -> word.matches("-u.+:.*"))) {
                return true;
            }
            boolean raw = verb.length() >= SHORTEST_RAW && RAW.stream().anyMatch(name -> name.startsWith(verb));
            if (raw && words.stream().skip(1).anyMatch(SECRET::contains)) {
                return true;
            }
        }
        return false;
    }
}
