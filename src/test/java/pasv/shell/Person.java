package pasv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import pasv.cli.CommandLineRun;
import pasv.cli.Interactive;
import pasv.net.Cancellation;
import pasv.testing.Screen;
import pasv.ui.Console;
import pasv.ui.Glyphs;

/**
 * Someone at a terminal who runs the whole program: types keys, and sees a {@link Screen}. The terminal has a line
 * discipline as a real one has, so Ctrl-C is a signal and typed characters echo.
 *
 * <pre>{@code
 * try (Person person = Person.sitting(home, "ftp://a:1234@127.0.0.1:2121/")) {
 *     person.sees("in /$").types("ls\r")…
 * }
 * }</pre>
 */
final class Person implements AutoCloseable {
    static final String CTRL_C = "\u0003";
    static final String CTRL_U = "\u0015";
    static final String CTRL_D = "\u0004";
    static final String TAB = "\t";
    private static final long LIMIT_SECONDS = 20;

    private final Screen screen;
    private final LineDisciplineTerminal terminal;
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();

    private Person(Screen screen, Size size) throws IOException {
        this.screen = screen;
        this.terminal = new LineDisciplineTerminal("test", "xterm", screen, StandardCharsets.UTF_8);
        terminal.setSize(size);
    }

    /** At a terminal of 80 columns; what the program keeps is kept under this directory. */
    static Person sitting(Path home, String... args) throws IOException {
        return sitting(80, home, args);
    }

    /** At a terminal of that many columns; 0 is one that does not say. */
    static Person sitting(int columns, Path home, String... args) throws IOException {
        Person person =
                new Person(new Screen(columns == 0 ? 80 : columns, 200), new Size(columns, columns == 0 ? 0 : 200));
        person.runs(Map.of("HOME", home.toString(), "TERM", "xterm"), args);
        return person;
    }

    private void runs(Map<String, String> environment, String... args) {
        Console console = new Console(terminal.output(), terminal.output(), Glyphs.UNICODE, true, true);
        Interactive shell = request -> new Shell(request, InputStream.nullInputStream(), true, () -> terminal).run();
        Thread thread = new Thread(
                () -> {
                    try {
                        ended.complete(new CommandLineRun(console, new Cancellation(), shell, environment).run(args));
                    } catch (RuntimeException | Error e) {
                        ended.completeExceptionally(e);
                    }
                },
                "person");
        thread.setDaemon(true);
        thread.start();
    }

    /** Presses keys; {@code \r} is Enter. */
    Person types(String keys) {
        try {
            terminal.processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Waits until the screen shows it. */
    Person sees(String regex) {
        screen.await(regex);
        return this;
    }

    /** Waits until the cursor stands behind exactly this line, as when a prompt waits. */
    Person seesCursorAfter(String line) {
        screen.awaitCursorAfter(line);
        return this;
    }

    String screen() {
        return screen.text();
    }

    /** The lines of the screen that match as a whole. */
    List<String> lines(String regex) {
        return screen.text().lines().filter(line -> line.matches(regex)).toList();
    }

    /** In which column of the screen each of the texts begins, where it stands lowest. */
    List<Integer> columnsOf(List<String> texts) {
        return texts.stream().map(screen::columnOf).toList();
    }

    /** Waits for the end of the program, and returns its exit code. */
    int leaves() {
        try {
            return ended.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new AssertionError("the shell has not ended well\n" + screen.text(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Leaves, and looks once more at the screen: nothing on it may have come from a server as it was. */
    @Override
    public void close() throws IOException {
        if (!ended.isDone()) {
            // a key before the prompt would be echoed by the terminal
            screen.awaitPrompt();
            types(CTRL_U + "bye\rbye\r");
            leaves();
        }
        terminal.close();
        assertEquals(List.of(), screen.refused(), screen::text);
    }
}
