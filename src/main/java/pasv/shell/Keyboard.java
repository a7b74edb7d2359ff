package pasv.shell;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.History;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import pasv.home.PrivateFile;
import pasv.ui.Console;

/** The keyboard of a person. It has line editing, completion and a history that outlives the session. */
final class Keyboard implements LineSource {
    private static final boolean WINDOWS = File.separatorChar == '\\';
    private static final int HISTORY_LINES = 2000;

    private final Terminal terminal;
    private final Editor editor;
    private final Console console;
    private volatile boolean reading;
    private String prompt = "";
    private String status = "";

    /** Which terminal is typed at. */
    @FunctionalInterface
    interface Keys {
        /** The one that the process was started on; on Unix {@code stty} handles it, no native library is unpacked. */
        Keys OF_PROCESS = () -> WINDOWS ? onWindows() : SystemTerminal.open(System.getenv("TERM"));

        Terminal terminal() throws IOException;

        private static Terminal onWindows() throws IOException {
            return TerminalBuilder.builder()
                    .name("pasv")
                    .system(true)
                    .exec(false)
                    .ffm(false)
                    .jna(false)
                    .jansi(false)
                    .nativeSignals(true)
                    .build();
        }
    }

    Keyboard(Keys keys, Path historyFile, Completion completion, Interrupts interrupts, Console console)
            throws IOException {
        this.console = console;
        terminal = keys.terminal();
        terminal.handle(Terminal.Signal.INT, signal -> interrupts.interrupt());
        editor = new Editor(terminal);
        editor.setParser(TypedLine.parser());
        editor.setCompleter((line, parsed, candidates) -> completion
                .choices(TypedLine.typing(parsed))
                .forEach(choice -> candidates.add(
                        new Candidate(choice.text(), choice.shown(), null, null, null, null, choice.whole()))));
        editor.setVariable(LineReader.HISTORY_SIZE, HISTORY_LINES);
        editor.setVariable(LineReader.HISTORY_FILE_SIZE, HISTORY_LINES);
        editor.option(LineReader.Option.DISABLE_EVENT_EXPANSION, true);
        editor.option(LineReader.Option.HISTORY_IGNORE_SPACE, true);
        editor.option(LineReader.Option.BRACKETED_PASTE, true);
        editor.option(LineReader.Option.AUTO_FRESH_LINE, false);
        try {
            PrivateFile.prepare(historyFile);
            PrivateFile.demandText(historyFile);
            editor.setVariable(LineReader.HISTORY_FILE, historyFile);
        } catch (IOException e) {
            console.say("pasv: warning: no history: " + e.getMessage());
        }
        // reads the file, which must be known before
        editor.setHistory(new WithoutSecrets());
    }

    @Override
    public Optional<String> next(String shown) {
        try {
            return Optional.of(read(shown));
        } catch (UserInterruptException e) {
            return Optional.of("");
        } catch (EndOfFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> ask(String question) {
        editor.setVariable(LineReader.DISABLE_HISTORY, true);
        editor.setVariable(LineReader.DISABLE_COMPLETION, true);
        try {
            return Optional.of(read(question));
        } catch (UserInterruptException | EndOfFileException e) {
            return Optional.empty();
        } finally {
            editor.setVariable(LineReader.DISABLE_HISTORY, false);
            editor.setVariable(LineReader.DISABLE_COMPLETION, false);
        }
    }

    private String read(String shown) {
        try {
            synchronized (this) {
                prompt = shown;
                reading = true;
            }
            return editor.readLine(whole());
        } finally {
            reading = false;
        }
    }

    /** The status line is the first line of the prompt, so the editor knows how to draw both over. */
    private synchronized String whole() {
        // the editor takes % for a sign of its own
        return (status.isEmpty() ? prompt : editor.fitted(status) + "\n" + prompt).replace("%", "%%");
    }

    @Override
    public void status(String line) {
        synchronized (this) {
            if (line.equals(status)) {
                return;
            }
            status = line;
        }
        if (reading) {
            try {
                editor.setPrompt(whole());
                editor.callWidget(LineReader.REDISPLAY);
            } catch (IllegalStateException e) {
                // the line was finished this very moment; the next prompt shows the status
                return;
            }
        }
    }

    @Override
    public boolean isPerson() {
        return true;
    }

    @Override
    public void announce(String line) {
        if (reading) {
            editor.printAbove(line);
        } else {
            console.say(line);
        }
    }

    @Override
    public List<String> history() {
        List<String> lines = new ArrayList<>();
        for (History.Entry entry : editor.getHistory()) {
            lines.add(entry.line());
        }
        return lines;
    }

    @Override
    public void close() throws IOException {
        editor.getHistory().save();
        terminal.close();
    }

    /** The line editor, also on a terminal that does not tell its size, as on a serial line. */
    private static final class Editor extends LineReaderImpl {
        private static final Size USUAL = new Size(80, 24);

        Editor(Terminal terminal) throws IOException {
            super(terminal, "pasv");
        }

        @Override
        protected void redisplay(boolean flush) {
            if (size.getColumns() <= 0 || size.getRows() <= 0) {
                size.copy(USUAL);
                display.resize(size.getRows(), size.getColumns());
            }
            super.redisplay(flush);
        }

        /** As much of a text as fits in one line. */
        String fitted(String text) {
            int columns = size.getColumns() <= 0 ? USUAL.getColumns() : size.getColumns();
            return new AttributedString(text).columnSubSequence(0, columns - 1).toString();
        }
    }

    /** Never learns a line with a password in it, so it can neither show nor write one. */
    private static final class WithoutSecrets extends DefaultHistory {
        @Override
        public void add(Instant time, String line) {
            if (!Secrets.in(line)) {
                super.add(time, line);
            }
        }
    }
}
