package pasv.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import pasv.net.Cancellation;
import pasv.ui.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pasv}: the top command, with the options that all verbs share. */
@Command(
        name = "pasv",
        description = "A passive-mode FTP client that proves what it fetched and says why passive mode fails.",
        versionProvider = Pasv.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 proven complete, 2 usage, 3 local file, 4 network, 5 TLS, 6 login, 7 protocol,",
            "8 refused, 9 passive data connection failed, 10 timed out, 11 incomplete, 12 some failed."
        })
public final class Pasv implements Root, Callable<Integer> {
    private final Console console;
    private final Cancellation cancellation;
    private final Interactive shell;
    private Optional<Settings> settings = Optional.empty();

    @Mixin
    final ConnectOptions connect = new ConnectOptions();

    @Mixin
    final OutputOptions output = new OutputOptions();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "show this help")
    boolean help;

    @Option(names = "--version", versionHelp = true, description = "show the version")
    boolean version;

    @Parameters(arity = "0..1", paramLabel = "HOST|URL", description = "where the interactive shell is to begin")
    @Nullable
    String place;

    @Option(names = "-c", paramLabel = "COMMANDS", description = "run these shell commands, with ; between them")
    @Nullable
    String commands;

    @Option(names = "--keep-going", description = "with -c: go on after a failing command")
    boolean keepGoing;

    @Option(names = "-n", hidden = true, description = "as in the old ftp: do not log in, user will")
    boolean noLogin;

    @Option(names = "-i", hidden = true, description = "as in the old ftp: ask for nothing while many files go")
    boolean noAsking;

    @Option(names = "-s", paramLabel = ":FILE", hidden = true, description = "as in the old ftp: run this script")
    @Nullable
    String oldScript;

    public Pasv(Console console, Cancellation cancellation, Interactive shell) {
        this.console = console;
        this.cancellation = cancellation;
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Optional<String> given = Optional.ofNullable(place);
        if (given.isPresent()) {
            mistaken(given.get()).ifPresent(verb -> {
                throw new UsageException("there is no command " + given.get() + "; did you mean " + verb + "?");
            });
        }
        if (commands != null) {
            return shell(given, new ShellRequest.Source.Commands(commands));
        }
        if (oldScript != null) {
            String file = oldScript.startsWith(":") ? oldScript.substring(1) : oldScript;
            return shell(given, new ShellRequest.Source.Script(file));
        }
        return shell(given, new ShellRequest.Source.Input());
    }

    /** Hands over to the shell. */
    int shell(Optional<String> given, ShellRequest.Source source) throws IOException {
        connect.check();
        output.applyDebugLog();
        boolean classic = noLogin || oldScript != null;
        return shell.run(new ShellRequest(
                given,
                source,
                new ShellRequest.Manner(classic, keepGoing, !noAsking, !noLogin),
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

    /** Reads the version that the build wrote down. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            Properties properties = new Properties();
            try (InputStream in = Pasv.class.getResourceAsStream("/pasv/version.properties")) {
                if (in != null) {
                    properties.load(in);
                }
            }
            return new String[] {"pasv " + properties.getProperty("version", "unknown")};
        }
    }
}
