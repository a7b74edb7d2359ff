package pasv.access;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import pasv.ftp.options.Credentials;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.home.Netrc;
import pasv.net.Proxy;
import pasv.ui.Console;
import pasv.ui.Prompt;

/**
 * The login for a host: user and password, and where they come from. In this order: the URL, {@code
 * --password-command}, {@code --password-env}, netrc, and last a hidden prompt, asked only when the server wants one
 * and a user was named. No user named: anonymous.
 */
final class Logins {
    private final ConnectOptions options;
    private final Console console;
    private final Map<String, String> environment;
    private Optional<Netrc> netrc = Optional.empty();
    private boolean netrcRead;

    Logins(ConnectOptions options, Console console, Map<String, String> environment) {
        this.options = options;
        this.console = console;
        this.environment = environment;
    }

    /** The login for a URL. */
    Credentials of(FtpUrl url) throws FtpException {
        Optional<String> named = options.user().or(url::user);
        Optional<Netrc.Login> kept = netrc().flatMap(file ->
                file.find(url.server().host(), named, options.netrc().isPresent()));
        Optional<String> user = named.or(() -> kept.flatMap(Netrc.Login::user));
        if (user.isEmpty()) {
            return Credentials.ANONYMOUS;
        }
        boolean sameUser = url.user().equals(user);
        Optional<String> inUrl = sameUser ? url.password() : Optional.empty();
        Optional<String> account = kept.flatMap(Netrc.Login::account);
        return new Credentials(
                user.get(), question -> password(user.get(), url, inUrl, kept.flatMap(Netrc.Login::password)), account);
    }

    /**
     * The proxy with the login that it is told, looked up as a server's is: its URL, the command, the environment
     * variable, netrc. Nobody is asked: a proxy without a password is told an empty one.
     *
     * @throws UsageException when no proxy could be told it
     */
    Proxy at(Proxy proxy) throws FtpException {
        Optional<String> named = options.proxyUser().or(proxy::user);
        Optional<Netrc.Login> kept =
                netrc().flatMap(file -> file.find(proxy.server().host(), named, false));
        Optional<String> user = named.or(() -> kept.flatMap(Netrc.Login::user));
        if (user.isEmpty() || !proxy.takesPassword()) {
            return proxy.as(user, Optional.empty());
        }
        try {
            return proxy.as(user, passwordAt(proxy, user.get(), kept));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        } catch (FtpException e) {
            throw e;
        } catch (IOException e) {
            throw usage("the command for the proxy's password does not run: " + e.getMessage());
        }
    }

    private Optional<String> passwordAt(Proxy proxy, String user, Optional<Netrc.Login> kept) throws IOException {
        if (proxy.password().isPresent() && proxy.user().filter(user::equals).isPresent()) {
            return proxy.password();
        }
        return said("--proxy-password-command", options.proxyPasswordCommand(), options.proxyPasswordVariable())
                .map(String::new)
                .or(() -> kept.flatMap(Netrc.Login::password));
    }

    private Optional<char[]> password(String user, FtpUrl url, Optional<String> inUrl, Optional<String> inNetrc)
            throws IOException {
        if (inUrl.isPresent()) {
            return Optional.of(inUrl.get().toCharArray());
        }
        Optional<char[]> said = said("--password-command", options.passwordCommand(), options.passwordVariable());
        if (said.isPresent()) {
            return said;
        }
        if (inNetrc.isPresent()) {
            return Optional.of(inNetrc.get().toCharArray());
        }
        return Prompt.password("password for " + user + "@" + url.server().host() + ": ");
    }

    private Optional<char[]> said(String option, Optional<String> command, Optional<String> variable)
            throws IOException {
        if (command.isPresent()) {
            return Optional.of(ofCommand(option, command.get()));
        }
        if (variable.isEmpty()) {
            return Optional.empty();
        }
        String value = environment.get(variable.get());
        if (value == null) {
            throw usage("the environment variable " + variable.get() + " is not set");
        }
        return Optional.of(value.toCharArray());
    }

    private static char[] ofCommand(String option, String command) throws IOException {
        boolean windows = java.io.File.separatorChar == '\\';
        Process process = new ProcessBuilder(windows ? new String[] {"cmd", "/c", command} : shell(command))
                .redirectInput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            // the rest is not the password, but the command must be able to end
            out.transferTo(Writer.nullWriter());
            int code = process.waitFor();
            if (code != 0 || line == null) {
                throw usage(option + " gave no password (exit code " + code + ")");
            }
            return line.toCharArray();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw usage(option + " was interrupted");
        } finally {
            process.destroy();
        }
    }

    private static String[] shell(String command) {
        return new String[] {"/bin/sh", "-c", command};
    }

    private Optional<Netrc> netrc() throws FtpException {
        if (!netrcRead) {
            netrcRead = true;
            netrc = options.usesNetrc() ? read() : Optional.empty();
        }
        return netrc;
    }

    private Optional<Netrc> read() throws FtpException {
        String given = options.netrc().orElse("");
        boolean named = !given.isEmpty();
        String home = environment.getOrDefault("HOME", System.getProperty("user.home", "."));
        Path file = named ? Path.of(given) : Path.of(home, ".netrc");
        if (!named && !Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Netrc.read(file));
        } catch (IOException e) {
            if (named) {
                throw usage(String.valueOf(e.getMessage()));
            }
            console.say("pasv: warning: ignoring " + file + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private static FtpException usage(String message) {
        return new FtpException(Failure.USAGE, message, Circumstances.in(Phase.LOGIN));
    }
}
