package pasv.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * Where is kept what pasv has learned? {@code $XDG_STATE_HOME/pasv}, {@code ~/.local/state/pasv}, or on Windows
 * {@code %LOCALAPPDATA%\pasv}. Files of lines, each written whole and renamed into place.
 *
 * @param path need not exist before the first write
 */
public record StateDirectory(Path path) {
    private static final String NAME = "pasv";

    /** The user's directory. */
    public static StateDirectory of(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", System.getProperty("user.home", "."));
        String windows = environment.getOrDefault("LOCALAPPDATA", "");
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        if (!state.isEmpty() && Path.of(state).isAbsolute()) {
            return new StateDirectory(Path.of(state, NAME));
        }
        return windows.isEmpty()
                ? new StateDirectory(Path.of(home, ".local", "state", NAME))
                : new StateDirectory(Path.of(windows, NAME));
    }

    /** The lines of a file; none where it does not exist. */
    List<String> lines(String name) throws IOException {
        Path file = path.resolve(name);
        return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
    }

    /** Replaces a file by these lines, in one step. */
    void write(String name, List<String> lines) throws IOException {
        Files.createDirectories(path);
        Path fresh = Files.createTempFile(path, name, ".new");
        try {
            Files.write(fresh, lines, StandardCharsets.UTF_8);
            Files.move(fresh, path.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
