package pasv.shell;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pasv.cli.Settings;
import pasv.ftp.Credentials;
import pasv.ftp.Directories;
import pasv.ftp.FtpClient;
import pasv.ftp.FtpOptions;
import pasv.ftp.FtpUrl;
import pasv.ftp.RemotePath;
import pasv.ftp.TransferType;
import pasv.ftp.WireListener;
import pasv.net.Cancellation;
import pasv.transfer.Clients;
import pasv.transfer.RetryPolicy;

/**
 * Which server, as whom, and in which of its directories? Outlives its connections: one that was lost is replaced when
 * the next command wants it, and finds itself in the same directory. One session is one server, user and set of
 * settings; another of any of them is another session with a connection of its own.
 */
final class ServerSession implements Closeable {
    private final FtpUrl server;
    private final Settings.Access access;
    private final Clients clients;
    private final Consumer<String> say;
    private final Remembered password;
    private final RemoteNames names = new RemoteNames(this);
    private final WireListener wire;
    private Optional<RemotePath> login = Optional.empty();
    private volatile RemotePath directory = RemotePath.of("");
    private RemotePath previous = RemotePath.of("");
    private boolean begun;
    private boolean tellsReconnect;

    /**
     * @param server the URL whose path is where to begin
     * @param wire who hears the conversation
     * @param rest the cancellation that idle connections are under
     * @param say who is told that a connection was replaced
     */
    ServerSession(FtpUrl server, Settings.Access access, WireListener wire, Cancellation rest, Consumer<String> say) {
        this.server = server;
        this.access = access;
        this.wire = wire;
        this.say = say;
        Credentials credentials = access.options().credentials();
        this.password = new Remembered(credentials.password());
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
        ServerSession other = new ServerSession(server, access, wire, work, line -> {});
        other.directory = directory;
        other.login = login;
        other.begun = true;
        password.current().ifPresent(other.password::preset);
        return other;
    }

    /** The same place under other settings, on a new connection. */
    ServerSession replaced(Settings.Access other, WireListener heard, Cancellation rest, Consumer<String> tell) {
        ServerSession next = new ServerSession(server, other, heard, rest, tell);
        next.directory = directory;
        next.previous = previous;
        next.begun = true;
        password.current().ifPresent(next.password::preset);
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
        Directories directories = new Directories(client);
        if (!begun) {
            begun = true;
            login = directories.current();
            directory = login.orElse(directory);
            previous = directory;
            return;
        }
        if (!login.equals(Optional.of(directory)) && !directory.isEmpty()) {
            directories.enter(directory);
        }
        if (tellsReconnect) {
            tellsReconnect = false;
            say.accept("pasv: reconnected to " + name() + (directory.isEmpty() ? "" : ", in " + directory.text()));
        }
    }

    /** A command begins: a connection that was lost meanwhile is noticed here. */
    void expect() {
        Optional<?> lost = clients.lost();
        tellsReconnect = begun && (lost.isPresent() || !clients.hasIdle());
    }

    void enter(RemotePath to, Cancellation work) throws IOException {
        moved(work, directories -> directories.enter(to), to);
    }

    void up(Cancellation work) throws IOException {
        moved(work, Directories::up, directory.parent());
    }

    private interface Move {
        void in(Directories directories) throws IOException;
    }

    private void moved(Cancellation work, Move move, RemotePath otherwise) throws IOException {
        RemotePath before = directory;
        using(work, client -> {
            Directories directories = new Directories(client);
            move.in(directories);
            directory = directories.current().orElse(before.resolve(otherwise));
            return true;
        });
        if (!directory.equals(before)) {
            previous = before;
        }
    }

    /** Where a name typed here lies. */
    RemotePath resolve(RemotePath typed) {
        return directory.resolve(typed);
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

    RemotePath directory() {
        return directory;
    }

    /** Where the login put the user. */
    RemotePath loginDirectory() {
        return login.orElse(RemotePath.of("/"));
    }

    /** Where the session was before, for {@code cd -}. */
    RemotePath previous() {
        return previous;
    }

    RemoteNames names() {
        return names;
    }

    String user() {
        return access.options().credentials().user();
    }

    /** {@code user@host}, with the port where it is not the usual one. */
    String name() {
        return user() + "@" + place();
    }

    private String place() {
        return server.server().port() == server.tls().port()
                ? server.server().host()
                : server.server().toString();
    }

    @Override
    public void close() {
        clients.close();
        password.forget();
    }

    /** A password that was typed once is not asked for again while the session lives; it is kept in memory alone. */
    private static final class Remembered implements Credentials.Password {
        private final Credentials.Password source;
        private char @Nullable [] known;

        Remembered(Credentials.Password source) {
            this.source = source;
        }

        @Override
        public synchronized Optional<char[]> get(String question) throws IOException {
            if (known == null) {
                Optional<char[]> told = source.get(question);
                if (told.isEmpty()) {
                    return told;
                }
                known = told.get();
            }
            return Optional.of(known.clone());
        }

        synchronized Optional<char[]> current() {
            return known == null ? Optional.empty() : Optional.of(known.clone());
        }

        synchronized void preset(char[] password) {
            known = password;
        }

        synchronized void forget() {
            if (known != null) {
                Arrays.fill(known, '\0');
                known = null;
            }
        }
    }
}
