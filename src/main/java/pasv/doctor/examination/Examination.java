package pasv.doctor.examination;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import pasv.doctor.finding.ServerFamily;
import pasv.doctor.finding.Subject;
import pasv.ftp.FtpClient;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.options.TlsMode;
import pasv.ftp.wire.Command;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.PassiveReply;
import pasv.ftp.wire.Reply;
import pasv.ftp.wire.ServerHabits;
import pasv.ftp.wire.WireEvent;
import pasv.ftp.wire.WireListener;
import pasv.net.Cancellation;
import pasv.net.Connection;
import pasv.net.Dialer;
import pasv.net.Endpoint;
import pasv.net.NetException;
import pasv.net.Timeouts;

/**
 * The examination that the probes share. One session with the server, opened once and never again (a second login could
 * get the user banned), what was said on it, and what earlier probes found out. Used by one thread.
 */
public final class Examination implements Closeable {
    /** How the server ended the data. */
    public enum DataEnd {
        UNKNOWN,
        /** With close_notify, which nobody else can send. */
        SIGNED,
        /** With a bare FIN under TLS, which anybody can send. */
        BARE
    }

    /** Failures that speak of the command line or the person at it and not of the server. */
    private static final Set<Failure> OURS = Set.of(Failure.CANCELLED, Failure.USAGE, Failure.LOCAL_FILE);

    private static final Duration REPEATED = Duration.ofMillis(900);

    private final FtpOptions options;
    private final Wishes wishes;
    private final WireListener listener;
    private final WireListener outside;
    private final Allowance allowance;
    private final Answers answers;
    private final WayIn wayIn = new WayIn();
    private final Transcript transcript = new Transcript();
    private final Set<Integer> announced = new TreeSet<>();
    private final Set<Integer> connected = new HashSet<>();
    private final Duration limitOfNames;
    private final Map<Integer, NetException.Kind> closed = new TreeMap<>();
    private boolean openingTroubleIsTold;
    private Optional<InetAddress> advertised = Optional.empty();
    private Optional<byte[]> listing = Optional.empty();
    private DataEnd dataEnd = DataEnd.UNKNOWN;
    private Duration finalReply = Duration.ZERO;
    private Optional<Integer> dataPort = Optional.empty();

    public Examination(FtpOptions options, Wishes wishes, WireListener listener, Allowance allowance) {
        Timeouts asked = options.timeouts();
        this.limitOfNames = asked.connect();
        Duration most = allowance.limits().eighths(7);
        Duration some = allowance.limits().eighths(5);
        this.answers = new Answers(options.credentials(), allowance);
        this.options = options.withTimeouts(new Timeouts(
                        shorter(asked.connect(), some),
                        shorter(asked.reply(), most),
                        shorter(asked.idle(), some),
                        shorter(asked.finish(), most)))
                .withCredentials(answers.asking());
        this.wishes = wishes;
        this.outside = told(listener);
        this.listener = transcript.and(outside);
        this.allowance = allowance;
    }

    private WireListener told(WireListener listener) {
        return new WireListener() {
            @Override
            public void on(WireEvent event) {
                tell(listener, event);
            }

            @Override
            public WireListener forConnection() {
                return told(listener.forConnection());
            }
        };
    }

