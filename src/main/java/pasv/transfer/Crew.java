package pasv.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Reply;

/**
 * The workers of a {@link Queue}, each with a session of its own: the one way in which many things are moved. A server that
 * lets no more sessions in makes the crew smaller, as long as one works.
 */
public final class Crew {
    /** How many sessions {@link Plan#AUTO} opens at the most. */
    private static final int AUTO_MOST = 4;
    /** How many jobs must wait for each session before another one is opened unasked. */
    private static final int AUTO_WAITING = 8;

    private static final int MOST = 64;

    /**
     * How many sessions are to work.
     *
     * @param most 1 to 64
     * @param grows whether it begins with one, and opens the others where that helps
     */
    public record Plan(int most, boolean grows) {
        /** One to four, as the work wants it. */
        public static final Plan AUTO = new Plan(AUTO_MOST, true);

        public Plan {
            if (most < 1 || most > MOST) {
                throw new IllegalArgumentException("1 to " + MOST + " sessions");
            }
        }

        /** So many at once. */
        public static Plan of(int sessions) {
            return new Plan(sessions, false);
        }
    }

    /** Who is told of the end of a job; called by any worker, one at a time. */
    @FunctionalInterface
    public interface Ending {
        void of(Job job, Optional<FtpException> failure);
    }

    private final Plan plan;
    private final Moves moves;
    private final Ending ending;
    private final Queue queue;
    private final ReentrantLock segments = new ReentrantLock();
    private final Balance balance = new Balance();
    private final List<Thread> threads = new ArrayList<>();
    private int running;
    private int most;
    private @Nullable Throwable bug;

    /**
     * @param moves how files are fetched and sent
     * @param ending told of every job that ended
     */
    public Crew(Plan plan, Moves moves, Ending ending) {
        this.plan = plan;
        this.moves = moves;
        this.ending = ending;
        this.most = plan.most();
        // with one session a directory is listed after the files of the one before, as people expect
        this.queue = new Queue(moves.listener(), most == 1 ? 0 : 2 * AUTO_WAITING * most);
    }

    /** Does all jobs and what comes of them; returns when each has ended, or the work is cancelled. */
    public void run(List<Job> jobs) {
        queue.add(jobs);
        int habit = jobs.stream()
                .mapToInt(job -> job.clients().options().habits().mostSessions())
                .max()
                .orElse(MOST);
        most = Math.min(most, habit);
        boolean feeds = jobs.stream().anyMatch(Job.Branch.class::isInstance);
        int first = plan.grows() ? 1 : feeds ? most : Math.min(most, jobs.size());
        if (most == 1 || (first == 1 && jobs.size() == 1 && !feeds)) {
            running = 1;
            new Worker(this, moves, queue, segments).work();
        } else {
            for (int i = 0; i < first; i++) {
                hire();
            }
            awaitAll();
        }
        rethrow();
    }

    private synchronized void hire() {
        running++;
        Worker worker = new Worker(this, moves, queue, segments);
        Thread thread = new Thread(() -> guarded(worker), "pasv-worker");
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void awaitAll() {
        for (int i = 0; ; i++) {
            Thread thread;
            synchronized (this) {
                if (i == threads.size()) {
                    return;
                }
                thread = threads.get(i);
            }
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** What is thrown on a thread of its own is seen by nobody: the caller's thread throws it when all have ended. */
    private void guarded(Worker worker) {
        try {
            worker.work();
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                bug = bug == null ? e : bug;
                running--;
            }
            queue.end();
        }
    }

    private synchronized void rethrow() {
        if (bug instanceof Error error) {
            throw error;
        } else if (bug instanceof RuntimeException own) {
            throw own;
        }
    }

    /** A job has ended: told, and the next session opened where one more would help. */
    void ended(Task task, Optional<FtpException> failure) {
        synchronized (ending) {
            ending.of(task.job(), failure);
        }
        balance.add(task.narrator());
        boolean more;
        synchronized (this) {
            more = plan.grows()
                    && running < most
                    && failure.isEmpty()
                    && balance.isOfRoundTrips()
                    && queue.waiting() >= AUTO_WAITING * running;
        }
        if (more) {
            hire();
        }
    }

    /**
     * Whether a worker that the server does not let in leaves: not the last one, which tries again and tells what it meets.
     * It counts as gone from then on.
     */
    synchronized boolean leaves(FtpException e) {
        if (!isFull(e) || running == 1) {
            return false;
        }
        running--;
        most = running;
        return true;
    }

    /** After {@link #leaves}: told where so many were asked for, and remembered. */
    void left(Task task) {
        int rest;
        synchronized (this) {
            rest = most;
        }
        task.job().clients().options().habits().letsIn(rest);
        if (!plan.grows() && !task.isBranch()) {
            task.narrator().warned("the server lets no more sessions in: going on with " + rest);
        }
    }

    /** The words decide of a refusal for the moment, which can be about the file as well. */
    private static boolean isFull(FtpException e) {
        String words = e.reply().map(Reply::text).orElse("").toLowerCase(Locale.ROOT);
        return RetryPolicy.wantsFewerSessions(e)
                || (e.failure() == Failure.REFUSED_FOR_NOW
                        && words.matches(
                                "(?s).*(too many|maximum|limit).*(connection|session|user|login|client|transfer).*"));
    }

    synchronized void gone() {
        running--;
    }
}
