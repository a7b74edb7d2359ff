package pasv.doctor;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import pasv.ftp.Command;
import pasv.ftp.FtpClient;
import pasv.ftp.FtpException;
import pasv.ftp.FtpOptions;
import pasv.ftp.PassiveReply;
import pasv.ftp.Reply;
import pasv.ftp.WireEvent;
import pasv.ftp.WireListener;
import pasv.net.Cancellation;
import pasv.net.Connection;
import pasv.net.Dialer;
import pasv.net.Endpoint;
import pasv.net.Timeouts;

/**
 * What do the probes share? One session with the server, opened once and never again (a second login could get the user
 * banned), what was said on it, and what earlier probes found out. Used by one thread.
 */
final class Examination implements Closeable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration REPLY = Duration.ofSeconds(8);

    private final FtpOptions options;
    private final Wishes wishes;
    private final WireListener listener;
    private final Cancellation cancellation;
    private final Transcript transcript = new Transcript();
    private final Set<Integer> announced = new TreeSet<>();
    private final Set<Integer> connected = new HashSet<>();
    private Optional<FtpClient> client = Optional.empty();
    private Optional<FtpException> failure = Optional.empty();
    private boolean opened;
    private Optional<InetAddress> advertised = Optional.empty();
    private byte[] listing = {};
    private Duration finalReply = Duration.ZERO;
    private Optional<Integer> dataPort = Optional.empty();

    Examination(FtpOptions options, Wishes wishes, WireListener listener, Cancellation cancellation) {
        Timeouts asked = options.timeouts();
        this.options = options.withTimeouts(new Timeouts(
                shorter(asked.connect(), CONNECT),
                shorter(asked.reply(), REPLY),
                shorter(asked.idle(), CONNECT),
                shorter(asked.finish(), REPLY)));
        this.wishes = wishes;
        this.listener = transcript.and(listener);
        this.cancellation = cancellation;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Connects and logs in, the first time; later calls change nothing. */
    void open() {
        if (opened) {
            return;
        }
        opened = true;
        try {
            client = Optional.of(FtpClient.connect(options, listener, cancellation));
        } catch (FtpException e) {
            failure = Optional.of(e);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Why there is no session. */
    Optional<FtpException> failure() {
        return failure;
    }

    /** The session, while it can take another command. */
    Optional<FtpClient> usable() {
        return client.filter(FtpClient::isUsable);
    }

    FtpClient client() {
        return client.orElseThrow(() -> new IllegalStateException("a probe that needs no session asked for it"));
    }

    /** Asks on the session; a probe never sees a reply to something else. */
    Reply ask(String line) throws IOException {
        return client().quote(Command.ofLine(line));
    }

    FtpOptions options() {
        return options;
    }

    Wishes wishes() {
        return wishes;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    Transcript transcript() {
        return transcript;
    }

    void note(String text) {
        listener.on(new WireEvent.Noted(text));
    }

    /** The server's control endpoint, numeric where it was reached. */
    Endpoint server() {
        return transcript
                .first(WireEvent.Connected.class)
                .map(WireEvent.Connected::remote)
                .orElse(options.server());
    }

    boolean isIpv6() {
        return server().host().indexOf(':') >= 0;
    }

    /** The passive command that this address family wants. */
    String passiveCommand() {
        return isIpv6() ? "EPSV" : "PASV";
    }

    /** Asks for one more passive port, without connecting to it. */
    PassiveReply announce() throws IOException, PassiveReply.Rejected {
        PassiveReply reply = PassiveReply.of(ask(passiveCommand()));
        announced.add(reply.port());
        return reply;
    }

    /** Opens and closes a connection to an announced port of the control connection's peer; never to another host. */
    Duration knock(int port, Duration limit) throws IOException {
        connected.add(port);
        Endpoint local =
                transcript.first(WireEvent.Connected.class).orElseThrow().local();
        long start = System.nanoTime();
        try (Dialer.Pending pending = new Dialer(cancellation).begin(new Endpoint(server().host(), port), local);
                Connection open = pending.finish(limit)) {
            Duration after = Duration.ofNanos(System.nanoTime() - start);
            listener.on(new WireEvent.DataOpened(open.local(), open.remote(), after));
            return after;
        }
    }

    /** Ports that were connected to: none gets a second connect. */
    boolean wasConnected(int port) {
        return connected.contains(port)
                || transcript
                        .all(WireEvent.Announced.class)
                        .anyMatch(a -> a.target().port() == port);
    }

    Collection<Integer> announcedPorts() {
        return announced;
    }

    void advertises(InetAddress address) {
        advertised = Optional.of(address);
    }

    void listed(byte[] bytes, Duration untilFinalReply) {
        listing = bytes.clone();
        finalReply = untilFinalReply;
        dataPort = transcript
                .last(WireEvent.DataOpened.class)
                .map(open -> open.remote().port());
    }

    /** The port that a whole listing came through. */
    Optional<Integer> dataPort() {
        return dataPort;
    }

    byte[] listing() {
        return listing.clone();
    }

    Duration finalReply() {
        return finalReply;
    }

    ServerFamily family() {
        return ServerFamily.recognise(transcript.replies());
    }

    /** The facts for a sentence. */
    Subject subject() {
        Endpoint server = server();
        Subject subject = Subject.NOTHING.at(server);
        if (advertised.isPresent()) {
            subject = subject.advertising(advertised.get());
        }
        if (announced.size() > 1) {
            int lowest = announced.stream().mapToInt(port -> port).min().orElse(1);
            int highest = announced.stream().mapToInt(port -> port).max().orElse(1);
            subject = subject.over(Optional.of(new Subject.Span(lowest, highest)));
        }
        return subject;
    }

    @Override
    public void close() {
        client.ifPresent(FtpClient::close);
    }
}
