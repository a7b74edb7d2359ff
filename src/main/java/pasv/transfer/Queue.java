package pasv.transfer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that wait, fed while they are worked off. Branches are taken ahead of the files while few files wait, and behind
 * them while many do; the newest first, so that what waits is bounded by the depth of a tree and not by its size. A worker
 * may ask for its next file ahead of its turn: that is a claim and no more, for another one that has nothing else to do
 * takes it all the same. Safe for use by any thread.
 */
final class Queue {
    private final Deque<Task> files = new ArrayDeque<>();
    private final Deque<Task> branches = new ArrayDeque<>();
    private final Map<Object, Task> claims = new HashMap<>();
    private final TransferListener listener;
    private final int ahead;
    private int busy;
    private boolean over;

    /** @param ahead the files that are to wait before branches do; 0 for a branch after its files */
    Queue(TransferListener listener, int ahead) {
        this.listener = listener;
        this.ahead = ahead;
    }

    /** Adds jobs behind those that wait; the branches among them in front of the other branches. */
    synchronized void add(List<Job> jobs) {
        Deque<Task> below = new ArrayDeque<>();
        for (Job job : jobs) {
            Task task = new Task(job, listener);
            if (task.isBranch()) {
                below.push(task);
            } else {
                files.add(task);
            }
        }
        below.forEach(branches::push);
        notifyAll();
    }

    /** Gives back what was taken and not done. */
    synchronized void putBack(Task task) {
        (task.isBranch() ? branches : files).addFirst(task);
        notifyAll();
    }

    /** The file that this worker will take next, if nobody else does; empty where none waits. */
    synchronized Optional<Task> claim(Object worker) {
        Task claimed = claims.get(worker);
        if (claimed == null && !wantsBranch()) {
            claimed = files.poll();
            if (claimed != null) {
                claims.put(worker, claimed);
            }
        }
        return Optional.ofNullable(claimed);
    }

    /**
     * The next job for a worker, which counts as busy until {@link #done}; waits while others are busy, who may bring more.
     * Empty where nothing is left.
     */
    synchronized Optional<Task> take(Object worker) {
        while (!over) {
            Task task = next(worker);
            if (task != null) {
                busy++;
                return Optional.of(task);
            }
            if (busy == 0) {
                break;
            }
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        return Optional.empty();
    }

    private @Nullable Task next(Object worker) {
        Task task = claims.remove(worker);
        if (task == null && wantsBranch()) {
            task = branches.poll();
        }
        if (task == null) {
            task = files.poll();
        }
        if (task == null) {
            task = branches.poll();
        }
        if (task == null && !claims.isEmpty()) {
            Object other = claims.keySet().iterator().next();
            task = claims.remove(other);
        }
        return task;
    }

    private boolean wantsBranch() {
        return !branches.isEmpty() && files.size() < ahead;
    }

    /** A job that was taken has ended, or was put back. */
    synchronized void done() {
        busy--;
        notifyAll();
    }

    /** How many jobs wait. */
    synchronized int waiting() {
        return files.size() + branches.size() + claims.size();
    }

    /** Nothing more is taken. */
    synchronized void end() {
        over = true;
        notifyAll();
    }
}
