package pasv.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import pasv.Main;
import pasv.net.Cancellation;
import pasv.ui.Console;
import pasv.ui.Glyphs;

/** What a typed command line did: its exit code, and what it printed where. */
record Typed(int code, String out, String err) {
    static Typed run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(out, err, Glyphs.UNICODE, false, false);
        int code = Main.run(args, console, new Cancellation());
        return new Typed(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    List<String> lines() {
        return out.lines().toList();
    }
}
