package pasv.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pasv.access.OutputOptions;
import pasv.access.Settings;
import pasv.cli.ExitCode;
import pasv.cli.Remote;
import pasv.cli.Session;
import pasv.ftp.Clients;
import pasv.ftp.PathPattern;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.RemotePath;
import pasv.net.Cancellation;
import pasv.report.RunRecord;
import pasv.transfer.RetryPolicy;
import pasv.transfer.TransferListener;
import pasv.ui.Console;
import pasv.ui.Problem;

/**
 * The context of a verb in the shell. Its arguments are paths seen from where the session stands, or URLs elsewhere.
 */
final class PathSession implements Session {
    private final ShellState shell;
    private final Commands commands;
    private final Optional<ServerSession> server;
    private final OutputOptions output;
    private final Console console;
    private final Cancellation work;
    private final TransferListener transfers;
    private final Set<String> literal;
    private final List<Clients> elsewhere = new ArrayList<>();

    /** @param literal the arguments whose wildcards were quoted */
    PathSession(
            ShellState shell,
            Commands commands,
            Optional<ServerSession> server,
            OutputOptions output,
            Console console,
            TransferListener transfers,
            Cancellation work,
            Set<String> literal) {
        this.shell = shell;
        this.commands = commands;
        this.server = server;
        this.output = output;
        this.console = console;
        this.transfers = transfers;
        this.work = work;
        this.literal = literal;
    }

    @Override
    public Remote locate(String argument) throws FtpException {
        if (argument.contains("://")) {
            FtpUrl url = FtpUrl.parse(argument);
            Settings.Access access = shell.settings().access(url);
            Clients clients = new Clients(access.options(), shell.wire(), work);
            elsewhere.add(clients);
            FtpOptions options = access.options();
            return new Remote(
                    url.withPath(url.path().typedIn(options.charset()).in(options.fallback())),
                    clients,
                    PathPattern.ofUrl(argument).typedIn(options.charset()),
                    Optional.empty());
        }
        ServerSession here = server.orElseThrow(ShellState::notConnected);
        PathPattern pattern = Turn.pattern(argument, literal, here);
        RemotePath path = pattern.isLiteral() ? pattern.base() : here.resolve(ShellState.remotePath(argument));
        // what was typed as an absolute path is shown as one
        boolean absolute = ShellState.remotePath(argument).isAbsolute();
        RemotePath from = absolute ? RemotePath.of("") : here.directory();
        return new Remote(here.at(path, shell.type()), here.clients(work), pattern, Optional.of(from));
    }

    @Override
    public Path local(Path path) {
        return shell.local(path);
    }

    @Override
    public boolean lastArgumentIsRemote() {
        return false;
    }

    @Override
    public Console console() {
        return console;
    }

    @Override
    public Problem problem() {
        return new Problem(console.glyphs(), ExitCode::of);
    }

    @Override
    public void report(FtpException e) {
        if (e.failure() == Failure.CANCELLED) {
            commands.interrupted(work, console, problem().lines(e));
        } else {
            shell.record().ifPresent(record -> record.failed(e));
            Session.super.report(e);
        }
    }

    @Override
    public Optional<RunRecord> record() {
        return shell.record();
    }

    @Override
    public Cancellation cancellation() {
        return work;
    }

    @Override
    public TransferListener transfers() {
        return transfers;
    }

    @Override
    public RetryPolicy retry() {
        return server.map(ServerSession::retry).orElse(new RetryPolicy(0));
    }

    @Override
    public boolean json() {
        return output.isJson();
    }

    @Override
    public void close() {
        elsewhere.forEach(Clients::close);
    }
}
