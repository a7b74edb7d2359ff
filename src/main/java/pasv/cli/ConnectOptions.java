package pasv.cli;

import static picocli.CommandLine.ScopeType.INHERIT;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pasv.ftp.Credentials;
import pasv.ftp.FtpOptions;
import pasv.ftp.FtpUrl;
import pasv.ftp.PassivePolicy;
import pasv.net.Dialer;
import pasv.net.Timeouts;
import pasv.transfer.RetryPolicy;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How is a server to be reached? The connect options, the same on every verb. */
final class ConnectOptions {
    /** How {@code --passive} is written. */
    enum Passive {
        pasv,
        epsv,
        auto
    }

    /** How {@code --pasv-address} is written. */
    enum PasvAddress {
        control,
        server
    }

    @Option(
            names = {"-u", "--user"},
            paramLabel = "NAME",
            scope = INHERIT,
            description = "log in as NAME (default: from the URL or ~/.netrc, else anonymous)")
    @Nullable
    String user;

    @Option(
            names = "--password-command",
            paramLabel = "CMD",
            scope = INHERIT,
            description = "run CMD in a shell; the first line of its output is the password")
    @Nullable
    String passwordCommand;

    @Option(
            names = "--password-env",
            paramLabel = "VAR",
            scope = INHERIT,
            description = "take the password from the environment variable VAR")
    @Nullable
    String passwordVariable;

    @Option(
            names = "--netrc",
            paramLabel = "FILE",
            arity = "0..1",
            fallbackValue = "",
            preprocessor = OnlyAttached.class,
            scope = INHERIT,
            description = "look users up in FILE (~/.netrc is read by default), the default entry included")
    @Nullable
    String netrc;

    @Option(names = "--no-netrc", scope = INHERIT, description = "do not read ~/.netrc")
    boolean noNetrc;

    @Mixin
    final SecurityOptions security = new SecurityOptions();

    @Option(
            names = {"-4", "--ipv4"},
            scope = INHERIT,
            description = "use IPv4 only")
    boolean ipv4;

    @Option(
            names = {"-6", "--ipv6"},
            scope = INHERIT,
            description = "use IPv6 only")
    boolean ipv6;

    @Option(
            names = "--passive",
            paramLabel = "pasv|epsv|auto",
            scope = INHERIT,
            description = "the passive command; auto is PASV on IPv4 with EPSV as fallback, EPSV on IPv6")
    Passive passive = Passive.auto;

    @Option(
            names = "--pasv-address",
            paramLabel = "control|server",
            scope = INHERIT,
            description = "whose address a data connection goes to (default: control, the control connection's peer)")
    PasvAddress pasvAddress = PasvAddress.control;

    @Option(
            names = "--connect-timeout",
            paramLabel = "TIME",
            converter = Durations.class,
            scope = INHERIT,
            description = "limit for a connect, control and data alike (default: 10s)")
    Duration connectTimeout = Timeouts.DEFAULT.connect();

    @Option(
            names = "--reply-timeout",
            paramLabel = "TIME",
            converter = Durations.class,
            scope = INHERIT,
            description = "limit for the reply to a command (default: 30s)")
    Duration replyTimeout = Timeouts.DEFAULT.reply();

    @Option(
            names = "--idle-timeout",
            paramLabel = "TIME",
            converter = Durations.class,
            scope = INHERIT,
            description = "longest silence while data is due (default: 60s)")
    Duration idleTimeout = Timeouts.DEFAULT.idle();

    @Option(
            names = "--finish-timeout",
            paramLabel = "TIME",
            converter = Durations.class,
            scope = INHERIT,
            description = "limit from the end of the data to the final reply (default: 60s)")
    Duration finishTimeout = Timeouts.DEFAULT.finish();

    @Option(
            names = "--max-time",
            paramLabel = "TIME",
            converter = Durations.class,
            scope = INHERIT,
            description = "limit for the whole run (default: none)")
    @Nullable
    Duration maxTime;

    @Option(
            names = "--retries",
            paramLabel = "N",
            scope = INHERIT,
            description = "attempts after the first that make no progress (default: 3)")
    int retries = 3;

    @Option(
            names = "--charset",
            paramLabel = "NAME",
            scope = INHERIT,
            description = "how names and replies are read that are not UTF-8 (default: ISO-8859-1)")
    Charset charset = StandardCharsets.ISO_8859_1;

    /**
     * Checks what can be checked before anything is sent.
     *
     * @throws UsageException with what is wrong
     */
    void check() {
        if (ipv4 && ipv6) {
            throw new UsageException("-4 and -6 exclude each other");
        }
        if (retries < 0) {
            throw new UsageException("--retries is 0 or more");
        }
        if (user != null && user.indexOf(':') >= 0) {
            throw new UsageException("a password on the command line is seen by every process; "
                    + "use --password-command, --password-env or ~/.netrc, or type it when asked");
        }
        if (user != null && user.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
            throw new UsageException("the user name must not hold CR, LF or NUL");
        }
        security.check();
        if (netrc != null && noNetrc) {
            throw new UsageException("--netrc and --no-netrc exclude each other");
        }
    }

    FtpOptions to(FtpUrl url, Credentials credentials) {
        return FtpOptions.to(url)
                .withCredentials(credentials)
                .withTimeouts(new Timeouts(connectTimeout, replyTimeout, idleTimeout, finishTimeout))
                .withFamily(ipv4 ? Dialer.Family.IPV4 : ipv6 ? Dialer.Family.IPV6 : Dialer.Family.ANY)
                .withPassive(new PassivePolicy(
                        switch (passive) {
                            case pasv -> PassivePolicy.Mode.PASV;
                            case epsv -> PassivePolicy.Mode.EPSV;
                            case auto -> PassivePolicy.Mode.AUTO;
                        },
                        pasvAddress == PasvAddress.server
                                ? PassivePolicy.Address.SERVER
                                : PassivePolicy.Address.CONTROL))
                .withCharset(charset);
    }

    RetryPolicy retry() {
        return new RetryPolicy(retries);
    }

    Optional<Duration> deadline() {
        return Optional.ofNullable(maxTime);
    }
}