    /** The session opens on a thread of its own, while the probes may have something to note. */
    private synchronized void tell(WireListener listener, WireEvent event) {
        listener.on(event);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** The addresses of the server's name. A name server may be slower than a probe: the user's own limit holds. */
    public List<InetAddress> lookUp() throws IOException {
        return allowance.uncounted(() -> Dialer.lookUp(options.server().host(), options.family(), limitOfNames));
    }

    /** Begins to open the session where nobody has, and waits until that step was passed or came to nothing. */
    void await(Opening step) throws FtpException {
        wayIn.begin(options, listener);
        wayIn.await(step, cancellation());
        Optional<FtpException> own = failure().filter(e -> OURS.contains(e.failure()));
        if (own.isPresent()) {
            throw own.get();
        }
    }

    /** A second session, under TLS, for a user who got in on the first one. What is said on it is not in the transcript. */
    public FtpClient underTls() throws IOException {
        note("the same question under TLS, on a session of its own");
        FtpOptions twin = options.withCredentials(answers.repeating())
                .withSecurity(options.security().withMode(TlsMode.EXPLICIT))
                .withHabits(new ServerHabits());
        return FtpClient.connect(twin, outside, within(limits().eighths(6)));
    }

    /** Why there is no session. */
    Optional<FtpException> failure() {
        return wayIn.failure();
    }

    /** Whether the time was over before the session was open. */
    boolean isOpeningGivenUp() {
        return wayIn.isAbandoned();
    }

    boolean openingTroubleIsTold() {
        return openingTroubleIsTold;
    }

    void tellOpeningTrouble() {
        openingTroubleIsTold = true;
    }

    /** The session, while it can take another command. */
    public Optional<FtpClient> usable() {
        return wayIn.client().filter(FtpClient::isUsable);
    }

    public FtpClient client() {
        return wayIn.client()
                .orElseThrow(() -> new IllegalStateException("a probe that needs no session asked for it"));
    }

    /** Asks on the session; a probe never sees a reply to something else. */
    public Reply ask(String line) throws IOException {
        return client().quote(Command.ofLine(line));
    }

    public FtpOptions options() {
        return options;
    }

    public Wishes wishes() {
        return wishes;
    }

    /** Closes what is registered when the time of the running probe is over, or the user wants no more. */
    public Cancellation cancellation() {
        return allowance.current();
    }

    /** The same for a part of a probe that may come to nothing without harm to the rest. */
    public Cancellation within(Duration limit) {
        Cancellation part = new Cancellation();
        part.cancelAfter(limit);
        cancellation().register(() -> part.cancel(Cancellation.Cause.ASKED));
        return part;
    }

    public Allowance.Limits limits() {
        return allowance.limits();
    }

    public Transcript transcript() {
        return transcript;
    }

    public void note(String text) {
        listener.on(new WireEvent.Noted(text));
    }

    /** The server's control endpoint, numeric where it was reached. */
    public Endpoint server() {
        return transcript
                .first(WireEvent.Connected.class)
                .map(WireEvent.Connected::remote)
                .orElse(options.server());
    }

    public boolean isIpv6() {
        return server().host().indexOf(':') >= 0;
    }

    /** The passive command that this address family wants. */
    String passiveCommand() {
        return isIpv6() ? "EPSV" : "PASV";
    }

    /** Asks for one more passive port, without connecting to it. */
    public PassiveReply announce() throws IOException, PassiveReply.Rejected {
        PassiveReply reply = PassiveReply.of(ask(passiveCommand()));
        announced.add(reply.port());
        return reply;
    }

    /** Opens and closes a connection to an announced port of the control connection's peer; never to another host. */
    public Duration knock(int port, Duration limit) throws IOException {
        connected.add(port);
        Endpoint local =
                transcript.first(WireEvent.Connected.class).orElseThrow().local();
        long start = System.nanoTime();
        try (Dialer dialer = new Dialer(cancellation(), options.proxy());
                Dialer.Pending pending = dialer.begin(new Endpoint(server().host(), port), local);
                Connection open = finished(pending, limit)) {
            Duration after = Duration.ofNanos(System.nanoTime() - start);
            listener.on(new WireEvent.DataOpened(open.local(), open.remote(), after));
            return after;
        }
    }

    private Connection finished(Dialer.Pending pending, Duration limit) throws IOException {
        try {
            return pending.finish(limit);
        } catch (NetException e) {
            listener.on(new WireEvent.DataFailed(pending.remote(), e.kind().words(), pending.age()));
            throw e;
        }
    }

    /**
     * Whether a SYN must have been sent twice: one connect took a second longer than another, and a second is what
     * passes before that.
     */
    public boolean hasRepeatedItself() {
        Optional<WireEvent.Connected> control = transcript.first(WireEvent.Connected.class);
        if (control.isEmpty()) {
            return false;
        }
        Duration first = control.get().after();
        Duration longest = first;
        Duration shortest = first;
        for (WireEvent.DataOpened open :
                transcript.all(WireEvent.DataOpened.class).toList()) {
            longest = open.after().compareTo(longest) > 0 ? open.after() : longest;
            shortest = open.after().compareTo(shortest) < 0 ? open.after() : shortest;
        }
        return longest.minus(shortest).compareTo(REPEATED) > 0;
    }

    /** An announced port that could not be connected to. */
    public void closed(int port, NetException.Kind kind) {
        closed.put(port, kind);
    }

    /** The announced ports that could not be connected to, with how that was known. */
    public Map<Integer, NetException.Kind> closedPorts() {
        return Map.copyOf(closed);
    }

    /** Where connections of this side come from. */
    public Optional<Endpoint> local() {
        return transcript.first(WireEvent.Connected.class).map(WireEvent.Connected::local);
    }

    /** Ports that were connected to: none gets a second connect. */
    public boolean wasConnected(int port) {
        return triedPorts().contains(port);
    }

    /** Ports that were connected to, whatever came of it. */
    public Collection<Integer> triedPorts() {
        Set<Integer> all = new TreeSet<>(connected);
        transcript
                .all(WireEvent.Announced.class)
                .forEach(a -> all.add(a.target().port()));
        return all;
    }

    public Collection<Integer> announcedPorts() {
        return announced;
    }

    public void advertises(InetAddress address) {
        advertised = Optional.of(address);
    }

    /** The address of the 227. */
    public Optional<InetAddress> advertised() {
        return advertised;
    }

    /** Bytes came through the data connection; how it ended is known only under TLS. */
    public void moved(DataEnd end) {
        dataEnd = end;
        dataPort = transcript
                .last(WireEvent.DataOpened.class)
                .map(open -> open.remote().port());
    }

    public DataEnd dataEnd() {
        return dataEnd;
    }

    public void listed(byte[] bytes, Duration untilFinalReply) {
        listing = Optional.of(bytes.clone());
        finalReply = untilFinalReply;
    }

    /** The port that a listing came through. */
    public Optional<Integer> dataPort() {
        return dataPort;
    }

    /**
     * A port that opened, where a listing came through, and that the server does not wait on now: many connects at once
     * are answered there, by a refusal. On the port that it named last few find room (vsftpd queues one), and the others
     * would look like packets that were lost.
     */
    public Optional<Integer> quietPort() {
        Optional<Integer> awaited = awaited();
        return transcript
                .all(WireEvent.DataOpened.class)
                .map(open -> open.remote().port())
                .filter(port -> dataPort.isPresent() && !awaited.equals(Optional.of(port)))
                .findFirst();
    }

    /** The port of the last passive reply, whoever asked for it. */
    private Optional<Integer> awaited() {
        Optional<Reply> last = transcript
                .all(WireEvent.Received.class)
                .map(WireEvent.Received::reply)
                .filter(PassiveReply::isOne)
                .reduce((before, after) -> after);
        try {
            return last.isPresent() ? Optional.of(PassiveReply.of(last.get()).port()) : Optional.empty();
        } catch (PassiveReply.Rejected e) {
            return Optional.empty();
        }
    }

    /** The whole listing, once its final reply has come. */
    public Optional<byte[]> listing() {
        return listing.map(byte[]::clone);
    }

    public Duration finalReply() {
        return finalReply;
    }

    public ServerFamily family() {
        return ServerFamily.recognise(transcript.replies());
    }

    /** The facts for a sentence. */
    public Subject subject() {
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
        wayIn.close();
        answers.close();
    }
}
