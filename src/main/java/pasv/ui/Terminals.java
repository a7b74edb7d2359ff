package pasv.ui;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The terminals among the standard streams: whether a person sits at this end. Tells terminals from pipes and files,
 * which Java does for stdin and stdout at best.
 */
public final class Terminals {
    static final File CONTROLLING = new File("/dev/tty");
    private static final boolean WINDOWS = File.separatorChar == '\\';

    private Terminals() {}

    /**
     * Whether a standard stream is a terminal. The launcher knows by {@code test -t} and says so in {@code pasv.tty};
     * without it the system's own links tell, or {@code test} is asked.
     *
     * @param descriptor 0, 1 or 2
     */
    public static boolean is(int descriptor) {
        String told = System.getProperty("pasv.tty");
        if (told != null) {
            return told.indexOf('0' + descriptor) >= 0;
        }
        if (WINDOWS) {
            return windows();
        }
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return asked("test", "-t", Integer.toString(descriptor));
        }
    }

    /** Whether a terminal of this type knows no movements, as one inside an editor: nothing may be drawn over there. */
    public static boolean isDumb(Map<String, String> environment) {
        String type = environment.getOrDefault("TERM", "");
        return type.equals("dumb") || (type.isEmpty() && !WINDOWS);
    }

    /** Before JDK 22 a console means terminals on both ends; later ones are asked by the launcher's property. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean windows() {
        return System.console() != null;
    }

    private static boolean asked(String... command) {
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            return process.waitFor(1, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Runs {@code stty} on the controlling terminal; true when that worked. */
    static boolean stty(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "stty";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(CONTROLLING)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(1, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
