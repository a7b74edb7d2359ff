package pasv.shell;

import java.util.List;
import pasv.access.UsageException;
import pasv.cli.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The verbs of background work: {@code jobs}, {@code wait}, {@code kill}. */
final class JobVerbs {
    private JobVerbs() {}

    /** {@code jobs}. */
    @Command(name = "jobs", description = "Show what runs in the background, and how far it is.")
    static final class Jobs extends ShellVerb {
        @Override
        int run(Turn turn) {
            for (pasv.shell.Jobs.Job job : turn.shell().jobs().all()) {
                turn.console().result(job.line());
            }
            turn.shell().jobs().tidy();
            return ExitCode.OK;
        }
    }

    /** {@code wait}. */
    @Command(name = "wait", description = "Wait until the background work is done; Ctrl-C ends the waiting alone.")
    static final class Wait extends ShellVerb {
        @Parameters(arity = "0..1", paramLabel = "N", description = "one job (default: all)")
        int number;

        @Override
        int run(Turn turn) {
            pasv.shell.Jobs jobs = turn.shell().jobs();
            return number == 0
                    ? jobs.await(turn.work())
                    : pasv.shell.Jobs.await(List.of(found(jobs, number)), turn.work());
        }
    }

    /** {@code kill}. */
    @Command(name = "kill", description = "End work in the background; what it fetched stays for a later get.")
    static final class Kill extends ShellVerb {
        @Parameters(paramLabel = "N", description = "the job's number, as jobs shows it")
        int number;

        @Override
        int run(Turn turn) {
            found(turn.shell().jobs(), number).work.cancel(pasv.net.Cancellation.Cause.ASKED);
            return ExitCode.OK;
        }
    }

    private static pasv.shell.Jobs.Job found(pasv.shell.Jobs jobs, int number) {
        return jobs.find(number).orElseThrow(() -> new UsageException("there is no job " + number));
    }
}
