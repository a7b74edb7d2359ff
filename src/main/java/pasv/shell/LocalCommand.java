package pasv.shell;

import java.io.File;
import java.io.IOException;
import pasv.cli.ExitCode;

/**
 * A local command, {@code !command}. In the user's own shell, on the user's own line only: no server ever gets here.
 */
final class LocalCommand {
    private static final boolean WINDOWS = File.separatorChar == '\\';
    private static final int LOCAL = 3;

    private LocalCommand() {}

    static int run(String command, ShellState shell) {
        String interpreter = shell.settings().environment().getOrDefault("SHELL", "/bin/sh");
        String text = command.strip();
        String[] words = WINDOWS
                ? text.isEmpty() ? new String[] {"cmd"} : new String[] {"cmd", "/c", text}
                : text.isEmpty() ? new String[] {interpreter} : new String[] {"/bin/sh", "-c", text};
        try {
            Process process = new ProcessBuilder(words)
                    .directory(shell.local().toAbsolutePath().toFile())
                    .inheritIO()
                    .start();
            int code = process.waitFor();
            return code == 0 ? ExitCode.OK : LOCAL;
        } catch (IOException e) {
            shell.console().say("pasv: error: cannot run " + words[0] + ": " + e.getMessage());
            return LOCAL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return LOCAL;
        }
    }
}
