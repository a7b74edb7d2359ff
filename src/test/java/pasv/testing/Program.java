package pasv.testing;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import pasv.Main;
import pasv.net.Cancellation;
import pasv.ui.Console;
import pasv.ui.Glyphs;

/**
 * Runs pasv and keeps what it printed: inside the test's JVM, or as a process of its own where memory, signals or the
 * environment matter. Every run is searched for the password {@link #CANARY}, which must never be shown.
 */
public final class Program {
    /** The password of the tests: found in any output, it fails the test that brought it there. */
    public static final String CANARY = "Turtle-Power-77";

    private Program() {}

    /** What a run left: its exit code, and its two streams. */
    public record Ran(int code, byte[] bytes, String err) {
        public Ran {
            refuseCanary(new String(bytes, StandardCharsets.UTF_8));
            refuseCanary(err);
        }

        /** Standard output as text. */
        public String out() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Runs the command line in a locale that shows every sign. */
    public static Ran run(String... args) {
        return run(Glyphs.UNICODE, new Cancellation(), args);
    }

    public static Ran run(Glyphs glyphs, Cancellation cancellation, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        forgetServers();
        int code = Main.run(args, new Console(out, err, glyphs, false, false), cancellation);
        return new Ran(code, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
    }

    /** What an earlier test taught of its server does not count for the next one on the same port. */
    private static void forgetServers() {
        String state = System.getenv("XDG_STATE_HOME");
        if (state != null) {
            new File(state, "pasv/hosts").delete();
        }
    }

    /** Starts a JVM of its own with little memory and only this environment. */
    public static Process start(Map<String, String> environment, String... args) throws IOException {
        return start(List.of(), environment, args);
    }

    /** The same with signals as a terminal leaves them: whoever runs the tests in the background ignores some. */
    public static Process startWithSignals(String... args) throws IOException {
        List<String> through = List.of("env", "--default-signal=INT,HUP,TERM");
        List<String> probe = new ArrayList<>(through);
        probe.add("true");
        return start(works(probe) ? through : List.of(), Map.of("LC_ALL", "C.UTF-8"), args);
    }

    private static boolean works(List<String> command) throws IOException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** The same in a session of its own, as under cron: there is no terminal, not even /dev/tty. */
    public static Process startWithoutTerminal(String... args) throws IOException {
        return start(List.of("setsid", "--wait"), Map.of("LC_ALL", "C.UTF-8"), args);
    }

    private static Process start(List<String> through, Map<String, String> environment, String... args)
            throws IOException {
        List<String> command = new ArrayList<>(through);
        command.addAll(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx64m",
                "-XX:MaxDirectMemorySize=16m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectInput(new File("/dev/null"));
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Waits for the end of a started process. Its output must fit into a pipe, or stdout must be read by the caller. */
    public static Ran finished(Process process) throws IOException {
        byte[] out = process.getInputStream().readAllBytes();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Ran(process.waitFor(), out, err);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void refuseCanary(String text) {
        if (text.contains(CANARY)) {
            throw new AssertionError("the password was shown:\n" + text);
        }
    }
}
