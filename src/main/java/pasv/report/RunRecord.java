package pasv.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import pasv.doctor.finding.Diagnosis;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.PassiveReply;
import pasv.ftp.wire.WireEvent;
import pasv.ftp.wire.WireListener;
import pasv.net.Endpoint;
import pasv.transfer.TransferEvent;
import pasv.transfer.TransferListener;
import pasv.ui.Glyphs;
import pasv.ui.Quantity;
import pasv.ui.WireLog;

/**
 * The record of one run, made of the events that feed {@code --json} and {@code -v}. What it keeps is bounded: the first
 * and the last of what was said, and sums. For any thread.
 */
public final class RunRecord implements TransferListener {
    /** Of marks and of connections, at the beginning and at the end. */
    private static final int MARKS = 2_000;

    private static final int CHANNELS = 200;
    private static final int FATES = 2_000;
    private static final int SLOWEST = 10;
    /** Characters of one reply. */
    private static final int LONGEST = 400;

    private static final int FINAL = 200;

    private final String title;
    private final Instant began = Instant.now();
    private final long start = System.nanoTime();
    private final HeadAndTail<Mark> marks = new HeadAndTail<>(MARKS);
    private final HeadAndTail<Channel> channels = new HeadAndTail<>(CHANNELS);
    private final Map<Integer, Channel> current = new TreeMap<>();
    private final Map<Integer, Mark> waits = new HashMap<>();
    private final Map<Thread, Integer> speaking = new HashMap<>();
    private final Map<TransferEvent.Job, long[]> active = new HashMap<>();
    private final Map<Integer, Throughput> bySession = new TreeMap<>();
    private final Throughput all = new Throughput();
    private final Map<FileFate.Outcome, Long> outcomes = new EnumMap<>(FileFate.Outcome.class);
    private final HeadAndTail<FileFate> fates = new HeadAndTail<>(FATES);
    private final PriorityQueue<FileFate> slowest = new PriorityQueue<>(Comparator.comparingLong(FileFate::nanos));
    private final List<FtpException> failures = new ArrayList<>();
    private final Map<String, String> facts = new TreeMap<>();
    private Optional<Diagnosis> diagnosis = Optional.empty();
    private Optional<String> complaint = Optional.empty();
    private int sessions;
    private long moved;

    /** @param title what was run, for a heading; without passwords */
    public RunRecord(String title) {
        this.title = title;
    }

    /** The ear for the wire: each connection is one session of the record. */
    public WireListener wire() {
        return new Ear(0);
    }

    private final class Ear implements WireListener {
        private int session;

        Ear(int session) {
            this.session = session;
        }

        @Override
        public void on(WireEvent event) {
            synchronized (RunRecord.this) {
                if (session == 0 && event instanceof WireEvent.Connected) {
                    session = ++sessions;
                }
                // what is done beside the sessions, as the doctor knocks on ports, belongs to the first
                heard(session == 0 ? Math.min(1, sessions) : session, event);
            }
        }

        @Override
        public WireListener forConnection() {
            synchronized (RunRecord.this) {
                return new Ear(++sessions);
            }
        }
    }

    private long now() {
        return System.nanoTime() - start;
    }

    private void mark(int session, Mark.Kind kind, String text, long lasted) {
        if (kind != Mark.Kind.WAIT) {
            settleWait(session);
        }
        marks.add(new Mark(now(), session, kind, cut(text), lasted));
    }

    private static String cut(String text) {
        return text.length() > LONGEST
                ? text.substring(0, LONGEST) + "… (" + Quantity.exact(text.length() - LONGEST) + " more characters)"
                : text;
    }

    /** A wait is told once a second: it becomes one mark when it is over. */
    private void wait(int session, String what, Duration waited, Duration limit) {
        waits.put(
                session,
                new Mark(
                        Math.max(0, now() - waited.toNanos()),
                        session,
                        Mark.Kind.WAIT,
                        "waited for the " + what + ", limit " + Quantity.limit(limit),
                        waited.toNanos()));
    }

    private void settleWait(int session) {
        Mark wait = waits.remove(session);
        if (wait != null) {
            long lasted = now() - wait.nanos();
            marks.add(new Mark(
                    wait.nanos(),
                    session,
                    Mark.Kind.WAIT,
                    wait.text() + ", " + Quantity.seconds(Duration.ofNanos(lasted)) + " passed",
                    lasted));
        }
    }

    private void heard(int session, WireEvent event) {
        speaking.put(Thread.currentThread(), session);
        if (event instanceof WireEvent.Sent sent) {
            mark(session, Mark.Kind.SENT, sent.command().toString(), 0);
        } else if (event instanceof WireEvent.Received received) {
            mark(session, Mark.Kind.RECEIVED, String.join("\n", received.reply().lines()), 0);
            Channel open = current.get(session);
            if (open != null && open.isOpen() && received.reply().code() >= FINAL) {
                current.remove(session);
                channels.add(open.ended(now()));
            }
        } else if (event instanceof WireEvent.Waiting waiting) {
            wait(session, waiting.what(), waiting.waited(), waiting.limit());
        } else if (event instanceof WireEvent.Connected c) {
            long at = now();
            mark(
                    session,
                    Mark.Kind.NOTE,
                    "connected " + c.local() + " → " + c.remote(),
                    c.after().toNanos());
            facts.putIfAbsent("server", c.remote().toString());
            facts.putIfAbsent("this machine", c.local().toString());
            long begun = Math.max(0, at - c.after().toNanos());
            channels.add(new Channel(
                    session, false, Optional.of(c.local()), c.remote(), "", begun, at, -1, Optional.empty()));
        } else {
            heardOfData(session, event);
        }
    }

