package pasv.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jline.utils.AttributedString;
import pasv.access.UsageException;
import pasv.cli.ExitCode;
import pasv.cli.ShellRequest;
import pasv.cli.ShellRequest.Source;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.home.Places;
import pasv.net.Cancellation;
import pasv.ui.Console;
import pasv.ui.Problem;
import pasv.ui.Terminals;
import pasv.ui.Visible;

/**
 * The shell: from its first prompt to its exit code. Reads a line, runs it, and goes on; a person's shell goes on
 * whatever happens, a script as its manner says.
 */
public final class Shell {
    private final ShellRequest request;
    private final Console console;
    private final InputStream in;
    private final boolean person;
    private final Keyboard.Keys keys;
    private final Interrupts interrupts = new Interrupts();

    /** @param inIsTerminal whether a person sits at standard input */
    public Shell(ShellRequest request, InputStream in, boolean inIsTerminal) {
        this(request, in, inIsTerminal, Keyboard.Keys.OF_PROCESS);
    }

    /** @param keys where a person types */
    Shell(ShellRequest request, InputStream in, boolean inIsTerminal, Keyboard.Keys keys) {
        this.keys = keys;
        this.request = request;
        this.console = request.console();
        this.in = in;
        this.person = inIsTerminal && request.source() instanceof Source.Input;
    }

    /** Runs to the exit code. */
    public int run() throws IOException {
        Vocabulary vocabulary = new Vocabulary(request.settings().config().aliases());
        // the person's reader must complete with what the session knows, which is made after it
        Completion completion = new Completion();
        try (LineSource lines = lines(completion)) {
            boolean classic = request.manner().classic() || (request.source() instanceof Source.Input && !person);
            ShellState shell = new ShellState(request, classic, lines);
            Commands commands = new Commands(shell, vocabulary, interrupts);
            completion.serve(shell, commands);
            request.cancellation()
                    .register(() ->
                            interrupts.interrupt(request.cancellation().cause().orElse(Cancellation.Cause.ASKED)));
            try {
                return loop(shell, commands);
            } finally {
                shell.jobs().kill();
                shell.close();
                shell.settings().keep();
            }
        }
    }

    private LineSource lines(Completion completion) throws IOException {
        if (request.source() instanceof Source.Commands commands) {
            return new PlainLines(new StringReader(commands.text()), console);
        }
        if (request.source() instanceof Source.Script script && !script.file().equals("-")) {
            try {
                return new PlainLines(Files.newBufferedReader(Path.of(script.file()), StandardCharsets.UTF_8), console);
            } catch (IOException e) {
                throw new UsageException("cannot read the script " + script.file());
            }
        }
        Map<String, String> environment = request.settings().environment();
        if (person && !Terminals.isDumb(environment)) {
            return new Keyboard(keys, Places.of(environment).historyFile(), completion, interrupts, console);
        }
        InputStreamReader plain = new InputStreamReader(in, StandardCharsets.UTF_8);
        return person ? PlainLines.typed(plain, console, interrupts) : new PlainLines(plain, console);
    }

    private int loop(ShellState shell, Commands commands) throws IOException {
        int first = ExitCode.OK;
        List<String> failed = new ArrayList<>();
        if (request.place().isPresent()) {
            first = commands.verb(
                    "open", List.of(Words.Word.literal(request.place().get())));
            if (first != ExitCode.OK && !person && !shell.manner().keepGoing()) {
                return first;
            }
            if (first != ExitCode.OK) {
                failed.add("open " + FtpUrl.withoutPassword(request.place().get()));
            }
        }
        Keeper keeper = new Keeper(
                () -> shell.server().map(ServerSession::clients), shell.lines()::announce, InstantSource.system());
        Cancellation end = new Cancellation();
        if (person) {
            attend(shell, keeper, end);
        }
        try {
            int number = 0;
            while (!shell.hasEnded() && request.cancellation().cause().isEmpty()) {
                shell.lines().status(shell.jobs().status());
                keeper.idle();
                Optional<String> line = shell.lines().next(prompt(shell));
                keeper.busy();
                if (line.isEmpty() && !person) {
                    break;
                }
                number++;
                // the end of what a person types is a farewell like any other: work in the background is asked about
                int code = commands.line(line.orElse("bye"));
                if (code != ExitCode.OK) {
                    first = first == ExitCode.OK ? code : first;
                    failed.add("line " + number + ": "
                            + (Secrets.in(line.orElse(""))
                                    ? "(hidden)"
                                    : line.orElse("").strip()));
                    if (!person && !shell.manner().keepGoing()) {
                        break;
                    }
                }
            }
        } finally {
            end.cancel(Cancellation.Cause.ASKED);
        }
        return person ? ExitCode.OK : ended(shell, first, failed);
    }

    /** What happens once a second while a person thinks, on a thread of its own. */
    private static void attend(ShellState shell, Keeper keeper, Cancellation end) {
        Thread thread = new Thread(
                () -> {
                    while (!end.sleep(Keeper.TICK)) {
                        shell.lines().status(shell.jobs().status());
                        keeper.tick();
                    }
                },
                "pasv-keeper");
        thread.setDaemon(true);
        thread.start();
    }

    private int ended(ShellState shell, int first, List<String> failed) {
        int jobs = shell.jobs().await(request.cancellation());
        if (shell.manner().keepGoing() && !failed.isEmpty()) {
            console.say("pasv: " + failed.size() + (failed.size() == 1 ? " line" : " lines") + " failed:");
            failed.forEach(line -> console.say("  " + Visible.line(line)));
        }
        int code = first == ExitCode.OK ? jobs : first;
        return code == ExitCode.OK ? inTime() : code;
    }

    /** A script whose time is over may have been left in the middle, whatever its commands say. */
    private int inTime() {
        FtpException over = new FtpException(Failure.CANCELLED, "cancelled", Circumstances.in(Phase.COMMAND))
                .endedBy(request.cancellation());
        if (over.failure() != Failure.DEADLINE) {
            return ExitCode.OK;
        }
        new Problem(console.glyphs(), ExitCode::of).lines(over).forEach(console::say);
        return ExitCode.of(over.failure());
    }

    private String prompt(ShellState shell) {
        if (!person) {
            return "";
        }
        return shell.server()
                .map(server -> prompt(server.name(), server.directory().text(), console.width()))
                .orElse("pasv> ");
    }

    /** {@code a@10.0.0.11:/pub> }, shortened where the screen is narrow: a quarter of it is left to type in. */
    static String prompt(String name, String directory, int columns) {
        String last = directory.substring(directory.lastIndexOf('/') + 1);
        for (String text : List.of(name + ":" + directory + "> ", last + "> ")) {
            String shown = Visible.line(text);
            if (new AttributedString(shown).columnLength() <= columns - columns / 4) {
                return shown;
            }
        }
        return "> ";
    }
}
