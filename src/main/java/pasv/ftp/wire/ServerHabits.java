package pasv.ftp.wire;

import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import pasv.net.TlsRung;

/**
 * The habits of a server: what has been learned of it. Shared by the connections to one server in one run, so that a
 * lesson is paid for once. Safe for use by any thread.
 */
public final class ServerHabits {
    private static final int MOST_ZONE_QUESTIONS = 3;

    private final Set<ServerTrait> traits = EnumSet.noneOf(ServerTrait.class);
    private final Set<ServerTrait> told = EnumSet.noneOf(ServerTrait.class);
    private volatile boolean pipelines;
    private volatile boolean prefersEpsv;
    private volatile boolean opensPorts;
    private volatile boolean mlsd = true;
    private volatile boolean listsFromWithin;
    private volatile boolean renames;
    private volatile int mostSessions = Integer.MAX_VALUE;
    private volatile TlsHabits tls;
    /** The rung that has carried data to its end. */
    private Optional<TlsRung> proven;

    private boolean newestOnly;
    private boolean remembered;
    private boolean warnedOfClear;
    private Optional<ZoneOffset> zone = Optional.empty();
    private int zoneQuestions;

    /** Nothing is known. */
    public ServerHabits() {
        this(Learned.NOTHING);
    }

    /** Something is known from earlier runs. */
    public ServerHabits(Learned learned) {
        this.tls = learned.tls();
        this.proven = learned.tls().rung();
        this.remembered = proven.isPresent() || !learned.traits().isEmpty();
        this.traits.addAll(learned.traits());
        this.pipelines = !traits.contains(ServerTrait.ONE_AT_A_TIME);
    }

    /** What is worth keeping for the next run: of the TLS sessions only a kind that has worked. */
    public synchronized Learned learned() {
        return new Learned(tls.withRung(tls.rung().filter(rung -> proven.equals(Optional.of(rung)))), traits);
    }

    /** Whether an earlier run left something that this one goes by. */
    public synchronized boolean goesByMemory() {
        return remembered;
    }

    /** Whether the server is known to have this peculiarity. */
    public synchronized boolean has(ServerTrait trait) {
        return traits.contains(trait) || told.contains(trait);
    }

    /** The user says so: it holds for this run, and nothing of it is kept. */
    public synchronized void told(ServerTrait trait) {
        told.add(trait);
    }

    /** Notes a peculiarity that has been seen. */
    public synchronized void note(ServerTrait trait) {
        traits.add(trait);
    }

    /** What was noted is not so, or no longer. */
    public synchronized void retract(ServerTrait trait) {
        traits.remove(trait);
    }

    /** Whether several commands may leave in one flight; true until the server got one wrong. */
    public boolean pipelines() {
        return pipelines;
    }

    /** In this run: a reply that did not fit can have been an accident. */
    public void takesOneAtATime() {
        pipelines = false;
    }

    /** In this run and the next ones: it loses what comes together. */
    void losesFlights() {
        pipelines = false;
        note(ServerTrait.ONE_AT_A_TIME);
    }

    /** Whether MLSD has not been refused in this run, and what it brought could be read. */
    public boolean mlsdIsOfUse() {
        return mlsd;
    }

    public void mlsdIsOfNoUse() {
        mlsd = false;
    }

    /** Whether it lists its working directory, whatever it is asked. */
    public boolean listsFromWithin() {
        return listsFromWithin;
    }

    public void listsOnlyFromWithin() {
        listsFromWithin = true;
    }

    /** Whether EPSV worked where PASV had not. */
    public boolean prefersEpsv() {
        return prefersEpsv;
    }

    public void epsvWorked(boolean value) {
        prefersEpsv = value;
        opensPorts = true;
    }

    /** Whether a data connection has been opened in this run: a passive port that refuses one now may be an exception. */
    public boolean opensPorts() {
        return opensPorts;
    }

    /** Whether it has renamed a file in this run, so that what many uploads need may leave in one flight. */
    public boolean renames() {
        return renames;
    }

    public void renamed() {
        renames = true;
    }

    /** How many sessions it lets in at once, as far as a refusal has told; 1 or more. */
    public int mostSessions() {
        return mostSessions;
    }

    /** It refused one more session than so many. */
    public void letsIn(int sessions) {
        mostSessions = Math.max(1, sessions);
    }

    /** What is known of its TLS by now. */
    public TlsHabits tls() {
        return tls;
    }

    public synchronized void seenWithTls() {
        tls = tls.withSeen();
    }

    public synchronized void takesUnresumed(boolean value) {
        tls = tls.withUnresumed(value);
    }

    /**
     * Goes up the ladder from a rung that failed.
     *
     * @return whether this call made the step; false when another connection was quicker
     */
    public synchronized boolean climb(TlsRung from, TlsRung to, TlsRung first) {
        if (tls.rung().orElse(first) != from) {
            return false;
        }
        tls = tls.withRung(Optional.of(to));
        return true;
    }

    /** No rung works, or the one that was kept works no longer: the next connection begins at the beginning. */
    public synchronized void nothingWorks() {
        tls = tls.withRung(Optional.empty());
        proven = Optional.empty();
    }

    /**
     * Forgets a rung that was kept or climbed to, since the server does not even shake hands there.
     *
     * @return whether there was one, so that another try can help
     */
    public synchronized boolean forgetRung() {
        boolean any = tls.rung().isPresent();
        newestOnly |= tls.rung().filter(rung -> rung != TlsRung.NEWEST).isPresent();
        nothingWorks();
        return any;
    }

    /** Whether it shook hands on no other kind of TLS session than the newest. */
    public synchronized boolean speaksNewestOnly() {
        return newestOnly;
    }

    /** Data has come to its end on a session of this kind. */
    public synchronized void rungWorks(TlsRung rung) {
        if (tls.rung().equals(Optional.of(rung))) {
            proven = tls.rung();
        }
    }

    /** In which zone it writes the times of LIST, once a file has told. */
    public synchronized Optional<ZoneOffset> zone() {
        return zone;
    }

    /** Whether one more file may be asked about for the zone: not every file tells, and not every one is asked. */
    public synchronized boolean mayAskForZone() {
        return zone.isEmpty() && zoneQuestions < MOST_ZONE_QUESTIONS;
    }

    public synchronized void zoneAsked(Optional<ZoneOffset> told) {
        zoneQuestions++;
        zone = told;
    }

    /** True the first time. */
    public synchronized boolean warnOfClear() {
        boolean first = !warnedOfClear;
        warnedOfClear = true;
        return first;
    }
}
