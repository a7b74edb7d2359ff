package pasv.access;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import pasv.ftp.options.Credentials;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.options.PassivePolicy;
import pasv.ftp.wire.FtpException;
import pasv.net.Dialer;
import pasv.net.Pem;
import pasv.net.Pin;
import pasv.net.Proxy;
import pasv.net.Timeouts;
import pasv.net.Trust;
import pasv.transfer.RetryPolicy;
import picocli.CommandLine.Model.CommandSpec;

/** The connect options, the same on every verb: how a server is to be reached. */
public final class ConnectOptions {
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

    private final Options options = Options.shared();

    private final Options.Given<String> user =
            options.text("-u,--user", "NAME", "log in as NAME (default: from the URL or ~/.netrc, else anonymous)");

    private final Options.Given<String> passwordCommand = options.text(
            "--password-command", "CMD", "run CMD in a shell; the first line of its output is the password");

    private final Options.Given<String> passwordVariable =
            options.text("--password-env", "VAR", "take the password from the environment variable VAR");

    private final Options.Given<String> netrc = options.add(
            options.option("--netrc", "look users up in FILE (~/.netrc is read by default), the default entry included")
                    .type(String.class)
                    .paramLabel("FILE")
                    .arity("0..1")
                    .fallbackValue("")
                    .preprocessor(new OnlyAttached())
                    .build(),
            null);

    private final Options.Given<Boolean> noNetrc = options.flag("--no-netrc", "do not read ~/.netrc");

    final SecurityOptions security = new SecurityOptions(options);

    private final Options.Given<Boolean> ipv4 = options.flag("-4,--ipv4", "use IPv4 only");

    private final Options.Given<Boolean> ipv6 = options.flag("-6,--ipv6", "use IPv6 only");

    private final Options.Given<Passive> passive = options.value(
                    "--passive",
                    "pasv|epsv|auto",
                    Passive.class,
                    "the passive command; auto is PASV on IPv4 with EPSV as fallback, EPSV on IPv6")
            .or(Passive.auto);

    private final Options.Given<PasvAddress> pasvAddress = options.value(
                    "--pasv-address",
                    "control|server",
                    PasvAddress.class,
                    "whose address a data connection goes to (default: control, the control connection's peer)")
            .or(PasvAddress.control);

    private final Options.Given<String> proxy = options.text(
            "--proxy",
            "URL|off",
            "go through a proxy, control and data: socks5://, socks5h://, socks4a://, http:// or https://[user@]host[:port]"
                    + " (default: what FTP_PROXY or ALL_PROXY name)");

    private final Options.Given<String> proxyUser =
            options.text("--proxy-user", "NAME", "log in at the proxy as NAME (default: from its URL or ~/.netrc)");

    private final Options.Given<String> proxyPasswordCommand = options.text(
            "--proxy-password-command",
            "CMD",
            "run CMD in a shell; the first line of its output is the password at the proxy");

    private final Options.Given<String> proxyPasswordVariable = options.text(
            "--proxy-password-env", "VAR", "take the password at the proxy from the environment variable VAR");

    private final Options.Given<Path> proxyAuthorities = options.value(
            "--proxy-cacert", "FILE", Path.class, "trust the authorities in FILE (PEM) for an https:// proxy");

    private final Options.Given<Pin> proxyPin = options.value(
            "--proxy-pin",
            "sha256:HEX",
            new SecurityOptions.PinReader(),
            "accept this very certificate of an https:// proxy and no other");

    private final Options.Given<Duration> connectTimeout = duration(
                    "--connect-timeout", "limit for a connect, control and data alike (default: 10s)")
            .or(Timeouts.DEFAULT.connect());

    private final Options.Given<Duration> replyTimeout = duration(
                    "--reply-timeout", "limit for the reply to a command (default: 30s)")
            .or(Timeouts.DEFAULT.reply());

    private final Options.Given<Duration> idleTimeout = duration(
                    "--idle-timeout", "longest silence while data is due (default: 60s)")
            .or(Timeouts.DEFAULT.idle());

    private final Options.Given<Duration> finishTimeout = duration(
                    "--finish-timeout", "limit from the end of the data to the final reply (default: 60s)")
            .or(Timeouts.DEFAULT.finish());

    private final Options.Given<Duration> maxTime = duration("--max-time", "limit for the whole run (default: none)");

    private final Options.Given<Integer> retries = options.value(
                    "--retries", "N", Integer.class, "attempts after the first that make no progress (default: 3)")
            .or(3);

    private final Options.Given<Charset> charset = options.value(
                    "--charset",
                    "NAME",
                    Charset.class,
                    "of the server's names and replies: what is typed goes out in it, and what comes and is not UTF-8 is"
                            + " read in it (default: UTF-8)")
            .or(StandardCharsets.UTF_8);

    private final Options.Given<ZoneId> serverZone = options.value(
            "--server-zone",
            "ZONE",
            new Zones(),
            "the zone of the times in LIST, +09:00 or Asia/Seoul (default: found out by MDTM of one file)");

