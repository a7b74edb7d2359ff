package pasv.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import pasv.ftp.Credentials;
import pasv.ftp.FtpException;
import pasv.ftp.FtpOptions;
import pasv.ftp.FtpUrl;
import pasv.ftp.PathPattern;
import pasv.ftp.TlsMode;
import pasv.ftp.WireListener;
import pasv.home.StateDirectory;
import pasv.net.Cancellation;
import pasv.net.Endpoint;
import pasv.transfer.Clients;
import pasv.transfer.RetryPolicy;
import pasv.transfer.TransferListener;
import pasv.ui.Console;
import pasv.ui.Problem;

/** How does a verb run on the command line? Arguments are URLs; URLs of one server and user share sessions. */
final class UrlSession implements Session {
    private record Key(Endpoint server, TlsMode tls, String user, Optional<String> password) {}

    private final ConnectOptions connect;
    private final OutputOptions output;
    private final Console console;
    private final Problem problem;
    private final Cancellation cancellation;
    private final Logins logins;
    private final WireListener wire;
    private final TransferListener transfers;
    private final KnownHosts known = new KnownHosts(StateDirectory.of(System.getenv()));
    private final Map<Key, Clients> byServer = new HashMap<>();

    UrlSession(ConnectOptions connect, OutputOptions output, Console console, Cancellation cancellation) {
        this.connect = connect;
        this.output = output;
        this.console = console;
        this.cancellation = cancellation;
        this.problem = new Problem(console.glyphs(), ExitCode::of);
        this.logins = new Logins(connect, console, System.getenv());
        this.wire = output.wire(console);
        this.transfers = output.transfers(console, problem);
        connect.deadline().ifPresent(cancellation::cancelAfter);
    }

    @Override
    public Remote locate(String argument) throws FtpException {
        FtpUrl url = connect.security.applied(FtpUrl.parse(argument));
        Credentials credentials = logins.of(url);
        Key key = new Key(url.server(), url.tls(), credentials.user(), url.password());
        Clients clients = byServer.get(key);
        if (clients == null) {
            FtpOptions options = connect.to(url, credentials)
                    .withSecurity(connect.security.of(url, known.pin(url.server())))
                    .withHabits(known.habits(url.server()));
            clients = new Clients(options, wire, cancellation);
            byServer.put(key, clients);
        }
        return new Remote(url, clients, PathPattern.ofUrl(argument));
    }

    @Override
    public Console console() {
        return console;
    }

    @Override
    public Problem problem() {
        return problem;
    }

    @Override
    public Cancellation cancellation() {
        return cancellation;
    }

    @Override
    public TransferListener transfers() {
        return transfers;
    }

    @Override
    public RetryPolicy retry() {
        return connect.retry();
    }

    @Override
    public boolean json() {
        return output.json;
    }

    @Override
    public boolean colored() {
        return output.color.on(console);
    }

    @Override
    public void close() {
        byServer.values().forEach(Clients::close);
        known.keep();
    }
}
