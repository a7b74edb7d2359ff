package pasv.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An FTP server that plays a conversation written as text, and fails the test when the client says something else.
 *
 * <pre>{@code
 * default SYST 215 UNIX Type: L8           # the answer wherever SYST comes, unless the script expects it there
 * === session                              # the first control connection; with one session the line may be left out
 * < 220 hi                                 # a reply line, CRLF is added
 * > USER a                                 # the client must say this next
 * < 331 pw
 * > PASS *                                 # * stands for anything
 * < 230 in
 * ?> FEAT                                  # may come; its answer is skipped where it does not
 * < 500 what?
 * {                                        # in any order
 * > TYPE I
 * < 200 ok
 * > SIZE a.txt
 * < 213 4096
 * ?> MDTM a.txt
 * < 213 20251020170000
 * }
 * > PASV
 * < 227 Entering Passive Mode ({pasv})     # opens a passive port
 * > RETR a.txt
 * < 150 go
 * ! data 4096                              # a deed, see below
 * ! close-data
 * < 226 done
 * === session repeat                       # every further connection
 * < 421 full
 * ! close
 * }</pre>
 *
 * <p><b>The client's lines.</b> {@code >} must come, {@code ?>} may come, {@code *>} may come again and again until the
 * next expectation is met. {@code >~} and {@code ?~} take a Java regular expression for the whole line. {@code *} in a
 * literal stands for anything, {@code \*} for a star. Whether commands arrive one by one or many in a segment makes no
 * difference: they are read line by line and answered in order. {@code QUIT} is answered everywhere, needed nowhere.
 * {@code default VERB REPLY} answers commands that the script does not expect at that moment ({@code default * REPLY}:
 * all of them); above the first {@code ===} it holds for all sessions.
 *
 * <p><b>The server's lines.</b> {@code <} a line with CRLF, {@code <.} the same in one segment a byte, {@code <<} bytes
 * as they are without CRLF. Escapes: {@code \r \n \t \0 \\ \xFF}. Placeholders: {@code {pasv}} the six numbers,
 * {@code {port}}, or {@code {host}} (with commas), {@code {p1}} and {@code {p2}}; each reply that names a port opens a
 * new one. Two blanks and {@code # } begin a comment.
 *
 * <p><b>Deeds.</b> See {@link Verb}: {@code data 4096}, {@code data-text …}, {@code trickle 100 by 1},
 * {@code close-data} (FIN), {@code reset-data} (RST), {@code receive}, {@code refuse-data}, {@code silent-data},
 * {@code advertise 10.0.0.11}, {@code stall}, {@code flood 1000000 230-x\r\n}, {@code close}, {@code reset}, ….
 *
 * <p><b>Sessions</b> are one for each control connection in the order in which they are accepted: {@code === session},
 * {@code === session optional} (need not be opened), {@code === session repeat} (the last one, for all that follow).
 *
 * <p>Every wait ends after {@link #limit()}, so a test with this server cannot hang.
 */
public final class ScriptedServer implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    /** How long a session that has nothing more to do is given to notice that the client said too much. */
    private static final Duration GRACE = Duration.ofMillis(300);

    /** A command as it came, and the control connection (1, 2, …) on which it came. */
    public record Received(int session, String line) {}

    private final ServerSocket listener;
    private final Duration limit;
    private final Script script;
    private final List<ScriptedSession> sessions = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<byte[]> uploads = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final AtomicInteger dataConnections = new AtomicInteger();
    /** Zero when every session that must take place has begun. */
    private final CountDownLatch allBegun;

    private volatile boolean failed;

    private ScriptedServer(InetAddress address, Duration limit, String script) throws IOException {
        this.script = ScriptReader.read(script);
        this.limit = limit;
        this.allBegun = new CountDownLatch(mandatorySessions());
        this.listener = new ServerSocket(0, 50, address);
    }

    /** Plays the script on 127.0.0.1. */
    public static ScriptedServer play(String script) {
        return play("127.0.0.1", LIMIT, script);
    }

    /** Plays the script on that loopback address ({@code ::1} for IPv6), with a limit of its own for every wait. */
    public static ScriptedServer play(String address, Duration limit, String script) {
        try {
            ScriptedServer server = new ScriptedServer(InetAddress.getByName(address), limit, script);
            daemon("scripted-server-" + server.port(), server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public InetAddress address() {
        return listener.getInetAddress();
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** {@code ftp://a@127.0.0.1:PORT/PATH}, for the command line of a test. */
    public String url(String user, String path) {
        return Homes.url(user, address(), port(), path);
    }

    /** Every command received so far, in order. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    /** The commands received so far on that control connection (1 is the first). */
    public List<String> received(int session) {
        return received.stream()
                .filter(command -> command.session() == session)
                .map(Received::line)
                .toList();
    }

    /** What {@code ! receive} read, one element each. */
    public List<byte[]> uploads() {
        return List.copyOf(uploads);
    }

    /** How many data connections the client made, wanted or not. */
    public int dataConnections() {
        return dataConnections.get();
    }

    /** How many control connections the client made. */
    public int sessions() {
        return sessions.size();
    }

    public Duration limit() {
        return limit;
    }

    /** Waits until all that the script demands has happened, and fails with what was different where it was not so. */
    public void assertDone() {
        if (failed) {
            return; // said once
        }
        try {
            if (!allBegun.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                complaints.add("the client opened " + sessions.size() + " control connections, the script has "
                        + mandatorySessions() + "\n");
            }
            for (ScriptedSession session : sessions) {
                if (!session.settled().await(2 * limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    complaints.add("a session was still busy after " + 2 * limit.toSeconds() + " s\n");
                } else if (!session.ended().await(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                    continue; // the client keeps its connection: all that had to happen has happened
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<String> all = new ArrayList<>(complaints);
        sessions.forEach(session -> session.difference().ifPresent(all::add));
        if (!all.isEmpty()) {
            failed = true;
            throw new AssertionError(String.join("\n", all));
        }
    }

    /** {@link #assertDone()}, then everything is closed, whatever came of it. */
    @Override
    public void close() {
        try {
            assertDone();
        } finally {
            stopListening();
            sockets.forEach(socket -> quietly(socket::close));
        }
    }

    void stopListening() {
        quietly(listener::close);
    }

    DataPort openDataPort() throws IOException {
        return new DataPort(address(), limit, dataConnections);
    }

    void record(int session, String line) {
        received.add(new Received(session, line));
    }

    void uploaded(byte[] bytes) {
        uploads.add(bytes);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                begin(listener.accept());
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void begin(Socket socket) throws IOException {
        int number = sessions.size() + 1;
        List<Script.Session> written = script.sessions();
        Script.Session last = written.get(written.size() - 1);
        if (number > written.size() && last.times() != Script.Times.REPEAT) {
            complaints.add(
                    "the client opened control connection " + number + ", the script has " + written.size() + "\n");
            socket.close();
            return;
        }
        Script.Session session = number > written.size() ? last : written.get(number - 1);
        sockets.add(socket);
        ScriptedSession playing = new ScriptedSession(number, session, new ControlLine(socket, limit), this);
        sessions.add(playing);
        daemon("scripted-session-" + number, playing);
        if (session.times() == Script.Times.ONCE) {
            allBegun.countDown();
        }
    }

    private int mandatorySessions() {
        return (int) script.sessions().stream()
                .filter(session -> session.times() == Script.Times.ONCE)
                .count();
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Something that may fail because the other side was quicker. */
    interface Closing {
        void close() throws IOException;
    }

    static void quietly(Closing closing) {
        try {
            closing.close();
        } catch (IOException e) {
            // closed already, which is what was wanted
        }
    }
}
