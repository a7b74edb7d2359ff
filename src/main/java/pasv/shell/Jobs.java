package pasv.shell;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import pasv.cli.ExitCode;
import pasv.net.Cancellation;
import pasv.transfer.TransferEvent;
import pasv.transfer.TransferListener;
import pasv.ui.Console;
import pasv.ui.Visible;

/** What runs in the background? Each job has a connection of its own and says in one line when it has ended. */
final class Jobs {
    private static final Duration LOOK = Duration.ofMillis(100);

    /** One command in the background. */
    static final class Job implements TransferListener {
        final int number;
        final String text;
        final Cancellation work = new Cancellation();
        private volatile Optional<Integer> code = Optional.empty();
        private volatile long bytes;
        private volatile OptionalLong size = OptionalLong.empty();

        Job(int number, String text) {
            this.number = number;
            this.text = text;
        }

        @Override
        public void on(TransferEvent event) {
            if (event instanceof TransferEvent.Progressed progressed) {
                bytes = progressed.bytes();
                size = progressed.size();
            }
        }

        boolean isRunning() {
            return code.isEmpty();
        }

        int code() {
            return code.orElse(ExitCode.OK);
        }

        String state() {
            if (code.isPresent()) {
                return code.get() == ExitCode.OK ? "done" : "failed (" + code.get() + ")";
            }
            String all = size.isPresent() ? String.format(Locale.ROOT, " of %,d", size.getAsLong()) : "";
            return "running, " + String.format(Locale.ROOT, "%,d", bytes) + all + " bytes";
        }
    }

    private final List<Job> jobs = new ArrayList<>();
    private int last;
    private boolean warned;

    /** Starts a command on a connection of its own. */
    int start(Commands commands, ShellState shell, String verb, List<Words.Word> words) {
        if (commands.vocabulary().isOwn(verb)) {
            commands.complaints().say("only transfers and other verbs of the command line run in the background");
            return ExitCode.USAGE;
        }
        if (shell.server().isEmpty()) {
            return commands.complaints().failed(ShellState.notConnected());
        }
        StringBuilder text = new StringBuilder(verb);
        words.forEach(word -> text.append(' ').append(Visible.line(word.text())));
        Job job;
        synchronized (jobs) {
            job = new Job(++last, text.toString());
            jobs.add(job);
            warned = false;
        }
        ServerSession server = shell.server().get().apart(job.work);
        Lines lines = new Lines(line -> shell.lines().announce("[" + job.number + "] " + line));
        Console quiet = new Console(lines, lines, shell.console().glyphs(), false, false);
        Thread thread = new Thread(
                () -> {
                    int code = ExitCode.BUG;
                    try {
                        code = commands.run(verb, words, Optional.of(server), quiet, job.work, Optional.of(job));
                    } finally {
                        server.close();
                        job.code = Optional.of(code);
                        shell.lines().announce("[" + job.number + "] " + job.state() + ": " + job.text);
                    }
                },
                "pasv-job-" + job.number);
        thread.setDaemon(true);
        thread.start();
        shell.console().say("[" + job.number + "] " + job.text);
        return ExitCode.OK;
    }

    List<Job> all() {
        synchronized (jobs) {
            return List.copyOf(jobs);
        }
    }

    /** The job of that number. */
    Optional<Job> find(int number) {
        return all().stream().filter(job -> job.number == number).findFirst();
    }

    long running() {
        return all().stream().filter(Job::isRunning).count();
    }

    /** Whether the user knows that leaving ends jobs. */
    boolean isWarned() {
        return warned;
    }

    void warned() {
        warned = true;
    }

    /** Waits for all jobs, or until cancelled; the exit code is the first failure's. */
    int await(Cancellation work) {
        return await(all(), work);
    }

    static int await(List<Job> jobs, Cancellation work) {
        int first = ExitCode.OK;
        for (Job job : jobs) {
            while (job.isRunning() && !work.sleep(LOOK)) {
                // the job's own thread ends it
            }
            first = first == ExitCode.OK ? job.code() : first;
        }
        return first;
    }

    /** Ends all that still runs. */
    void kill() {
        all().forEach(job -> job.work.cancel(Cancellation.Cause.ASKED));
    }

    /** Forgets the jobs that have ended. */
    void tidy() {
        synchronized (jobs) {
            jobs.removeIf(job -> !job.isRunning());
        }
    }

    /** Hands on what a job prints, line by line. */
    private static final class Lines extends OutputStream {
        private final Consumer<String> to;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        Lines(Consumer<String> to) {
            this.to = to;
        }

        @Override
        public synchronized void write(int b) {
            if (b != '\n') {
                line.write(b);
                return;
            }
            to.accept(line.toString(StandardCharsets.UTF_8));
            line.reset();
        }
    }
}
