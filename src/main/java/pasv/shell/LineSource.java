package pasv.shell;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The source of lines: a person at a terminal, a script, or the text of {@code -c}. */
interface LineSource extends Closeable {
    /** The next line; empty at the end. */
    Optional<String> next(String prompt) throws IOException;

    /** The answer to a question, which is no command: it is in no history. Empty at the end, or where Ctrl-C was typed. */
    default Optional<String> ask(String question) throws IOException {
        return next(question);
    }

    /** Shows what runs meanwhile, in one line that is drawn over; does nothing where that cannot be. */
    default void status(String line) {}

    /** Whether a person can be asked. */
    boolean isPerson();

    /** Shows a line that comes while a person may be typing. */
    void announce(String line);

    /** The lines of this and earlier sessions, oldest first. */
    default List<String> history() {
        return List.of();
    }

    @Override
    default void close() throws IOException {}
}
