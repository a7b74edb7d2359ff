package pasv.home;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;

/**
 * The directories in which pasv keeps its files. In the XDG directories; on Windows in those of APPDATA.
 *
 * @param config what the user writes: {@code config}, {@code bookmarks}
 * @param state what pasv writes: {@code history}, {@code hosts}, {@code trusted}
 */
public record Places(Path config, Path state) {
    private static final String OWN = "pasv";

    /** By the environment of this system. */
    public static Places of(Map<String, String> environment) {
        return of(environment, File.separatorChar == '\\');
    }

    static Places of(Map<String, String> environment, boolean windows) {
        String home = environment.getOrDefault("HOME", System.getProperty("user.home", "."));
        if (windows) {
            Path roaming = Path.of(environment.getOrDefault("APPDATA", home));
            return new Places(
                    roaming.resolve(OWN),
                    Path.of(environment.getOrDefault("LOCALAPPDATA", roaming.toString()))
                            .resolve(OWN));
        }
        return new Places(
                base(environment, "XDG_CONFIG_HOME", Path.of(home, ".config")),
                base(environment, "XDG_STATE_HOME", Path.of(home, ".local", "state")));
    }

    /** The XDG specification says that a relative path there is to be ignored. */
    private static Path base(Map<String, String> environment, String name, Path otherwise) {
        String told = environment.getOrDefault(name, "");
        Path base = told.isEmpty() || !Path.of(told).isAbsolute() ? otherwise : Path.of(told);
        return base.resolve(OWN);
    }

    public Path configFile() {
        return config.resolve("config");
    }

    public Path bookmarksFile() {
        return config.resolve("bookmarks");
    }

    public Path historyFile() {
        return state.resolve("history");
    }

    /** What is known of servers. */
    public Path hostsFile() {
        return state.resolve("hosts");
    }

    /** The certificates that the user accepted. */
    public Path trustedFile() {
        return state.resolve("trusted");
    }
}
