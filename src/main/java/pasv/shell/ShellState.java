package pasv.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import pasv.access.Settings;
import pasv.cli.ShellRequest;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.ftp.wire.RemotePath;
import pasv.ftp.wire.TransferType;
import pasv.ftp.wire.WireListener;
import pasv.home.Bookmarks;
import pasv.home.Places;
import pasv.net.Cancellation;
import pasv.report.RunRecord;
import pasv.transfer.TransferListener;
import pasv.ui.Console;
import pasv.ui.WireLog;

/** The state of the shell between two lines: connection, local directory, switches, jobs. */
final class ShellState {
    private final Console console;
    private final ShellRequest.Manner manner;
    private final Cancellation rest;
    private final LineSource lines;
    private final Places places;
    private final Jobs jobs = new Jobs();
    private final String inUse;
    private final Optional<RunRecord> record;
    private Settings settings;
    private volatile Optional<ServerSession> server = Optional.empty();
    /** A server that was named, but not connected to yet: who logs in is still to be said. */
    private Optional<FtpUrl> named = Optional.empty();

    private Path local = Path.of("");
    private TransferType type = TransferType.IMAGE;
    private boolean asks;
    private volatile WireListener wire = WireListener.NONE;
    private boolean verbose;
    private boolean ended;

    ShellState(ShellRequest request, boolean classic, LineSource lines) {
        this.console = request.console();
        this.manner = new ShellRequest.Manner(
                classic,
                request.manner().keepGoing() || classic,
                request.manner().ask(),
                request.manner().login());
        this.rest = request.cancellation();
        this.lines = lines;
        this.settings = request.settings();
        this.places = Places.of(settings.environment());
        this.asks = manner.ask();
        this.record = request.output().record();
        this.verbose = request.output().isVerbose();
        this.inUse = System.getProperty("user.dir", ".");
        hear(verbose);
    }

    static FtpException notConnected() {
        return usage("not connected: open HOST or open ftp://user@host/ does it");
    }

    static FtpException usage(String message) {
        return new FtpException(Failure.USAGE, message, Circumstances.in(Phase.COMMAND));
    }

    /** A path as typed; a name that no command can carry is refused in words. */
    static RemotePath remotePath(String text) throws FtpException {
        try {
            return RemotePath.of(text);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    /** Connects; what was connected before is left only when that has worked. */
    void open(FtpUrl url, Settings.Access access, Cancellation work) throws IOException {
        ServerSession next = new ServerSession(access.url(), access, ear(), rest, lines::announce);
        try {
            next.open(work);
        } catch (IOException | RuntimeException e) {
            next.close();
            throw e;
        }
        close();
        server = Optional.of(next);
    }

    /** Remembers a server for the {@code user} that follows, as the old programs did with {@code -n}. */
    void name(FtpUrl url) {
        close();
        named = Optional.of(url);
    }

    /** The session that commands go to; in an old script it begins with the first command that needs it. */
    ServerSession connected(Cancellation work) throws IOException {
        if (server.isEmpty() && named.isPresent()) {
            FtpUrl url = named.get();
            if (!manner.login()) {
                throw new FtpException(
                        Failure.LOGIN_REJECTED, "not logged in: user NAME does it", Circumstances.in(Phase.LOGIN));
            }
            open(url, settings.access(url), work);
        }
        return server.orElseThrow(ShellState::notConnected);
    }

    /** Closes the connection; false when there was none. */
    boolean close() {
        boolean was = server.isPresent() || named.isPresent();
        server.ifPresent(ServerSession::close);
        server = Optional.empty();
        named = Optional.empty();
        return was;
    }

    Optional<ServerSession> server() {
        return server;
    }

    Optional<FtpUrl> named() {
        return server.map(ServerSession::server).or(() -> named);
    }

    /** Changes a setting; a connection made under other settings is not used again. */
    void set(String name, String value) throws IOException {
        settings = settings.with(name, value);
        if (server.isPresent()) {
            ServerSession old = server.get();
            Settings.Access access = settings.access(old.server());
            if (name.equals("user")) {
                close();
                console.say("pasv: closed the connection of " + old.name() + "; open connects as the new user");
                return;
            }
            server = Optional.of(old.replaced(access, ear(), rest));
            old.close();
        }
    }

    private WireListener ear() {
        WireListener shown = this::heard;
        return record.isPresent() ? shown.and(record.get().wire()) : shown;
    }

    /** The listener to transfers, and the record of the run where it is to be drawn. */
    TransferListener recorded(TransferListener shown) {
        return record.isPresent() ? shown.and(record.get()) : shown;
    }

    /** What is to be drawn of the run. */
    Optional<RunRecord> record() {
        return record;
    }

    private void heard(pasv.ftp.wire.WireEvent event) {
        wire.on(event);
    }

    /** Whether the conversation is shown from now on. */
    void hear(boolean all) {
        wire = all ? new WireLog(console, false) : WireListener.NONE;
    }

    WireListener wire() {
        return ear();
    }

    /** Switches {@code verbose}. */
    void verbose(boolean on) {
        verbose = on;
        hear(on);
    }

    boolean isVerbose() {
        return verbose;
    }

    Path local() {
        return local(Path.of(""));
    }

    /** Where a local name lies, seen from the local directory. */
    Path local(Path path) {
        // the names stay short as long as the directory is the one that the program was started in
        return local.toString().isEmpty() ? path : local.resolve(path).normalize();
    }

    void goLocal(Path directory) {
        Path to = directory.toAbsolutePath().normalize();
        local = to.equals(Path.of(inUse)) ? Path.of("") : to;
    }

    TransferType type() {
        return type;
    }

    void type(TransferType wanted) {
        type = wanted;
    }

    /** Whether the commands for many files ask for each. */
    boolean asks() {
        return asks;
    }

    void asks(boolean on) {
        asks = on;
    }

    ShellRequest.Manner manner() {
        return manner;
    }

    Settings settings() {
        return settings;
    }

    Bookmarks bookmarks() {
        return new Bookmarks(places.bookmarksFile());
    }

    Console console() {
        return console;
    }

    LineSource lines() {
        return lines;
    }

    Jobs jobs() {
        return jobs;
    }

    void end() {
        ended = true;
    }

    boolean hasEnded() {
        return ended;
    }
}
