package pasv.transfer;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import pasv.ftp.FtpException;

/**
 * How is a queue of files worked off over one session or several? Each worker takes the next file. A server that lets no
 * more sessions in makes the crew smaller, as long as one works.
 */
final class FileCrew<T extends FileCrew.Turn> {
    /** One file of the queue: one that was put back has been told of already. */
    interface Turn {
        /** Who lends sessions with its server. */
        Clients clients();

        Narrator narrator();
    }

    /** What one worker does with its files, one after the other. */
    interface Work<T> {
        /**
         * Does it.
         *
         * @param after the file that this worker takes next
         * @return why it was not done; empty where it was
         */
        Optional<FtpException> on(T turn, @Nullable T after);
    }

    private final Deque<T> queue = new ArrayDeque<>();
    private final String name;
    private int running;
    private @Nullable Throwable bug;

    /** @param name of the threads */
    FileCrew(String name) {
        this.name = name;
    }

    /** Returns when each file has had its turn, or the work is cancelled. */
    void run(List<T> turns, int sessions, Supplier<Work<T>> work) {
        queue.addAll(turns);
        int count = Math.min(sessions, turns.size());
        if (count == 1) {
            running = 1;
            work(work.get());
            return;
        }
        Thread[] workers = new Thread[count];
        running = count;
        for (int i = 0; i < count; i++) {
            workers[i] = new Thread(() -> guarded(work), name);
            workers[i].setDaemon(true);
            workers[i].start();
        }
        for (Thread worker : workers) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        if (bug instanceof Error error) {
            throw error;
        } else if (bug instanceof RuntimeException own) {
            throw own;
        }
    }

    /** What is thrown on a thread of its own is seen by nobody: the caller's thread throws it when all have ended. */
    private void guarded(Supplier<Work<T>> work) {
        try {
            work(work.get());
        } catch (RuntimeException | Error e) {
            synchronized (queue) {
                bug = e;
                running--;
            }
        }
    }

    private void work(Work<T> work) {
        for (T turn = next(); turn != null; ) {
            if (isOneOfMany() && !isLetIn(turn)) {
                return;
            }
            T after = ahead();
            Optional<FtpException> failure = work.on(turn, after);
            turn.clients().release();
            if (failure.isPresent() && turn.clients().cancellation().cause().isPresent()) {
                // a cancel that no file has told of is told of by the next: files left out in silence would look done
                return;
            }
            turn = after == null ? next() : after;
        }
    }

    /** The next file; with none the worker counts as gone, so that no other leaves one to it. */
    private @Nullable T next() {
        synchronized (queue) {
            T turn = queue.poll();
            running -= turn == null ? 1 : 0;
            return turn;
        }
    }

    /** The file after this one. */
    private @Nullable T ahead() {
        synchronized (queue) {
            return queue.poll();
        }
    }

    private boolean isOneOfMany() {
        synchronized (queue) {
            return running > 1;
        }
    }

    /** Whether there is a session for the file; where not, it goes back to the others, unless this is the last worker. */
    private boolean isLetIn(T turn) {
        try {
            turn.clients().reserve();
            return true;
        } catch (FtpException e) {
            synchronized (queue) {
                boolean leaves = RetryPolicy.wantsFewerSessions(e) && running > 1;
                if (leaves) {
                    queue.addFirst(turn);
                    running--;
                    turn.narrator().warned("the server lets no more sessions in: going on with " + running);
                }
                return !leaves;
            }
        } catch (IOException e) {
            // the transfer meets the same trouble and reports it
            return true;
        }
    }
}
