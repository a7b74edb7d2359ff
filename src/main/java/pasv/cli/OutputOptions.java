package pasv.cli;

import static picocli.CommandLine.ScopeType.INHERIT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pasv.ftp.WireListener;
import pasv.home.PrivateFile;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What is to be shown? The output options, the same on every verb. */
public final class OutputOptions {
    @Option(
            names = {"-v", "--verbose"},
            scope = INHERIT,
            description = "show the conversation and how the passive reply becomes a port; twice: with times and TLS")
    boolean[] verbose = {};

    @Option(
            names = {"-q", "--quiet"},
            scope = INHERIT,
            description = "show only warnings and errors")
    boolean quiet;

    @Option(names = "--json", scope = INHERIT, description = "print one JSON object a line on standard output")
    boolean json;

    @Option(
            names = "--progress",
            paramLabel = "auto|bar|lines|none",
            converter = Style.class,
            scope = INHERIT,
            description = "how progress is shown (default: auto, a bar on a terminal)")
    Progress progress = Progress.AUTO;

    @Option(
            names = "--color",
            paramLabel = "auto|always|never",
            scope = INHERIT,
            description = "colour names by kind (default: auto, on a terminal without NO_COLOR)")
    Color color = Color.AUTO;

    @Option(
            names = "--debug-log",
            paramLabel = "FILE",
            scope = INHERIT,
            hidden = true,
            description = "write what developers want to know to FILE")
    @Nullable
    String debugLog;

    public boolean isVerbose() {
        return verbose.length > 0;
    }

    /** Twice -v: times, TLS details, and a stack trace for a bug. */
    public boolean isVeryVerbose() {
        return verbose.length > 1;
    }

    public WireListener wire(Console console) {
        WireListener warnings = json ? new WireJson(new JsonLines(console)) : new WireWarnings(console);
        return isVerbose() ? warnings.and(new WireLog(console, isVeryVerbose())) : warnings;
    }

    public TransferListener transfers(Console console, Problem problem) {
        return json ? Progress.json(new JsonLines(console), problem) : progress.on(console, quiet);
    }

    /** Whether standard output speaks JSON. */
    public boolean isJson() {
        return json;
    }

    /** Must be called before the first logger is made. */
    void applyDebugLog() {
        if (debugLog != null) {
            prepare(Path.of(debugLog));
            System.setProperty("org.slf4j.simpleLogger.logFile", debugLog);
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
