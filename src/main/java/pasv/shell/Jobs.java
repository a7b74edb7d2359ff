package pasv.shell;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import pasv.cli.ExitCode;
import pasv.net.Cancellation;
import pasv.ui.Console;
import pasv.ui.Gauge;
import pasv.ui.Visible;

/** The background jobs. Each job has a connection of its own and says in one line when it has ended. */
final class Jobs {
    private static final Duration LOOK = Duration.ofMillis(100);

    /** One command in the background. */
    static final class Job {
        final int number;
        final String text;
        final Cancellation work = new Cancellation();
        private final Gauge gauge = new Gauge();
        private volatile Optional<Integer> code = Optional.empty();

        Job(int number, String text) {
            this.number = number;
            this.text = text;
        }

        boolean isRunning() {
            return code.isEmpty();
        }

        int code() {
            return code.orElse(ExitCode.OK);
        }

        /** {@code [1] running: get a.txt  36.9 MiB of 300 MiB  28.1 MiB/s  0:10}. */
        String line() {
            String far = isRunning() ? gauge.text() : "";
            return "[" + number + "] " + state() + ": " + text + (far.isEmpty() ? "" : "  " + far);
        }

        private String state() {
            return isRunning() ? "running" : code() == ExitCode.OK ? "done" : "failed (" + code() + ")";
        }

        /** {@code [1] 12 %}, for one among others. */
        private String glance() {
            OptionalInt percent = gauge.percent();
            return "[" + number + "] " + (percent.isPresent() ? percent.getAsInt() + " %" : text);
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
        // a terminal's user sees its lines in the end, so file contents are made harmless as on a terminal
        Console quiet = new Console(
                lines, lines, shell.console().glyphs(), shell.console().outIsTerminal(), false);
        Thread thread = new Thread(
                () -> {
                    int code = ExitCode.BUG;
                    try {
                        code = commands.run(verb, words, Optional.of(server), quiet, job.work, Optional.of(job.gauge));
                    } finally {
                        server.close();
                        job.code = Optional.of(code);
                        shell.lines().status(status());
                        shell.lines().announce(job.line());
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

    /** What runs now, in one line; empty when nothing does. */
    String status() {
        List<Job> now = all().stream().filter(Job::isRunning).toList();
        return now.size() == 1
                ? now.get(0).line()
                : String.join("  ", now.stream().map(Job::glance).toList());
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
