package pasv;

import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import pasv.cli.CommandLineRun;
import pasv.cli.Interactive;
import pasv.cli.Pasv;
import pasv.net.Cancellation;
import pasv.shell.Shell;
import pasv.ui.Console;
import pasv.ui.Terminals;

/** The front door: wires the rooms together, runs what was asked for, and is the only place that exits. */
public final class Main {
    /** How long a signal leaves the running work to say goodbye: ABOR takes up to two seconds. */
    private static final long GOODBYE_SECONDS = 4;

    private Main() {}

    /** Runs the program and ends the JVM with its exit code (docs/exit-codes.md). */
    public static void main(String[] args) {
        if (args.length == 1 && args[0].equals("--version")) {
            // asked before all else, often: it needs no command line, no config file and no verb
            System.exit(Pasv.Version.show(Console.ofProcess()));
        }
        HeadStart.begin(args);
        Cancellation cancellation = new Cancellation();
        CountDownLatch ended = new CountDownLatch(1);
        AtomicBoolean signalled = new AtomicBoolean();
        // a signal starts the shutdown, which gives 129, 130 or 143 by itself; the work is told and awaited
        try {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> endWork(cancellation, ended, signalled), "pasv-signal"));
        } catch (IllegalStateException tooLate) {
            // a signal was quicker: the JVM is ending, with the signal's code, before anything was begun
            return;
        }
        int code = run(args, Console.ofProcess(), cancellation);
        boolean bySignal = signalled.get();
        ended.countDown();
        if (!bySignal) {
            System.exit(code);
        }
        // the signal's own thread ends the JVM, with the signal's own code
    }

    /** Runs the program to its exit code without ending the JVM. */
    public static int run(String[] args, Console console, Cancellation cancellation) {
        return run(args, console, cancellation, System.in, Terminals.is(0), System.getenv());
    }

    /** The same with standard input and environment of the caller's choice. */
    static int run(
            String[] args,
            Console console,
            Cancellation cancellation,
            InputStream in,
            boolean inIsTerminal,
            Map<String, String> environment) {
        Interactive shell = request -> new Shell(request, in, inIsTerminal).run();
        return new CommandLineRun(console, cancellation, shell, environment).run(args);
    }

    private static void endWork(Cancellation cancellation, CountDownLatch ended, AtomicBoolean signalled) {
        signalled.set(true);
        cancellation.cancel(Cancellation.Cause.ASKED);
        try {
            ended.await(GOODBYE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
