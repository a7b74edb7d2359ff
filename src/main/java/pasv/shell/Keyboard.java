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
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.history.DefaultHistory;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import pasv.home.PrivateFile;
import pasv.ui.Console;

/**
 * How does a person type? With line editing, completion and a history that outlives the session. On Unix the terminal is
 * handled by {@code stty}: no native library is unpacked into a directory for temporary files.
 */
final class Keyboard implements LineSource {
    private static final boolean WINDOWS = File.separatorChar == '\\';
    private static final int HISTORY_LINES = 2000;

    private final Terminal terminal;
    private final LineReader reader;
    private volatile boolean reading;
    private final Console console;

    Keyboard(Path historyFile, Completion completion, Interrupts interrupts, Console console) throws IOException {
        this.console = console;
        terminal = TerminalBuilder.builder()
                .name("pasv")
                .system(true)
                .exec(!WINDOWS)
                .jni(WINDOWS)
                .ffm(false)
                .jna(false)
                .jansi(false)
                .nativeSignals(true)
                .build();
        terminal.handle(Terminal.Signal.INT, signal -> interrupts.interrupt());
        reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("pasv")
                .parser(TypedLine.parser())
                .history(new WithoutSecrets())
                .completer((line, parsed, candidates) -> completion
                        .choices(TypedLine.typing(parsed))
                        .forEach(choice -> candidates.add(
                                new Candidate(choice.text(), choice.shown(), null, null, null, null, choice.whole()))))
                .variable(LineReader.HISTORY_SIZE, HISTORY_LINES)
                .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_LINES)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
                .option(LineReader.Option.BRACKETED_PASTE, true)
                .option(LineReader.Option.AUTO_FRESH_LINE, false)
                .build();
        try {
            PrivateFile.prepare(historyFile);
            reader.setVariable(LineReader.HISTORY_FILE, historyFile);
        } catch (IOException e) {
            console.say("pasv: warning: no history: " + e.getMessage());
        }
    }

    @Override
    public Optional<String> next(String prompt) {
        try {
            reading = true;
            return Optional.of(reader.readLine(prompt));
        } catch (UserInterruptException e) {
            return Optional.of("");
        } catch (EndOfFileException e) {
            return Optional.empty();
        } finally {
            reading = false;
        }
    }

    @Override
    public boolean isPerson() {
        return true;
    }

    @Override
    public void announce(String line) {
        if (reading) {
            reader.printAbove(line);
        } else {
            console.say(line);
        }
    }

    @Override
    public List<String> history() {
        List<String> lines = new ArrayList<>();
        for (History.Entry entry : reader.getHistory()) {
            lines.add(entry.line());
        }
        return lines;
    }

    @Override
    public void close() throws IOException {
        reader.getHistory().save();
        terminal.close();
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