    private void heardOfData(int session, WireEvent event) {
        if (event instanceof WireEvent.Announced a) {
            String words = WireLog.arithmetic(a.reply(), a.target().host(), Glyphs.UNICODE);
            mark(session, Mark.Kind.NOTE, words, 0);
            letGo(session);
            current.put(session, channel(session, a.target(), words, now()));
        } else if (event instanceof WireEvent.DataOpened d) {
            String ends = d.local() + " → " + d.remote();
            mark(
                    session,
                    Mark.Kind.NOTE,
                    "data connection " + ends + " open",
                    d.after().toNanos());
            Channel known = pending(session, d.remote(), d.after());
            current.put(session, known.opened(d.local(), d.remote(), now()));
        } else if (event instanceof WireEvent.DataFailed f) {
            String why = f.how() + " after " + Quantity.seconds(f.after());
            mark(
                    session,
                    Mark.Kind.TROUBLE,
                    "data connection to " + f.target() + ": " + why,
                    f.after().toNanos());
            channels.add(pending(session, f.target(), f.after()).failed(why, now()));
            current.remove(session);
        } else if (event instanceof WireEvent.Secured s) {
            String words = s.facts().protocol() + ", " + s.facts().cipher()
                    + (s.facts().resumed() ? ", resumed" : ", new session");
            mark(session, Mark.Kind.NOTE, "TLS on the " + (s.data() ? "data" : "control") + " connection: " + words, 0);
            facts.putIfAbsent(s.data() ? "TLS, data" : "TLS", words);
        } else if (event instanceof WireEvent.Warned warned) {
            mark(session, Mark.Kind.TROUBLE, "warning: " + warned.text(), 0);
        } else if (event instanceof WireEvent.Noted noted) {
            mark(session, Mark.Kind.NOTE, noted.text(), 0);
        }
    }

    private static Channel channel(int session, Endpoint target, String words, long at) {
        return new Channel(session, true, Optional.empty(), target, words, at, -1, -1, Optional.empty());
    }

    /** The connection that was announced, or one that nobody announced, as the doctor's knocks are. */
    private Channel pending(int session, Endpoint target, Duration after) {
        Channel known = current.get(session);
        if (known != null && !known.isOpen() && known.target().equals(target)) {
            return known;
        }
        letGo(session);
        return channel(session, target, "port " + target.port(), Math.max(0, now() - after.toNanos()));
    }

    private void letGo(int session) {
        Channel before = current.remove(session);
        if (before != null) {
            channels.add(before.ended(now()));
        }
    }

    @Override
    public synchronized void on(TransferEvent event) {
        int session = speaking.getOrDefault(Thread.currentThread(), 0);
        TransferEvent.Job job = event.job();
        if (event instanceof TransferEvent.Started started) {
            active.put(job, new long[] {now(), started.offset()});
            mark(session, Mark.Kind.NOTE, "begins: " + job.name(), 0);
        } else if (event instanceof TransferEvent.Progressed p) {
            settleWait(session);
            progressed(session, job, p.bytes());
        } else if (event instanceof TransferEvent.Stalled stalled) {
            wait(session, "next data", stalled.waited(), stalled.limit());
        } else if (event instanceof TransferEvent.Waiting waiting) {
            wait(session, "final reply", waiting.waited(), waiting.limit());
        } else if (event instanceof TransferEvent.Retrying r) {
            String words = job.name() + ": " + r.reason().getMessage() + ", attempt " + r.attempt() + " in "
                    + Quantity.seconds(r.delay());
            mark(session, Mark.Kind.TROUBLE, words, r.delay().toNanos());
        } else if (event instanceof TransferEvent.Warned warned) {
            mark(session, Mark.Kind.TROUBLE, job.name() + ": " + warned.text(), 0);
        } else if (event instanceof TransferEvent.Skipped skipped) {
            fate(job, 0, FileFate.Outcome.SKIPPED, skipped.reason());
        } else if (event instanceof TransferEvent.Finished finished) {
            progressed(session, job, finished.result().bytes());
            boolean proven = finished.result().verified();
            fate(
                    job,
                    finished.result().moved(),
                    proven ? FileFate.Outcome.PROVEN : FileFate.Outcome.UNPROVEN,
                    proven ? "proven complete" : "complete, size not proven");
        } else if (event instanceof TransferEvent.Failed f) {
            mark(session, Mark.Kind.TROUBLE, job.name() + ": " + f.reason().getMessage(), 0);
            failed(f.reason());
            fate(job, 0, FileFate.Outcome.FAILED, String.valueOf(f.reason().getMessage()));
        }
    }

