package pasv.shell;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import pasv.access.Settings;
import pasv.ftp.Clients;
import pasv.ftp.FtpClient;
import pasv.ftp.options.Credentials;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.RemotePath;
import pasv.ftp.wire.TransferType;
import pasv.ftp.wire.WireListener;
import pasv.net.Cancellation;
import pasv.transfer.RetryPolicy;
import pasv.ui.Visible;

/**
 * The session of the shell with one server, as one user. Outlives its connections: one that was lost is replaced when
 * the next command wants it, and finds itself in the same {@link Place}. One session is one server, user and set of
 * settings; another of any of them is another session with a connection of its own.
 */
final class ServerSession implements Closeable {
    private final FtpUrl server;
    private final Settings.Access access;
    private final Clients clients;
    private final Consumer<String> say;
    private final RememberedPassword password;
    private final RemoteNames names = new RemoteNames(this);
    private final Place place;
    private boolean tellsReconnect;

    /**
     * @param server the URL whose path is where to begin
     * @param wire who hears the conversation
     * @param rest the cancellation that idle connections are under
     * @param say who is told that a connection was replaced
     */
    ServerSession(FtpUrl server, Settings.Access access, WireListener wire, Cancellation rest, Consumer<String> say) {
        this(server, access, wire, rest, say, new Place());
    }

    private ServerSession(
            FtpUrl server,
            Settings.Access access,
            WireListener wire,
            Cancellation rest,
            Consumer<String> say,
            Place place) {
        this.server = server;
        this.access = access;
        this.say = say;
        this.place = place;
        Credentials credentials = access.options().credentials();
        this.password = new RememberedPassword(credentials.password());
        FtpOptions options =
                access.options().withCredentials(new Credentials(credentials.user(), password, credentials.account()));
        this.clients = new Clients(options, wire, rest, this::opened);
    }

    /** Connects, logs in, and goes to the directory that the URL names. */
    void open(Cancellation work) throws IOException {
        using(work, client -> true);
        if (!server.path().isEmpty()) {
            enter(server.path(), work);
        }
    }

    /** The same server and user on connections of its own, in the same directory, for work in the background. */
    ServerSession apart(Cancellation work) {
        ServerSession other = new ServerSession(server, access, clients.listener(), work, line -> {}, place.copy());
        password.tell(other.password);
        return other;
    }

    /** The same place under other settings, on a new connection. */
    ServerSession replaced(Settings.Access other, WireListener heard, Cancellation rest) {
        ServerSession next = new ServerSession(server, other, heard, rest, say, place.copy());
        password.tell(next.password);
        return next;
    }

    /** What is done with a connection. */
    @FunctionalInterface
    interface Work<T> {
        T with(FtpClient client) throws IOException;
    }

    /** Borrows a connection for the work, which the cancellation ends. */
    <T> T using(Cancellation work, Work<T> what) throws IOException {
        Clients lending = clients.under(work);
        FtpClient client = lending.borrow();
        try {
            return what.with(client);
        } finally {
            lending.giveBack(client);
        }
    }

    /** Every new connection is put where the session stands. */
    private void opened(FtpClient client) throws IOException {
        boolean again = place.isKnown();
        place.bring(client);
        if (again && tellsReconnect) {
            tellsReconnect = false;
            String where = directory().isEmpty() ? "" : ", in " + directory().text();
            say.accept("pasv: reconnected to " + Visible.line(name() + where));
        }
    }

    /** A command begins: a connection that was lost meanwhile is noticed here. */
    void expect() {
        Optional<?> lost = clients.lost();
        tellsReconnect = lost.isPresent() || !clients.hasIdle();
    }

    void enter(RemotePath to, Cancellation work) throws IOException {
        using(work, client -> {
            place.enter(client, to);
            return letGo();
        });
    }

    void up(Cancellation work) throws IOException {
        using(work, client -> {
            place.up(client);
            return letGo();
        });
    }

    /** Names that are said alone mean something else on the other connections, which have not come along. */
    private boolean letGo() {
        if (!directory().isAbsolute()) {
            clients.close();
        }
        return true;
    }

    /** Where a name typed here lies. */
    RemotePath resolve(RemotePath typed) throws FtpException {
        return directory()
                .resolve(typed.typedIn(options().charset()))
                .in(options().fallback());
    }

    FtpUrl at(RemotePath path, TransferType type) {
        return server.withUser(user()).withPath(path).withType(type);
    }

    Clients clients(Cancellation work) {
        return clients.under(work);
    }

    Clients clients() {
        return clients;
    }

    RetryPolicy retry() {
        return access.retry();
    }

    FtpOptions options() {
        return access.options();
    }

    FtpUrl server() {
        return server;
    }

    Place place() {
        return place;
    }

    RemotePath directory() {
        return place.directory();
    }

    RemoteNames names() {
        return names;
    }

    String user() {
        return access.options().credentials().user();
    }

    /** {@code user@host}, with the port where it is not the usual one. */
    String name() {
        return user() + "@" + host();
    }

    private String host() {
        return server.server().port() == server.tls().port()
                ? server.server().host()
                : server.server().toString();
    }

    @Override
    public void close() {
        clients.close();
        password.forget();
    }
}
