package pasv.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import pasv.access.ConnectOptions;
import pasv.access.OutputOptions;
import pasv.access.Settings;
import pasv.ftp.Clients;
import pasv.ftp.PathPattern;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.options.TlsMode;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.WireListener;
import pasv.net.Cancellation;
import pasv.net.Endpoint;
import pasv.report.RunRecord;
import pasv.transfer.RetryPolicy;
import pasv.transfer.TransferListener;
import pasv.ui.Console;
import pasv.ui.Problem;

/** The context of a verb on the command line. Arguments are URLs; URLs of one server and user share sessions. */
final class UrlSession implements Session {
    /** Sessions are shared where all of this is the same. */
    private record Key(Endpoint server, TlsMode tls, String user, Optional<String> password) {
        // spelled out: the generated ones are linked by method handles, which costs every start some milliseconds
        @Override
        public boolean equals(Object other) {
            return other instanceof Key that
                    && server.equals(that.server)
                    && tls == that.tls
                    && user.equals(that.user)
                    && password.equals(that.password);
        }

        @Override
        public int hashCode() {
            return server.hashCode() * 31 + user.hashCode();
        }
    }

    private final Settings settings;
    private final ConnectOptions connect;
    private final OutputOptions output;
    private final Console console;
    private final Problem problem;
    private final Cancellation cancellation;
    private final WireListener wire;
    private final TransferListener transfers;
    private final Map<Key, Clients> byServer = new HashMap<>();

    UrlSession(
            Settings settings,
            ConnectOptions connect,
            OutputOptions output,
            Console console,
            Cancellation cancellation) {
        this.settings = settings;
        this.connect = connect;
        this.output = output;
        this.console = console;
        this.cancellation = cancellation;
        this.problem = new Problem(console.glyphs(), ExitCode::of);
        this.wire = output.wire(console);
        this.transfers = output.transfers(console, problem);
        connect.deadline().ifPresent(cancellation::cancelAfter);
    }

    @Override
    public Remote locate(String argument) throws FtpException {
        Settings.Access access = settings.access(FtpUrl.parse(argument));
        FtpOptions options = access.options();
        FtpUrl url = access.url()
                .withPath(access.url().path().typedIn(options.charset()).in(options.fallback()));
        Key key =
                new Key(url.server(), url.tls(), access.options().credentials().user(), url.password());
        Clients clients = byServer.computeIfAbsent(key, unused -> new Clients(access.options(), wire, cancellation));
        return new Remote(url, clients, PathPattern.ofUrl(argument).typedIn(options.charset()), Optional.empty());
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
    public void report(FtpException e) {
        output.record().ifPresent(record -> record.failed(e));
        Session.super.report(e);
    }

    @Override
    public Optional<RunRecord> record() {
        return output.record();
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
        return output.isJson();
    }

    @Override
    public boolean colored() {
        return output.isColored(console);
    }

    @Override
    public void close() {
        byServer.values().forEach(Clients::close);
        settings.keep();
    }
}
