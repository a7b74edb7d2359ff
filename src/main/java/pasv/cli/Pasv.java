package pasv.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import pasv.net.Cancellation;
import pasv.ui.Console;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
public final class Pasv implements Root, Runnable {
    private final Console console;
    private final Cancellation cancellation;

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

    public Pasv(Console console, Cancellation cancellation) {
        this.console = console;
        this.cancellation = cancellation;
    }

    @Override
    public void run() {
        throw new UsageException("a command is missing: pasv get URL, pasv explain REPLY; pasv --help tells more");
    }

    @Override
    public Session open() {
        connect.check();
        output.applyDebugLog();
        return new UrlSession(connect, output, console, cancellation);
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
