package pasv.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import pasv.access.ConnectOptions;
import pasv.access.Options;
import pasv.access.OutputOptions;
import pasv.access.Settings;
import pasv.access.UsageException;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.net.Cancellation;
import pasv.report.ReportFile;
import pasv.report.RunRecord;
import pasv.ui.Console;
import pasv.ui.JsonLines;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code pasv}: the top command, with the options that all verbs share. */
public final class Pasv implements Root, Callable<Integer> {
    private final Console console;
    private final Cancellation cancellation;
    private final Interactive shell;
    private Optional<Settings> settings = Optional.empty();

    final ConnectOptions connect = new ConnectOptions();
    final OutputOptions output = new OutputOptions();

    private final Options options = Options.own();

    private final Options.Given<String> place = options.add(
            PositionalParamSpec.builder()
                    .arity("0..1")
                    .type(String.class)
                    .paramLabel("HOST|URL")
                    .description("where the interactive shell is to begin")
                    .build(),
            null);

    private final Options.Given<String> commands =
            options.text("-c", "COMMANDS", "run these shell commands, with ; between them");

    private final Options.Given<Boolean> keepGoing =
            options.flag("--keep-going", "with -c: go on after a failing command");

    private final Options.Given<Boolean> noLogin =
            options.hiddenFlag("-n", "as in the old ftp: do not log in, user will");

    private final Options.Given<Boolean> noAsking =
            options.hiddenFlag("-i", "as in the old ftp: ask for nothing while many files go");

    private final Options.Given<String> oldScript = options.add(
            options.option("-s", "as in the old ftp: run this script")
                    .type(String.class)
                    .paramLabel(":FILE")
                    .hidden(true)
                    .build(),
            null);

    public Pasv(Console console, Cancellation cancellation, Interactive shell) {
        this.console = console;
        this.cancellation = cancellation;
        this.shell = shell;
    }

    /** For picocli. */
    CommandSpec command() {
        CommandSpec command = CommandSpec.wrapWithoutInspection(this, Options.LAZY)
                .name("pasv")
                .versionProvider(new Version());
        connect.to(command);
        output.to(command);
        options.to(command);
        command.addOption(OutputOptions.help());
        command.addOption(OptionSpec.builder("--version")
                .versionHelp(true)
                .description("show the version; with --json also commit, Java and libraries")
                .build());
        command.usageMessage()
                .description("A passive-mode FTP client that proves what it fetched and says why passive mode fails.")
                .synopsisSubcommandLabel("COMMAND")
                .footer(
                        "",
                        "Exit codes: 0 proven complete, 2 usage, 3 local file, 4 network, 5 TLS, 6 login, 7 protocol,",
                        "8 refused, 9 passive data connection failed, 10 timed out, 11 incomplete, 12 some failed.");
        return command;
    }

    /** The word that stands where the shell's beginning does. */
    Optional<String> place() {
        return place.get();
    }

    @Override
    public Integer call() throws IOException {
        Optional<String> given = place.get();
        if (given.isPresent()) {
            mistaken(given.get()).ifPresent(verb -> {
                throw new UsageException("there is no command " + given.get() + "; did you mean " + verb + "?");
            });
        }
        if (commands.get().isPresent()) {
            return shell(given, new ShellRequest.Source.Commands(commands.value()));
        }
        if (oldScript.get().isPresent()) {
            String file = oldScript.value();
            file = file.startsWith(":") ? file.substring(1) : file;
            return shell(given, new ShellRequest.Source.Script(file));
        }
        return shell(given, new ShellRequest.Source.Input());
    }

    /** Hands over to the shell. */
    int shell(Optional<String> given, ShellRequest.Source source) throws IOException {
        return shell(given, source, false);
    }

    /** @param anyway whether a failing command ends nothing, as with {@code --keep-going} */
    int shell(Optional<String> given, ShellRequest.Source source, boolean anyway) throws IOException {
        connect.check();
        output.applyDebugLog();
        if (!(source instanceof ShellRequest.Source.Input)) {
            // a person at a prompt thinks as long as he likes
            connect.deadline().ifPresent(cancellation::cancelAfter);
        }
        boolean classic = noLogin.value() || oldScript.get().isPresent();
        return shell.run(new ShellRequest(
                given,
                source,
                new ShellRequest.Manner(classic, anyway || keepGoing.value(), !noAsking.value(), !noLogin.value()),
                settled(),
                output,
                console,
                cancellation));
    }

    /** The verb that was meant by a word that is almost one. */
    static Optional<String> mistaken(String word) {
        boolean bare = word.chars().allMatch(Character::isLetter) && !word.equals("localhost");
        return bare ? Nearest.to(word, Verbs.names()) : Optional.empty();
    }

    /** Begins the record of a run that is to be drawn, once its page can be written. */
    Optional<ReportFile> reported(String title) throws FtpException {
        Optional<Path> file = output.report();
        if (file.isEmpty()) {
            return Optional.empty();
        }
        ReportFile page = ReportFile.at(file.get());
        output.recordTo(new RunRecord(title));
        return Optional.of(page);
    }

    void settle(Settings all) {
        settings = Optional.of(all);
    }

    private Settings settled() {
        return settings.orElseThrow(() -> new IllegalStateException("nothing was parsed yet"));
    }

    @Override
    public Session open() {
        connect.check();
        output.applyDebugLog();
        return new UrlSession(settled(), connect, output, console, cancellation);
    }

    /** Whether a bug may be shown with all its details. */
    boolean wantsTraces() {
        return output.isVeryVerbose();
    }

    /** The version: a line for people, an object for programs. */
    public static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"pasv " + Build.VERSION};
        }

        /** Prints the line for people, without a command line being built; returns the exit code. */
        public static int show(Console console) {
            console.result("pasv " + Build.VERSION);
            return console.outFailed() ? ExitCode.of(Failure.OUTPUT_CLOSED) : ExitCode.OK;
        }

        /** Prints this build, its libraries, and the Java that runs it; returns the exit code. */
        static int showAll(Console console) {
            new JsonLines(console).line("version", json -> {
                json.writeStringField("version", Build.VERSION);
                json.writeStringField("commit", Build.COMMIT);
                json.writeStringField("java", System.getProperty("java.runtime.version"));
                json.writeStringField("vendor", System.getProperty("java.vendor"));
                json.writeStringField("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
                json.writeObjectFieldStart("libraries");
                for (Build.Library library : Build.LIBRARIES) {
                    json.writeStringField(library.name(), library.version());
                }
                json.writeEndObject();
            });
            return ExitCode.OK;
        }
    }
}