    private void progressed(int session, TransferEvent.Job job, long bytes) {
        long[] state = active.get(job);
        if (state != null && bytes > state[1]) {
            long more = bytes - state[1];
            state[1] = bytes;
            moved += more;
            all.add(now(), more);
            bySession.computeIfAbsent(session, unused -> new Throughput()).add(now(), more);
        }
    }

    private void fate(TransferEvent.Job job, long bytes, FileFate.Outcome outcome, String words) {
        long[] state = active.remove(job);
        long nanos = state == null ? 0 : now() - state[0];
        outcomes.merge(outcome, 1L, Long::sum);
        FileFate fate = new FileFate(cut(job.name()), bytes, nanos, outcome, cut(words));
        fates.add(fate);
        slowest.add(fate);
        if (slowest.size() > SLOWEST) {
            slowest.poll();
        }
    }

    /** Something failed; the first failure is the verdict. */
    public synchronized void failed(FtpException e) {
        if (failures.size() < SLOWEST && !failures.contains(e)) {
            failures.add(e);
        }
    }

    /** What ended the run and is no failure of FTP. */
    public synchronized void complained(String words) {
        complaint = Optional.of(FtpUrl.withoutPassword(words));
    }

    /** The doctor's word, which is the verdict. */
    public synchronized void diagnosed(Diagnosis found) {
        diagnosis = Optional.of(found);
    }

    /** One line of a saved conversation: lines are drawn a millisecond apart, as their times are not read. */
    public synchronized void line(int number, boolean sent, boolean received, String text) {
        Mark.Kind kind = sent ? Mark.Kind.SENT : received ? Mark.Kind.RECEIVED : Mark.Kind.NOTE;
        long at = number * 1_000_000L;
        sessions = 1;
        marks.add(new Mark(at, 1, kind, cut(text), 0));
        facts.put("times", "those of the log are not read: its lines stand in their order, 1 ms apart");
        if (received && text.matches("22[79] .*")) {
            announced(text, at);
        } else if (received && current.containsKey(1) && text.matches("(150|125|226|250)[ -].*")) {
            current.computeIfPresent(1, (one, known) -> known.isOpen() ? known : known.opened(at));
            if (text.startsWith("2")) {
                letGo(1);
            }
        }
    }

    private void announced(String text, long at) {
        try {
            PassiveReply reply = text.startsWith("227") ? PassiveReply.of227(text) : PassiveReply.of229(text);
            String host = reply.advertised().map(Endpoint::numeric).orElse("the server");
            Endpoint target = new Endpoint(host, reply.port());
            current.put(1, channel(1, target, WireLog.arithmetic(reply, host, Glyphs.UNICODE), at));
        } catch (PassiveReply.Rejected e) {
            facts.put("passive reply", "rejected: " + e.why());
        }
    }

    /** The page as it stands now, at most {@link Page#MOST} bytes in UTF-8. */
    public synchronized String page(int exit) {
        Optional<String> trouble = diagnosis
                .filter(found -> sessions == 1 && facts.containsKey("times"))
                .filter(found -> found.verdict().trouble().isPresent())
                .map(found -> found.verdict().id());
        current.values()
                .forEach(open -> channels.add(
                        trouble.isPresent() && !open.isOpen()
                                ? open.failed(trouble.get().replace("data-", "").replace('-', ' '), open.begun())
                                : open));
        current.clear();
        List.copyOf(waits.keySet()).forEach(this::settleWait);
        return new Page(this, exit).toString();
    }

    String title() {
        return title;
    }

    Instant began() {
        return began;
    }

    /** From the beginning to the last thing that is known, in nanoseconds. */
    long lasted() {
        long last = 1;
        for (Mark mark : marks.kept()) {
            last = Math.max(last, mark.nanos() + (mark.kind() == Mark.Kind.WAIT ? mark.lasted() : 0));
        }
        return Math.max(last, (all.last() + 1) * all.width());
    }

    List<Mark> marks() {
        return marks.kept().stream()
                .sorted(Comparator.comparingLong(Mark::nanos))
                .toList();
    }

    long marksLeft() {
        return marks.left();
    }

    List<Channel> channels() {
        return channels.kept();
    }

    long channelsLeft() {
        return channels.left();
    }

    Throughput throughput() {
        return all;
    }

    Map<Integer, Throughput> bySession() {
        return bySession;
    }

    Map<FileFate.Outcome, Long> outcomes() {
        return outcomes;
    }

    List<FileFate> fates() {
        return fates.kept();
    }

    long fatesLeft() {
        return fates.left();
    }

    List<FileFate> slowest() {
        return slowest.stream()
                .sorted(Comparator.comparingLong(FileFate::nanos).reversed())
                .toList();
    }

    List<FtpException> failures() {
        return failures;
    }

    Map<String, String> facts() {
        return facts;
    }

    Optional<Diagnosis> diagnosis() {
        return diagnosis;
    }

    Optional<String> complaint() {
        return complaint;
    }

    int sessions() {
        return sessions;
    }

    long moved() {
        return moved;
    }
}
