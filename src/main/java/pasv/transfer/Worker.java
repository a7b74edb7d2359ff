package pasv.transfer;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import pasv.ftp.Clients;
import pasv.ftp.LeftToOthers;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.RemotePath;

/** One of a crew: takes a job after the other, with a session that it keeps between them. Used by one thread. */
final class Worker {
    /** What a worker has for one server. */
    private final class Desk {
        private final Clients clients;
        private @Nullable Download download;
        private @Nullable Upload upload;

        Desk(Clients all) {
            this.clients = all.forWorker(crew::leaves);
        }

        Download download() {
            if (download == null) {
                download = new Download(clients, moves.download(), moves.listener());
            }
            return download;
        }

        Upload upload() {
            if (upload == null) {
                upload = new Upload(clients, moves.upload(), moves.listener());
            }
            return upload;
        }
    }

    private final Crew crew;
    private final Moves moves;
    private final Queue queue;
    private final ReentrantLock segments;
    private final Map<Clients, Desk> desks = new HashMap<>();

    /** @param segments held by who fetches one file over several sessions: one file at a time */
    Worker(Crew crew, Moves moves, Queue queue, ReentrantLock segments) {
        this.crew = crew;
        this.moves = moves;
        this.queue = queue;
        this.segments = segments;
    }

    /** Works until nothing is left, the server lets this worker in no more, or the work is cancelled. */
    void work() {
        try {
            for (Optional<Task> next = queue.take(this); next.isPresent(); next = queue.take(this)) {
                if (!done(next.get())) {
                    return;
                }
            }
            crew.gone();
        } finally {
            desks.values().forEach(desk -> desk.clients.release());
        }
    }

    /** Whether this worker goes on. */
    private boolean done(Task task) {
        Job job = task.job();
        Desk desk = desks.computeIfAbsent(job.clients(), Desk::new);
        try {
            Optional<FtpException> failure = failureOf(task, desk);
            crew.ended(task, failure);
            if (failure.isPresent() && job.clients().cancellation().cause().isPresent()) {
                // a cancel that nobody has told of is told of by the next: what is left out in silence would look done
                queue.end();
            }
            return true;
        } catch (LeftToOthers e) {
            crew.left(task);
            queue.putBack(task);
            return false;
        } finally {
            queue.done();
        }
    }

    private Optional<FtpException> failureOf(Task task, Desk desk) {
        try {
            Job job = task.job();
            if (job instanceof Job.Get get) {
                fetch(get, task.narrator(), desk);
            } else if (job instanceof Job.Put put) {
                send(put, task.narrator(), desk);
            } else {
                queue.add(grown((Job.Branch) job, desk));
            }
            return Optional.empty();
        } catch (FtpException e) {
            return Optional.of(e);
        }
    }

    private void fetch(Job.Get get, Narrator narrator, Desk desk) throws FtpException {
        boolean large = get.size().orElse(Long.MAX_VALUE) >= 2 * SegmentPlan.SMALLEST;
        if (moves.segments() != 1 && large) {
            segments.lock();
            try {
                desk.clients.release();
                new SegmentedDownload(get.clients(), moves.download(), moves.listener(), moves.segments())
                        .run(get.url(), get.target(), narrator);
            } finally {
                segments.unlock();
            }
        } else {
            desk.download().run(get.url(), get.target(), () -> following(get.clients()), narrator);
        }
    }

    /** The file that this worker will take next, where it is of the same server: what it needs is asked ahead. */
    private Optional<RemotePath> following(Clients server) {
        return queue.claim(this)
                .map(Task::job)
                .filter(job -> job.clients().equals(server))
                .flatMap(job ->
                        job instanceof Job.Get get ? Optional.of(get.url().path()) : Optional.empty());
    }

    private static void send(Job.Put put, Narrator narrator, Desk desk) throws FtpException {
        try (Source source = opened(put, narrator)) {
            desk.upload().run(source, put.url(), narrator);
        } catch (FtpException e) {
            throw e;
        } catch (IOException e) {
            throw LocalTrouble.reading(put.file(), e);
        }
    }

    private static Source opened(Job.Put put, Narrator narrator) throws FtpException {
        try {
            return put.source().open();
        } catch (FtpException e) {
            narrator.failed(e);
            throw e;
        }
    }

    private List<Job> grown(Job.Branch branch, Desk desk) throws FtpException {
        try {
            return branch.growth().grow(desk.clients);
        } catch (IOException e) {
            throw LocalTrouble.of(branch.url().toString(), e);
        }
    }
}
