package pasv.ftp;

import java.time.ZoneOffset;
import java.util.Optional;
import pasv.net.TlsRung;

/**
 * What has been learned of this server? Shared by the connections to one server in one run, so that a lesson is paid
 * for once. Safe for use by any thread.
 */
public final class ServerHabits {
    private static final int MOST_ZONE_QUESTIONS = 3;

    private volatile boolean pipelines = true;
    private volatile boolean prefersEpsv;
    private volatile boolean opensPorts;
    private volatile boolean renames;
    private volatile int mostSessions = Integer.MAX_VALUE;
    private volatile TlsHabits tls;
    private boolean warnedOfClear;
    private Optional<ZoneOffset> zone = Optional.empty();
    private int zoneQuestions;

    /** Nothing is known. */
    public ServerHabits() {
        this(TlsHabits.UNKNOWN);
    }

    /** Something is known from earlier runs. */
    public ServerHabits(TlsHabits tls) {
        this.tls = tls;
    }

    /** Whether several commands may leave in one flight; true until the server got one wrong. */
    public boolean pipelines() {
        return pipelines;
    }

    void takesOneAtATime() {
        pipelines = false;
    }

    /** Whether EPSV worked where PASV had not. */
    public boolean prefersEpsv() {
        return prefersEpsv;
    }

    void epsvWorked(boolean value) {
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

    void renamed() {
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

    synchronized void seenWithTls() {
        tls = tls.withSeen();
    }

    synchronized void takesUnresumed(boolean value) {
        tls = tls.withUnresumed(value);
    }

    /**
     * Goes up the ladder from a rung that failed.
     *
     * @return whether this call made the step; false when another connection was quicker
     */
    synchronized boolean climb(TlsRung from, TlsRung to, TlsRung first) {
        if (tls.rung().orElse(first) != from) {
            return false;
        }
        tls = tls.withRung(Optional.of(to));
        return true;
    }

    /** No rung works: the next run may begin at the beginning. */
    synchronized void nothingWorks() {
        tls = tls.withRung(Optional.empty());
    }

    /** In which zone it writes the times of LIST, once a file has told. */
    synchronized Optional<ZoneOffset> zone() {
        return zone;
    }

    /** Whether one more file may be asked about for the zone: not every file tells, and not every one is asked. */
    synchronized boolean mayAskForZone() {
        return zone.isEmpty() && zoneQuestions < MOST_ZONE_QUESTIONS;
    }

    synchronized void zoneAsked(Optional<ZoneOffset> told) {
        zoneQuestions++;
        zone = told;
    }

    /** True the first time. */
    synchronized boolean warnOfClear() {
        boolean first = !warnedOfClear;
        warnedOfClear = true;
        return first;
    }
}
