package pasv.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.InvalidPathException;
import java.util.List;
import pasv.ftp.Failure;
import pasv.ftp.FtpException;
import pasv.net.Cancellation;
import pasv.ui.Console;
import pasv.ui.Problem;
import pasv.ui.Visible;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** How does a command line become an exit code? Parses, runs the verb, and words whatever was thrown. */
public final class CommandLineRun {
    private final Console console;
    private final Pasv top;

    public CommandLineRun(Console console, Cancellation cancellation) {
        // loading the converters of java.sql and java.time would cost a start as much as our own options do
        System.setProperty("picocli.converters.excluded", "java.sql.*,java.time.*");
        this.console = console;
        this.top = new Pasv(console, cancellation);
    }

    /** Runs to the exit code. */
    public int run(String... args) {
        CommandLine line = new CommandLine(top);
        Verbs.add(line, args);
        line.setOut(console.out())
                .setErr(console.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .setParameterExceptionHandler((e, unused) -> usage(e))
                .setExecutionExceptionHandler((e, command, result) -> failed(e));
        int code = line.execute(args);
        return console.outFailed() && code == ExitCode.OK ? ExitCode.of(Failure.OUTPUT_CLOSED) : code;
    }

    private int usage(ParameterException e) {
        complain(String.valueOf(e.getMessage()));
        List<String> similar =
                e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        if (!similar.isEmpty()) {
            console.say("  try: " + Visible.line(String.join(", ", similar)));
        }
        String name = e.getCommandLine().getCommandSpec().qualifiedName();
        console.say("  try: " + name + " --help");
        return ExitCode.USAGE;
    }

    private int failed(Exception e) {
        if (e instanceof UsageException usage) {
            complain(String.valueOf(usage.getMessage()));
            return ExitCode.USAGE;
        }
        if (e instanceof FtpException failure) {
            int code = ExitCode.of(failure.failure());
            new Problem(console.glyphs(), ExitCode::of).lines(failure).forEach(console::say);
            return code;
        }
        if (e instanceof InvalidPathException name) {
            complain("this locale cannot hold the local file name \"" + name.getInput() + "\"");
            console.say("  try: LC_ALL=C.UTF-8, or another name with -o FILE");
            return ExitCode.of(Failure.LOCAL_FILE);
        }
        complain("this is a bug in pasv: " + e);
        if (top.wantsTraces()) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            console.say(trace.toString());
        } else {
            console.say("  try: the same with -vv, and report what it prints");
        }
        return ExitCode.BUG;
    }

    private void complain(String message) {
        String first = message.lines().findFirst().orElse("usage");
        console.say("pasv: error: " + Visible.line(Character.toLowerCase(first.charAt(0)) + first.substring(1)));
    }
}
