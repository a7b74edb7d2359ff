package pasv.shell;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pasv.access.Settings;
import pasv.cli.ExitCode;
import pasv.ftp.options.Credentials;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.FtpException;
import pasv.net.Endpoint;
import pasv.ui.Visible;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verbs that begin and end a session: {@code open}, {@code user}, {@code close}, {@code bye}. */
final class ConnectVerbs {
    private ConnectVerbs() {}

    /** {@code open}: another server, or another user there; always a new connection. */
    @Command(name = "open", aliases = "connect", description = "Connect to a server, a URL or a bookmark, and log in.")
    static final class Open extends ShellVerb {
        @Parameters(
                index = "0",
                paramLabel = "HOST|URL|BOOKMARK",
                description = "[ftp://][user@]host[:port][/directory]")
        String place = "";

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "PORT",
                description = "the port, as the old programs take it")
        @Nullable
        String port;

        @Option(
                names = {"-u", "--user"},
                paramLabel = "NAME",
                description = "log in as NAME")
        @Nullable
        String user;

        @Override
        int run(Turn turn) throws IOException {
            if (user != null && user.indexOf(':') >= 0) {
                throw ShellState.usage("a password on the line stays in sight; it is asked for without echo");
            }
            return open(turn, named(turn), Optional.ofNullable(user));
        }

        private FtpUrl named(Turn turn) throws IOException {
            String known = turn.shell().bookmarks().find(place).orElse(place);
            FtpUrl url = FtpUrl.parse(known);
            if (port == null) {
                return url;
            }
            if (!port.matches("[0-9]{1,5}")
                    || Integer.parseInt(port) < 1
                    || Integer.parseInt(port) > Endpoint.MAX_PORT) {
                throw ShellState.usage("a port is a number from 1 to 65535");
            }
            return url.withServer(new Endpoint(url.server().host(), Integer.parseInt(port)));
        }
    }

    /** Connects, or in an old script without a user remembers the place. */
    static int open(Turn turn, FtpUrl url, Optional<String> user) throws IOException {
        ShellState shell = turn.shell();
        FtpUrl whole = user.map(name -> name.equals(url.user().orElse("")) ? url : url.withUser(name))
                .orElse(url);
        Settings.Access access = shell.settings().access(whole);
        boolean nobody = access.options().credentials().equals(Credentials.ANONYMOUS);
        if (!shell.manner().login() || (shell.manner().classic() && nobody)) {
            shell.name(whole);
            return ExitCode.OK;
        }
        shell.open(whole, access, turn.work());
        welcome(turn);
        return ExitCode.OK;
    }

    private static void welcome(Turn turn) throws IOException {
        if (turn.shell().manner().classic()) {
            return;
        }
        ServerSession server = turn.server();
        String directory = server.directory().isEmpty()
                ? ""
                : ", in " + Visible.line(server.directory().text());
        turn.console().say("connected to " + Visible.line(server.name()) + directory);
    }

    /** {@code user}: another user on the same server. */
    @Command(name = "user", description = "Log in as another user, on a new connection.")
    static final class User extends ShellVerb {
        @Parameters(index = "0", paramLabel = "NAME", description = "who")
        String name = "";

        @Parameters(
                index = "1..*",
                arity = "0..2",
                paramLabel = "PASSWORD",
                description = "for old scripts; without it the password is asked for without echo")
        List<String> secrets = List.of();

        @Override
        int run(Turn turn) throws IOException {
            ShellState shell = turn.shell();
            FtpUrl place = shell.named().orElseThrow(ShellState::notConnected);
            FtpUrl url = place.withUser(name);
            Settings.Access access = shell.settings().access(url);
            if (!secrets.isEmpty()) {
                Optional<String> account = secrets.stream().skip(1).findFirst();
                String password = secrets.get(0);
                Credentials told = new Credentials(name, question -> Optional.of(password.toCharArray()), account);
                access = access.as(told);
            } else if (!access.options().credentials().user().equals(name)) {
                throw ShellState.usage("the setting user says "
                        + access.options().credentials().user());
            }
            shell.open(url, access, turn.work());
            welcome(turn);
            return ExitCode.OK;
        }
    }

    /** {@code close}: no more server, still a shell. */
    @Command(name = "close", aliases = "disconnect", description = "Close the connection and stay in the shell.")
    static final class Close extends ShellVerb {
        @Override
        int run(Turn turn) throws FtpException {
            if (!turn.shell().close()) {
                throw ShellState.notConnected();
            }
            return ExitCode.OK;
        }
    }

    /** {@code bye}: the end. */
    @Command(
            name = "bye",
            aliases = {"quit", "exit"},
            description = "Close the connection and leave; running jobs are waited for with --wait.")
    static final class Bye extends ShellVerb {
        @Option(names = "--wait", description = "wait for the jobs in the background")
        boolean waits;

        @Override
        int run(Turn turn) {
            int code = ExitCode.OK;
            long running = turn.shell().jobs().running();
            if (running > 0 && (waits || !turn.shell().lines().isPerson())) {
                code = turn.shell().jobs().await(turn.work());
            } else if (running > 0 && !turn.shell().jobs().isWarned()) {
                turn.shell().jobs().warned();
                turn.console()
                        .say("pasv: " + running + " running in the background: wait, or bye again to end "
                                + (running == 1 ? "it" : "them"));
                return ExitCode.OK;
            }
            turn.shell().end();
            return code;
        }
    }
}
