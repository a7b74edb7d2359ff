package pasv;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import pasv.net.Cancellation;
import pasv.ui.Console;
import pasv.ui.Glyphs;

/**
 * pasv for a user with a home of its own: a config file, bookmarks, and lines from standard input.
 *
 * @param home the user's home directory
 */
record AtHome(Path home) {
    /** What a run left. */
    record Ran(int code, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }
    }

    Ran run(String... args) {
        return fed("", args);
    }

    /** With these lines on standard input, as from a script. */
    Ran fed(String input, String... args) {
        return fed(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), args);
    }

    Ran fed(InputStream input, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(out, err, Glyphs.UNICODE, false, false);
        Map<String, String> environment = Map.of("HOME", home.toString(), "SECRET", "1234");
        int code = Main.run(args, console, new Cancellation(), input, false, environment);
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Writes the config file. */
    AtHome with(String config) throws IOException {
        Path file = config();
        Files.createDirectories(file.getParent());
        Files.writeString(file, config);
        return this;
    }

    Path config() {
        return home.resolve(".config/pasv/config");
    }

    Path bookmarks() {
        return home.resolve(".config/pasv/bookmarks");
    }
}
