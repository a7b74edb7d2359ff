package pasv.testing;

import java.util.regex.Pattern;

/** Which command lines an expectation accepts: a literal line with {@code *} for anything, or a regular expression. */
record LinePattern(String written, Pattern regex) {
    /** A literal line; {@code *} stands for any bytes, {@code \*} for the star itself. */
    static LinePattern literal(String written) {
        StringBuilder regex = new StringBuilder();
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '\\' && i + 1 < written.length()) {
                char next = written.charAt(++i);
                plain.append(next == '*' ? "*" : "\\" + next);
            } else if (c == '*') {
                regex.append(quote(plain)).append(".*");
            } else {
                plain.append(c);
            }
        }
        return new LinePattern(written, compile(regex.append(quote(plain)).toString()));
    }

    /** A Java regular expression that must match the whole line, seen as one char a byte. */
    static LinePattern regex(String written) {
        return new LinePattern("~ " + written, compile(written));
    }

    boolean matches(String line) {
        return regex.matcher(line).matches();
    }

    private static String quote(StringBuilder plain) {
        String quoted = Pattern.quote(WireText.bytes(plain.toString()));
        plain.setLength(0);
        return quoted;
    }

    private static Pattern compile(String regex) {
        return Pattern.compile(regex, Pattern.DOTALL);
    }
}
