package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pasv.testing.Conversation;
import pasv.testing.Program;
import pasv.testing.ScriptedServer;

/** The password is in no output and in no file; and a test that shows it fails. */
@Timeout(60)
class CanaryTest {
    @TempDir
    Path directory;

    @Test
    void everyRunIsSearched() {
        assertThrows(AssertionError.class, () -> Program.run("get", "--reply-timeout", Program.CANARY, "h"));
        byte[] shown = ("> PASS " + Program.CANARY).getBytes(StandardCharsets.UTF_8);
        assertThrows(AssertionError.class, () -> new Program.Ran(0, shown, ""));
    }

    @Test
    void noFileHoldsIt() throws IOException {
        String broken = Conversation.ready(4096) + "> RETR a.txt\n< 150 go\n! data 2048\n! close-data\n< 426 broken\n";
        Path log = directory.resolve("debug.log");
        try (ScriptedServer server = ScriptedServer.play(Conversation.LOGIN + broken)) {
            Program.run(
                    "get",
                    "-vv",
                    "--no-netrc",
                    "--retries=0",
                    Conversation.url(server),
                    "-d",
                    directory.toString(),
                    "--debug-log=" + log);
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        assertFalse(files.isEmpty(), "a part and its journal should be here");
        for (Path file : files) {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            assertFalse(text.contains(Program.CANARY), file.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--json rm ftp://a:%s@127.0.0.1:1/*",
                "--json stat ftp://a:%s@127.0.0.1:1/*",
                "--json ls -R ftp://a:%s@127.0.0.1:1/*",
                "--json stat ftp://a:%s@127.0.0.1:x/a",
                "--json stat a:%s@127.0.0.1:x/a",
                "--json stat ftp://a:@:%s@127.0.0.1:x/a",
                "ls ftp://a:%s/x@127.0.0.1/",
                "chmod ftp://a:%s@127.0.0.1/a ftp://a:%s@127.0.0.1/b",
                "ftp://a:%s@127.0.0.1/ foo"
            })
    void noUrlIsShownWithIt(String words) {
        Program.run(words.replace("%s", Program.CANARY).split(" "));
    }
}
