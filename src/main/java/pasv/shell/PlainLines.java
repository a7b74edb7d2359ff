package pasv.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;
import org.jline.terminal.Terminal;
import org.jline.utils.Signals;
import pasv.ui.Console;

/** Lines where nothing can be edited. From a script, a pipe, or a terminal that knows no movements. */
final class PlainLines implements LineSource {
    private final BufferedReader reader;
    private final Console console;
    private final boolean person;
    private volatile String prompt = "";
    private volatile boolean waiting;

    /** Lines that nobody types. */
    PlainLines(Reader from, Console console) {
        this(from, console, false);
    }

    private PlainLines(Reader from, Console console, boolean person) {
        this.reader = new BufferedReader(from);
        this.console = console;
        this.person = person;
    }

    /** Lines that someone types, who wants a prompt, and whose Ctrl-C is meant for a command and never for the shell. */
    static PlainLines typed(Reader from, Console console, Interrupts interrupts) {
        PlainLines lines = new PlainLines(from, console, true);
        Signals.register(Terminal.Signal.INT.name(), () -> {
            if (!interrupts.interrupt()) {
                console.ask(System.lineSeparator() + lines.prompt);
            }
        });
        return lines;
    }

    @Override
    public Optional<String> next(String prompt) throws IOException {
        if (person) {
            this.prompt = prompt;
            console.ask(prompt);
        }
        waiting = person;
        try {
            return Optional.ofNullable(reader.readLine());
        } finally {
            waiting = false;
        }
    }

    @Override
    public boolean isPerson() {
        return person;
    }

    @Override
    public void announce(String line) {
        if (waiting) {
            console.ask(System.lineSeparator() + line + System.lineSeparator() + prompt);
        } else {
            console.say(line);
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
