package pasv.shell;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The secrets in a line, which must not be written down. Such a line is in no history. */
final class Secrets {
    private static final Pattern IN_URL = Pattern.compile("(^|[^/]*//|\\s)[^\\s/@:]*:[^\\s/@]*@");
    private static final Set<String> RAW = Set.of("quote", "literal", "site");
    private static final Set<String> SECRET = Set.of("pass", "acct", "user", "pswd");
    /** A name with a password behind it, as other clients take it too. */
    private static final Pattern LOGIN = Pattern.compile("(-u|--user=).+[:,].*");

    private Secrets() {}

    /** Whether a line names a password, or is of a kind that does. Words may be shortened, as in any command. */
    static boolean in(String line) {
        return IN_URL.matcher(line).find() || Words.commands(line).stream().anyMatch(Secrets::in);
    }

    private static boolean in(Words.Command command) {
        List<String> words = command.words().stream()
                .map(word -> word.text().toLowerCase(Locale.ROOT))
                .toList();
        String verb = words.get(0);
        boolean login = SECRET.contains(verb) || begins("user", verb) || begins("account", verb);
        boolean raw = RAW.stream().anyMatch(name -> begins(name, verb));
        return login
                || (raw && words.stream().skip(1).anyMatch(SECRET::contains))
                || LOGIN.matcher(String.join("", words.subList(1, words.size())))
                        .find();
    }

    private static boolean begins(String name, String verb) {
        return !verb.isEmpty() && name.startsWith(verb);
    }
}
