package pasv.ftp.options;

import java.io.IOException;
import java.util.Optional;

/**
 * The credentials of a login.
 *
 * @param user the user name
 * @param password asked for only when the server wants one (331)
 * @param account for the rare server that answers 332
 */
public record Credentials(String user, Password password, Optional<String> account) {
    /** RFC 1635: any text; a constant, since a real address is nobody's business. */
    public static final Credentials ANONYMOUS =
            new Credentials("anonymous", question -> Optional.of("anonymous@".toCharArray()), Optional.empty());

    /** Where the password comes from. */
    @FunctionalInterface
    public interface Password {
        /**
         * The password, empty when there is none to be had.
         *
         * @param question the server's 331 text, which may hold a challenge
         */
        Optional<char[]> get(String question) throws IOException;
    }

    public static Credentials of(String user, String password) {
        return new Credentials(user, question -> Optional.of(password.toCharArray()), Optional.empty());
    }

    @Override
    public String toString() {
        return user;
    }
}
