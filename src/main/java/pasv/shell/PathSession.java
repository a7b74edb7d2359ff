package pasv.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pasv.cli.ExitCode;
import pasv.cli.OutputOptions;
import pasv.cli.Remote;
import pasv.cli.Session;
import pasv.cli.Settings;
import pasv.ftp.FtpException;
import pasv.ftp.FtpUrl;
import pasv.ftp.PathPattern;
import pasv.ftp.RemotePath;
import pasv.net.Cancellation;
import pasv.transfer.Clients;
import pasv.transfer.RetryPolicy;
import pasv.transfer.TransferListener;
import pasv.ui.Console;
import pasv.ui.Problem;

/** How does a verb run in the shell? Its arguments are paths seen from where the session stands, or URLs elsewhere. */
final class PathSession implements Session {
    private final ShellState shell;
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
            Optional<ServerSession> server,
            OutputOptions output,
            Console console,
            TransferListener transfers,
            Cancellation work,
            Set<String> literal) {
        this.shell = shell;
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
            return new Remote(url, clients, PathPattern.ofUrl(argument));
        }
        ServerSession here = server.orElseThrow(ShellState::notConnected);
        PathPattern pattern = Turn.pattern(argument, literal, here);
        RemotePath path = pattern.isLiteral() ? pattern.base() : here.resolve(ShellState.remotePath(argument));
        return new Remote(here.at(path, shell.type()), here.clients(work), pattern);
    }

    @Override
    public RemotePath shown(RemotePath path) {
        return server.map(here -> path.seenFrom(here.directory())).orElse(path);
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
