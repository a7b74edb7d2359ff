package pasv.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;
import pasv.ui.Console;

/** How are lines read where nothing can be edited? From a script, a pipe, or a terminal that knows no movements. */
final class PlainLines implements LineSource {
    private final BufferedReader reader;
    private final Console console;
    private final boolean person;

    /** @param person whether someone types, who wants a prompt */
    PlainLines(Reader from, Console console, boolean person) {
        this.reader = new BufferedReader(from);
        this.console = console;
        this.person = person;
    }

    @Override
    public Optional<String> next(String prompt) throws IOException {
        if (person) {
            console.ask(prompt);
        }
        return Optional.ofNullable(reader.readLine());
    }

    @Override
    public boolean isPerson() {
        return person;
    }

    @Override
    public void announce(String line) {
        console.say(line);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
