package pasv.shell;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pasv.ftp.options.Credentials;

/**
 * The remembered password, so that nobody types it twice. It is kept in memory while the session lives, and wiped at
 * its end.
 */
final class RememberedPassword implements Credentials.Password {
    private final Credentials.Password source;
    private char @Nullable [] known;

    RememberedPassword(Credentials.Password source) {
        this.source = source;
    }

    @Override
    public synchronized Optional<char[]> get(String question) throws IOException {
        if (known == null) {
            Optional<char[]> told = source.get(question);
            if (told.isEmpty()) {
                return told;
            }
            known = told.get();
        }
        return Optional.of(known.clone());
    }

    /** Tells another session of the same user what is known. */
    synchronized void tell(RememberedPassword other) {
        if (known != null) {
            other.preset(known.clone());
        }
    }

    private synchronized void preset(char[] password) {
        known = password;
    }

    synchronized void forget() {
        if (known != null) {
            Arrays.fill(known, '\0');
            known = null;
        }
    }
}