    private Options.Given<Duration> duration(String name, String description) {
        return options.value(name, "TIME", new Durations(), description);
    }

    /** Adds them to a command. */
    public void to(CommandSpec command) {
        options.to(command);
    }

    /**
     * Checks what can be checked before anything is sent.
     *
     * @throws UsageException with what is wrong
     */
    public void check() {
        if (ipv4.value() && ipv6.value()) {
            throw new UsageException("-4 and -6 exclude each other");
        }
        if (retries.value() < 0) {
            throw new UsageException("--retries is 0 or more");
        }
        String name = user.get().orElse("");
        if (name.indexOf(':') >= 0) {
            throw new UsageException("a password on the command line is seen by every process; "
                    + "use --password-command, --password-env or ~/.netrc, or type it when asked");
        }
        if (name.indexOf('\r') >= 0 || name.indexOf('\n') >= 0 || name.indexOf(0) >= 0) {
            throw new UsageException("the user name must not hold CR, LF or NUL");
        }
        if (proxyUser.get().orElse("").indexOf(':') >= 0) {
            throw new UsageException("a password on the command line is seen by every process; "
                    + "use --proxy-password-command, --proxy-password-env or ~/.netrc");
        }
        if (proxyPin.get().isPresent() && proxyAuthorities.get().isPresent()) {
            throw new UsageException(
                    "--proxy-pin and --proxy-cacert exclude each other: a pin names the certificate itself");
        }
        security.check();
        if (netrc.get().isPresent() && noNetrc.value()) {
            throw new UsageException("--netrc and --no-netrc exclude each other");
        }
    }

    public FtpOptions to(FtpUrl url, Credentials credentials) {
        return FtpOptions.to(url)
                .withCredentials(credentials)
                .withTimeouts(new Timeouts(
                        connectTimeout.value(), replyTimeout.value(), idleTimeout.value(), finishTimeout.value()))
                .withFamily(ipv4.value() ? Dialer.Family.IPV4 : ipv6.value() ? Dialer.Family.IPV6 : Dialer.Family.ANY)
                .withPassive(new PassivePolicy(
                        switch (passive.value()) {
                            case pasv -> PassivePolicy.Mode.PASV;
                            case epsv -> PassivePolicy.Mode.EPSV;
                            case auto -> PassivePolicy.Mode.AUTO;
                        },
                        pasvAddress.value() == PasvAddress.server
                                ? PassivePolicy.Address.SERVER
                                : PassivePolicy.Address.CONTROL))
                .withCharset(charset.value())
                .withZone(serverZone.get());
    }

    /**
     * The proxy for a host: the one that was said, else the one that the environment names. With the login of its URL,
     * and the trust that was asked for.
     *
     * @throws UsageException when it is none
     */
    Optional<Proxy> proxy(Map<String, String> environment, String host) throws FtpException {
        Optional<Proxy> named = named(environment, host);
        if (named.isEmpty() || named.get().kind() != Proxy.Kind.HTTPS) {
            return named;
        }
        if (proxyPin.get().isPresent()) {
            return Optional.of(named.get().trusting(Trust.SYSTEM.withPin(proxyPin.value())));
        }
        if (proxyAuthorities.get().isPresent()) {
            Path file = proxyAuthorities.value();
            Trust trust = Trust.SYSTEM.withAuthorities(SecurityOptions.read(() -> Pem.certificates(file)));
            return Optional.of(named.get().trusting(trust));
        }
        return named;
    }

    private Optional<Proxy> named(Map<String, String> environment, String host) {
        try {
            if (proxy.get().isEmpty()) {
                return Proxy.of(environment, host);
            }
            return proxy.value().equals("off") ? Optional.empty() : Optional.of(Proxy.parse(proxy.value()));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** As whom to log in at the proxy. */
    Optional<String> proxyUser() {
        return proxyUser.get();
    }

    /** The command that prints the password at the proxy. */
    Optional<String> proxyPasswordCommand() {
        return proxyPasswordCommand.get();
    }

    /** The environment variable that holds the password at the proxy. */
    Optional<String> proxyPasswordVariable() {
        return proxyPasswordVariable.get();
    }

    /** As whom to log in. */
    Optional<String> user() {
        return user.get();
    }

    /** The command that prints the password. */
    Optional<String> passwordCommand() {
        return passwordCommand.get();
    }

    /** The environment variable that holds the password. */
    Optional<String> passwordVariable() {
        return passwordVariable.get();
    }

    /** The file of logins; empty text is the usual one. */
    Optional<String> netrc() {
        return netrc.get();
    }

    /** Whether logins are looked up at all. */
    boolean usesNetrc() {
        return !noNetrc.value();
    }

    public RetryPolicy retry() {
        return new RetryPolicy(retries.value());
    }

    public Optional<Duration> deadline() {
        return maxTime.get();
    }
}
