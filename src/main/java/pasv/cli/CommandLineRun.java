package pasv.cli;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import pasv.access.Options;
import pasv.access.SettingNames;
import pasv.access.Settings;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.home.Config;
import pasv.home.Places;
import pasv.net.Cancellation;
import pasv.report.ReportFile;
import pasv.ui.Console;
import picocli.CommandLine;

/** One run of a command line, up to its exit code. Parses, runs the verb, and words whatever was thrown. */
public final class CommandLineRun {
    private final Console console;
    private final Pasv top;
    private final Complaints complaints;
    private final Map<String, String> environment;
    private Optional<ReportFile> report = Optional.empty();

    public CommandLineRun(Console console, Cancellation cancellation) {
        this(console, cancellation, Interactive.NONE, System.getenv());
    }

    /** @param shell who runs the shell */
    public CommandLineRun(
            Console console, Cancellation cancellation, Interactive shell, Map<String, String> environment) {
        // loading the converters of java.sql and java.time would cost a start as much as our own options do
        System.setProperty("picocli.converters.excludes", "java\\.(sql|time)\\..*");
        this.console = console;
        this.environment = environment;
        this.top = new Pasv(console, cancellation, shell);
        this.complaints = new Complaints(console, top::wantsTraces, false);
    }

    /** Runs to the exit code. */
    public int run(String... args) {
        CommandLine line = new CommandLine(top.command(), Options.LAZY);
        Verbs.add(line, args);
        complaints.on(line);
        try {
            Config config = Config.read(Places.of(environment).configFile(), SettingNames::all);
            if (!config.general().isEmpty()) {
                line.setDefaultValueProvider(new SettingNames.Defaults(config.general()));
            }
            line.setExecutionStrategy(new SettledRun(config));
        } catch (IOException e) {
            complaints.say(String.valueOf(e.getMessage()));
            return ExitCode.USAGE;
        }
        int code = drawn(executed(line, args));
        return console.outFailed() && code == ExitCode.OK ? ExitCode.of(Failure.OUTPUT_CLOSED) : code;
    }

    /** What is as large as a server likes may be larger than the memory: that is no bug. */
    private int executed(CommandLine line, String... args) {
        try {
            return line.execute(args);
        } catch (OutOfMemoryError e) {
            complaints.say("there is not enough memory for this");
            console.say("  try: more of it, as with JAVA_TOOL_OPTIONS=-Xmx2g");
            return ExitCode.of(Failure.LOCAL_FILE);
        }
    }

    /** Writes the page of the run, whatever came of it; returns the exit code. */
    private int drawn(int code) {
        if (report.isEmpty() || top.output.record().isEmpty()) {
            return code;
        }
        try {
            report.get().write(top.output.record().get().page(code));
            return code;
        } catch (FtpException e) {
            int own = complaints.failed(e);
            return code == ExitCode.OK ? own : code;
        }
    }

    /** Settles what was set where, then runs. A class and not a lambda, as in {@link Complaints}. */
    private final class SettledRun implements CommandLine.IExecutionStrategy {
        private final Config config;

        SettledRun(Config config) {
            this.config = config;
        }

        /** The same with a record, which is told of what ended it. */
        private int recorded(CommandLine.ParseResult parsed) {
            CommandLine line = parsed.commandSpec().commandLine();
            try {
                report = top.reported(title(parsed));
            } catch (FtpException e) {
                throw new CommandLine.ExecutionException(line, "no report", e);
            }
            try {
                return new CommandLine.RunLast().execute(parsed);
            } catch (CommandLine.ExecutionException e) {
                top.output.record().ifPresent(record -> {
                    if (e.getCause() instanceof FtpException failure) {
                        record.failed(failure);
                    } else {
                        record.complained(String.valueOf(e.getCause()));
                    }
                });
                throw e;
            }
        }

        /** The verb and the places: other words may hold a password. */
        private static String title(CommandLine.ParseResult parsed) {
            StringBuilder title = new StringBuilder("pasv");
            if (parsed.hasSubcommand()) {
                title.append(' ').append(parsed.subcommand().commandSpec().name());
            }
            parsed.originalArgs().stream()
                    .filter(word -> word.matches("[a-z]+://\\S+"))
                    .limit(3)
                    .forEach(word -> title.append(' ').append(FtpUrl.withoutPassword(word)));
            return title.toString();
        }

        @Override
        public int execute(CommandLine.ParseResult parsed) {
            if (parsed.isVersionHelpRequested() && top.output.isJson()) {
                return Pasv.Version.showAll(console);
            }
            top.settle(new Settings(top.connect, parsed, config, console, environment));
            return top.output.report().isPresent() ? recorded(parsed) : new CommandLine.RunLast().execute(parsed);
        }
    }
}
