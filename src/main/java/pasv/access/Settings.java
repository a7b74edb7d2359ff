package pasv.access;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pasv.ftp.options.Credentials;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.ServerHabits;
import pasv.ftp.wire.ServerTrait;
import pasv.home.Config;
import pasv.home.Places;
import pasv.net.Endpoint;
import pasv.net.Proxy;
import pasv.transfer.RetryPolicy;
import pasv.ui.Console;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The connect options that hold for one host. What the user said (the command line, or {@code set} in the shell) before
 * the host's section of the config file, before its general part, before the defaults.
 */
public final class Settings {
    /**
     * How a server is reached, and as whom.
     *
     * @param url with the TLS mode that holds
     */
    public record Access(FtpUrl url, FtpOptions options, RetryPolicy retry) {
        /** The same with a login that was typed. */
        public Access as(Credentials credentials) {
            return new Access(url, options.withCredentials(credentials), retry);
        }
    }

    private final ConnectOptions parsed;
    private final ParseResult commandLine;
    private final Config config;
    private final Console console;
    private final Map<String, String> environment;
    /** What was said after the command line, by name. */
    private final Map<String, String> set;

    private final KnownHosts known;
    private final Map<String, Logins> logins = new HashMap<>();
    private final Map<String, Optional<Proxy>> ways = new HashMap<>();

    public Settings(
            ConnectOptions parsed,
            ParseResult commandLine,
            Config config,
            Console console,
            Map<String, String> environment) {
        this(parsed, commandLine, config, console, environment, Map.of());
    }

    private Settings(
            ConnectOptions parsed,
            ParseResult commandLine,
            Config config,
            Console console,
            Map<String, String> environment,
            Map<String, String> set) {
        this.parsed = parsed;
        this.commandLine = commandLine;
        this.config = config;
        this.console = console;
        this.environment = environment;
        this.set = set;
        this.known = new KnownHosts(Places.of(environment));
    }

    public Config config() {
        return config;
    }

    public Map<String, String> environment() {
        return environment;
    }

    /** What was set since the start, by name. */
    public Map<String, String> changed() {
        return set;
    }

    /**
     * The same with one setting changed.
     *
     * @throws UsageException when there is no such setting, or it cannot have that value
     */
    public Settings with(String name, String value) {
        if (!SettingNames.connecting().contains(name)) {
            throw new UsageException(
                    "there is no setting " + name + "; there are: " + String.join(" ", SettingNames.connecting()));
        }
        Map<String, String> more = new LinkedHashMap<>(set);
        more.put(name, value);
        Settings changed = new Settings(parsed, commandLine, config, console, environment, more);
        changed.options("");
        return changed;
    }

    /** How the server of a URL is reached. */
    public Access access(FtpUrl url) throws FtpException {
        ConnectOptions options = options(url.server().host());
        FtpUrl whole = options.security.applied(url);
        FtpOptions all = options.to(whole, credentials(whole))
                .withSecurity(options.security.of(whole, known.pin(whole.server())))
                .withHabits(habits(whole.server()))
                .withProxy(way(options, whole.server().host()));
        return new Access(whole, all, options.retry());
    }

    /** The login at a proxy is looked up once for each host. */
    private Optional<Proxy> way(ConnectOptions options, String host) throws FtpException {
        Optional<Proxy> known = ways.get(host);
        if (known == null) {
            known = options.proxy(environment, host);
            if (known.isPresent()) {
                known = Optional.of(logins(host).at(known.get()));
            }
            ways.put(host, known);
        }
        return known;
    }

    private Logins logins(String host) {
        return logins.computeIfAbsent(host, unused -> new Logins(options(host), console, environment));
    }

    private ServerHabits habits(Endpoint server) {
        ServerHabits habits = known.habits(server);
        String direct = config.of(server.host()).getOrDefault(SettingNames.NO_ATOMIC, "false");
        if (direct.equalsIgnoreCase("true")) {
            habits.told(ServerTrait.OWN_NAMES_ONLY);
        } else if (!direct.equalsIgnoreCase("false")) {
            throw new UsageException(SettingNames.NO_ATOMIC + " is true or false, and not " + direct);
        }
        return habits;
    }

    private Credentials credentials(FtpUrl url) throws FtpException {
        return logins(url.server().host()).of(url);
    }

    /** Writes down what was learned of servers. */
    public void keep() {
        known.keep();
    }

    /** The connect options for a host. */
    ConnectOptions options(String host) {
        Map<String, String> kept = config.of(host);
        if (set.isEmpty() && (kept.isEmpty() || kept.equals(config.general()))) {
            return parsed;
        }
        ConnectOptions options = new ConnectOptions();
        try {
            new CommandLine(SettingNames.command(options))
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .setDefaultValueProvider(new SettingNames.Defaults(kept))
                    .parseArgs(said().toArray(String[]::new));
        } catch (ParameterException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        options.check();
        return options;
    }

    /** The options of the command line and of {@code set}, as they would be written. */
    private List<String> said() {
        Map<String, List<String>> said = new LinkedHashMap<>();
        var known = SettingNames.command(new ConnectOptions());
        for (Optional<ParseResult> at = Optional.of(commandLine); at.isPresent(); at = next(at.get())) {
            for (OptionSpec option : at.get().matchedOptions()) {
                @Nullable OptionSpec same = known.findOption(option.longestName());
                if (same != null) {
                    said.put(same.longestName(), written(same.longestName(), option.originalStringValues()));
                }
            }
        }
        set.forEach((name, value) -> said.put("--" + name, written("--" + name, List.of(value))));
        return said.values().stream().flatMap(List::stream).toList();
    }

    private static List<String> written(String name, List<String> values) {
        List<String> words = new ArrayList<>();
        for (String value : values) {
            words.add(value.isEmpty() || !name.startsWith("--") ? name : name + "=" + value);
        }
        return words.isEmpty() ? List.of(name) : words;
    }

    private static Optional<ParseResult> next(ParseResult result) {
        return result.hasSubcommand() ? Optional.of(result.subcommand()) : Optional.empty();
    }
}
