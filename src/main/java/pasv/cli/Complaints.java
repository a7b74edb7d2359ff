package pasv.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import pasv.access.UsageException;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.report.RunRecord;
import pasv.transfer.LocalTrouble;
import pasv.ui.Console;
import pasv.ui.Problem;
import pasv.ui.Visible;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The words and the exit code of a command line that failed. The same for one verb and for a line of the shell. */
public final class Complaints {
    private final Console console;
    private final BooleanSupplier wantsTraces;
    private final boolean inShell;
    private final Optional<RunRecord> record;

    /**
     * @param wantsTraces whether a bug is shown with all its details
     * @param inShell whether help is a word ({@code help get}) and not an option
     */
    public Complaints(Console console, BooleanSupplier wantsTraces, boolean inShell) {
        this(console, wantsTraces, inShell, Optional.empty());
    }

    /** @param record what is told of failures, where the run is to be drawn */
    public Complaints(Console console, BooleanSupplier wantsTraces, boolean inShell, Optional<RunRecord> record) {
        this.record = record;
        this.console = console;
        this.wantsTraces = wantsTraces;
        this.inShell = inShell;
    }

    /** Makes a command line speak through this console, in this tone. */
    public CommandLine on(CommandLine line) {
        return line.setOut(console.out())
                .setErr(console.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(new Usage())
                .setExecutionExceptionHandler(new Failures());
    }

    // Classes and not lambdas: a lambda would keep picocli's old class files out of the class-data archive.

    private final class Usage implements CommandLine.IParameterExceptionHandler {
        @Override
        public int handleParseException(ParameterException e, String[] args) {
            return usage(e);
        }
    }

    private final class Failures implements CommandLine.IExecutionExceptionHandler {
        @Override
        public int handleExecutionException(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
            return failed(e);
        }
    }

    private int usage(ParameterException e) {
        List<String> similar =
                e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        if (e instanceof UnmatchedArgumentException
                && e.getCommandLine().getCommandSpec().userObject() instanceof Pasv top
                && top.place().isPresent()) {
            // a word and more words: the first was meant for a verb
            say("there is no command " + top.place().get());
            similar = Pasv.mistaken(top.place().get()).map(List::of).orElse(List.of());
        } else {
            say(String.valueOf(e.getMessage()));
        }
        if (!similar.isEmpty()) {
            console.say("  try: " + Visible.line(String.join(", ", similar)));
        }
        String name = e.getCommandLine().getCommandSpec().qualifiedName().strip();
        console.say(inShell ? "  try: help " + name : "  try: " + name + " --help");
        return ExitCode.USAGE;
    }

    /** Words what a verb threw; returns its exit code. */
    public int failed(Exception e) {
        if (e instanceof UsageException usage) {
            say(String.valueOf(usage.getMessage()));
            return ExitCode.USAGE;
        }
        if (e instanceof FtpException failure) {
            int code = ExitCode.of(failure.failure());
            record.ifPresent(kept -> kept.failed(failure));
            new Problem(console.glyphs(), ExitCode::of).lines(failure).forEach(console::say);
            return code;
        }
        if (e instanceof FileSystemException local) {
            return failed(LocalTrouble.of(String.valueOf(local.getFile()), local));
        }
        if (e instanceof InvalidPathException name) {
            say("this locale cannot hold the local file name \"" + name.getInput() + "\"");
            console.say("  try: LC_ALL=C.UTF-8, or another name with -o FILE");
            return ExitCode.of(Failure.LOCAL_FILE);
        }
        say("this is a bug in pasv: " + e);
        if (wantsTraces.getAsBoolean()) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            console.say(trace.toString());
        } else {
            console.say("  try: the same with -vv, and report what it prints");
        }
        return ExitCode.BUG;
    }

    /** Says one error line. */
    public void say(String message) {
        String first = FtpUrl.withoutPassword(message.lines().findFirst().orElse("usage"));
        console.say("pasv: error: " + Visible.line(Character.toLowerCase(first.charAt(0)) + first.substring(1)));
    }
}
