package pasv.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import pasv.ftp.wire.WireListener;
import pasv.home.PrivateFile;
import pasv.report.RunRecord;
import pasv.transfer.TransferListener;
import pasv.ui.Color;
import pasv.ui.Console;
import pasv.ui.JsonLines;
import pasv.ui.Problem;
import pasv.ui.Progress;
import pasv.ui.WireJson;
import pasv.ui.WireLog;
import pasv.ui.WireWarnings;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The output options, the same on every verb: what is to be shown. */
public final class OutputOptions {
    private final Options options = Options.shared();

    private final Options.Given<boolean[]> verbose = options.add(
            options.option(
                            "-v,--verbose",
                            "show the conversation and how the passive reply becomes a port; twice: with times and TLS")
                    .type(boolean[].class)
                    .arity("0")
                    .build(),
            new boolean[0]);

    private final Options.Given<Boolean> quiet = options.flag("-q,--quiet", "show only warnings and errors");

    private final Options.Given<Boolean> json =
            options.flag("--json", "print one JSON object a line on standard output");

    private final Options.Given<Progress> progress = options.value(
                    "--progress",
                    "auto|bar|lines|none",
                    new Style(),
                    "how progress is shown (default: auto, a bar on a terminal)")
            .or(Progress.AUTO);

    private final Options.Given<Color> color = options.value(
                    "--color",
                    "auto|always|never",
                    Color.class,
                    "colour names by kind (default: auto, on a terminal without NO_COLOR)")
            .or(Color.AUTO);

    private final Options.Given<Path> report = options.value(
            "--report", "FILE", Path.class, "draw the run as a page, FILE.html, for its owner's eyes only");

    private Optional<RunRecord> record = Optional.empty();

    private final Options.Given<String> debugLog = options.add(
            options.option("--debug-log", "write what developers want to know to FILE")
                    .type(String.class)
                    .paramLabel("FILE")
                    .hidden(true)
                    .build(),
            null);

    /** The option that every command has. */
    public static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .scopeType(ScopeType.INHERIT)
                .description("show this help")
                .build();
    }

    /** Adds them to a command. */
    public void to(CommandSpec command) {
        options.to(command);
    }

    public boolean isVerbose() {
        return verbose.value().length > 0;
    }

    /** Twice -v: times, TLS details, and a stack trace for a bug. */
    public boolean isVeryVerbose() {
        return verbose.value().length > 1;
    }

    public WireListener wire(Console console) {
        WireListener warnings =
                json.value() ? new WireJson(new JsonLines(console)) : new WireWarnings(console, quiet.value());
        WireListener shown = isVerbose() ? warnings.and(new WireLog(console, isVeryVerbose())) : warnings;
        return record.isPresent() ? shown.and(record.get().wire()) : shown;
    }

    public TransferListener transfers(Console console, Problem problem) {
        TransferListener shown = json.value()
                ? Progress.json(new JsonLines(console), problem)
                : progress.value().on(console, quiet.value());
        return record.isPresent() ? shown.and(record.get()) : shown;
    }

    /** Where the run is to be drawn. */
    public Optional<Path> report() {
        return report.get();
    }

    /** Lets this record hear what is heard from now on. */
    public void recordTo(RunRecord kept) {
        record = Optional.of(kept);
    }

    /** What hears the run, where it is to be drawn. */
    public Optional<RunRecord> record() {
        return record;
    }

    /** Whether standard output speaks JSON. */
    public boolean isJson() {
        return json.value();
    }

    /** Whether names are coloured on this console. */
    public boolean isColored(Console console) {
        return color.value().on(console);
    }

    /** Must be called before the first logger is made. */
    public void applyDebugLog() {
        if (debugLog.get().isPresent()) {
            prepare(Path.of(debugLog.value()));
            System.setProperty("org.slf4j.simpleLogger.logFile", debugLog.value());
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "debug");
        }
    }

    /** For the user's eyes only: it may hold more than a screen shows. */
    private static void prepare(Path log) {
        try {
            if (Files.isRegularFile(log) || !Files.exists(log)) {
                PrivateFile.prepare(log);
            }
        } catch (IOException e) {
            throw new UsageException("cannot use " + log + " as a log: " + e.getMessage());
        }
    }

    /** Reads a style in any case. */
    static final class Style implements ITypeConverter<Progress> {
        @Override
        public Progress convert(String text) {
            for (Progress style : Progress.values()) {
                if (style.toString().equals(text.toLowerCase(Locale.ROOT))) {
                    return style;
                }
            }
            throw new TypeConversionException("'" + text + "' is not auto, bar, lines or none");
        }
    }
}
