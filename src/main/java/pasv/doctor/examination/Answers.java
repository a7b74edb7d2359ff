package pasv.doctor.examination;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import pasv.ftp.options.Credentials;

/**
 * The credentials as they were given when the server asked. Kept for one more login on the same terms, so that nobody
 * is asked twice; the time a person takes to type is not the server's. Safe for use by any thread.
 */
final class Answers implements Closeable {
    private final Credentials given;
    private final Allowance allowance;
    private String asked = "";
    private Optional<char[]> answer = Optional.empty();

    Answers(Credentials given, Allowance allowance) {
        this.given = given;
        this.allowance = allowance;
    }

    /** For the first login. */
    Credentials asking() {
        return new Credentials(given.user(), this::ask, given.account());
    }

    /** For a second one: says the same again where the question is the same; a login that fails is not worth it. */
    Credentials repeating() {
        return new Credentials(given.user(), this::repeat, given.account());
    }

    private Optional<char[]> ask(String question) throws IOException {
        return keep(question, allowance.uncounted(() -> given.password().get(question)));
    }

    private synchronized Optional<char[]> keep(String question, Optional<char[]> password) {
        asked = question;
        answer = password.map(char[]::clone);
        return password;
    }

    private synchronized Optional<char[]> repeat(String question) {
        return question.equals(asked) ? answer.map(char[]::clone) : Optional.empty();
    }

    @Override
    public synchronized void close() {
        answer.ifPresent(secret -> Arrays.fill(secret, '\0'));
        answer = Optional.empty();
    }
}
