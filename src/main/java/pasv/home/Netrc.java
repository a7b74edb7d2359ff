package pasv.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The netrc file of the user. Reads {@code ~/.netrc}: {@code machine}, {@code login}, {@code password}, {@code
 * account}, {@code default}; a {@code macdef} is passed over and never run. A file that others can read is not used,
 * since its passwords are no secret.
 */
public final class Netrc {
    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    /**
     * One entry.
     *
     * @param machine empty for the default entry
     */
    public record Login(
            Optional<String> machine, Optional<String> user, Optional<String> password, Optional<String> account) {
        @Override
        public String toString() {
            return machine.orElse("default") + " " + user.orElse("");
        }
    }

    /** The file cannot be used, and why. */
    public static final class Unusable extends IOException {
        private static final long serialVersionUID = 1;

        Unusable(String why) {
            super(why);
        }
    }

    private final List<Login> logins;

    private Netrc(List<Login> logins) {
        this.logins = logins;
    }

    /**
     * Reads a file.
     *
     * @throws Unusable when others can read it, or it is not a regular file of this user
     */
    public static Netrc read(Path file) throws IOException {
        check(file);
        return parse(OwnFile.text(file));
    }

    private static void check(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new Unusable(file + " is not a file that can be read");
        }
        if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
            return;
        }
        Path real = file.toRealPath();
        if (Files.getPosixFilePermissions(real, LinkOption.NOFOLLOW_LINKS).stream()
                .anyMatch(OTHERS::contains)) {
            throw new Unusable(file + " can be read by others: chmod 600 " + file);
        }
        String me = System.getProperty("user.name", "");
        String owner = Files.getOwner(real, LinkOption.NOFOLLOW_LINKS).getName();
        if (!owner.equals(me) && !me.equals("?")) {
            throw new Unusable(file + " belongs to " + owner);
        }
    }

    /** Reads the text of a netrc file. */
    public static Netrc parse(String text) throws Unusable {
        List<Login> logins = new ArrayList<>();
        Tokens tokens = new Tokens(text);
        @Nullable Entry entry = null;
        for (String token = tokens.next(); token != null; token = tokens.next()) {
            switch (token) {
                case "machine", "default" -> {
                    keep(entry, logins);
                    entry = new Entry(token.equals("machine") ? Optional.of(value(tokens)) : Optional.empty());
                }
                case "login", "password", "account" -> {
                    String value = value(tokens);
                    if (entry != null) {
                        entry.set(token, value);
                    }
                }
                case "macdef" -> tokens.skipMacro();
                default -> throw new Unusable("the netrc file holds \"" + token + "\" where a keyword belongs");
            }
        }
        keep(entry, logins);
        return new Netrc(logins);
    }

    private static String value(Tokens tokens) throws Unusable {
        String value = tokens.next();
        if (value == null) {
            throw new Unusable("the netrc file ends where a value belongs");
        }
        if (value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
            throw new Unusable("a value in the netrc file holds CR, LF or NUL");
        }
        return value;
    }

    private static void keep(@Nullable Entry entry, List<Login> logins) {
        if (entry != null) {
            logins.add(new Login(entry.machine, entry.user, entry.password, entry.account));
        }
    }

    /** An entry that is being read. */
    private static final class Entry {
        private final Optional<String> machine;
        private Optional<String> user = Optional.empty();
        private Optional<String> password = Optional.empty();
        private Optional<String> account = Optional.empty();

        Entry(Optional<String> machine) {
            this.machine = machine;
        }

        void set(String keyword, String value) {
            switch (keyword) {
                case "login" -> user = Optional.of(value);
                case "password" -> password = Optional.of(value);
                default -> account = Optional.of(value);
            }
        }
    }

    /**
     * The first entry for a host and, where one is given, a user; the default entry only when asked for.
     *
     * @param user a user that was named elsewhere, who never gets another user's password
     */
    public Optional<Login> find(String host, Optional<String> user, boolean useDefault) {
        return logins.stream()
                .filter(login -> login.machine().map(host::equalsIgnoreCase).orElse(useDefault))
                .filter(login -> user.isEmpty() || login.user().equals(user))
                .findFirst();
    }

    /** Words of the file: separated by blanks, quoted where they hold blanks. */
    private static final class Tokens {
        private final String text;
        private int at;

        Tokens(String text) {
            this.text = text;
        }

        @Nullable
        String next() {
            while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '#')) {
                if (text.charAt(at) == '#') {
                    skipLine();
                } else {
                    at++;
                }
            }
            if (at >= text.length()) {
                return null;
            }
            return text.charAt(at) == '"' ? quoted() : bare();
        }

        private String bare() {
            int start = at;
            while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return text.substring(start, at);
        }

        private String quoted() {
            StringBuilder word = new StringBuilder();
            for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
                if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                    at++;
                }
                word.append(text.charAt(at));
            }
            at++;
            return word.toString();
        }

        void skipLine() {
            while (at < text.length() && text.charAt(at) != '\n') {
                at++;
            }
        }

        /** A macro ends with an empty line. */
        void skipMacro() {
            int end = text.indexOf("\n\n", at);
            at = end < 0 ? text.length() : end + 2;
        }
    }
}
