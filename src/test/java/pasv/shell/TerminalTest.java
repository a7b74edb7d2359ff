package pasv.shell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pasv.shell.Person.CTRL_C;
import static pasv.shell.Person.CTRL_D;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pasv.testing.EmbeddedServer;
import pasv.testing.TestFiles;

/** A person at a terminal: what is typed, interrupted and remembered, and what the screen shows of it. */
class TerminalTest {
    private static final String UP = "\u001bOA";

    @TempDir
    Path directory;

    private EmbeddedServer server;
    private Path remote;
    private Path local;

    @BeforeEach
    void prepare() throws IOException {
        server = EmbeddedServer.over(directory.resolve("homes")).user("a", "1234");
        remote = server.home("a");
        local = Files.createDirectories(directory.resolve("local"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String prompt(String place) {
        return "a@127.0.0.1:" + server.port() + ":" + place + "> ";
    }

    private Person connected() throws IOException {
        server.start();
        Person person = Person.sitting(directory, server.url("a", "").replace("a@", "a:1234@"), "--progress", "bar");
        return person.seesCursorAfter(prompt("/"))
                .types("lcd '" + local + "'\r")
                .sees("local'$")
                .seesCursorAfter(prompt("/"));
    }

    @Test
    void anEveningAtThePrompt() throws IOException {
        Files.createDirectories(remote.resolve("pub dir/inner"));
        TestFiles.write(remote.resolve("pub dir/one.bin"), 1000, 1);
        try (Person person = connected()) {
            person.types("cd pu\t").seesCursorAfter(prompt("/") + "cd pub\\ dir/");
            person.types("\r").seesCursorAfter(prompt("/pub dir"));
            person.types("ls\r").sees("^inner +one\\.bin$").seesCursorAfter(prompt("/pub dir"));
            person.types("get o\t").seesCursorAfter(prompt("/pub dir") + "get one.bin ");
            person.types("\r").sees("^one.bin: 1,000 bytes in").seesCursorAfter(prompt("/pub dir"));
            person.types("put one.bin -o two.bin\r").sees("^two.bin: 1,000 bytes");
            person.types("rename two.bin three.bin; rm one.bin; ls\r").sees("^inner +three\\.bin$");
            person.types("cd -; pwd\r").sees("^/$").seesCursorAfter(prompt("/"));
            person.types("quit\r");
            assertEquals(0, person.leaves());
        }
        assertArrayEquals(TestFiles.pattern(1, 0, 1000), Files.readAllBytes(local.resolve("one.bin")));
        assertTrue(Files.exists(remote.resolve("pub dir/three.bin")));
    }

    @Test
    void ctrlCEndsATransferAndNotTheShell() throws IOException {
        TestFiles.write(remote.resolve("big.bin"), 20_000_000, 1);
        server.slow(1_000_000);
        try (Person person = connected()) {
            person.types("get big.bin\r").sees("^big\\.bin  \\[[█░]+\\]  .* of 19\\.1 MiB  ");
            person.types(CTRL_C).sees("^pasv: cancelled with [0-9,]+ of 20,000,000 bytes here");
            // this terminal echoes ^C behind the signal, a real one before it
            person.sees("^(\\^C)?a@.*:/>$");
            assertEquals(1, person.lines("pasv: .*").size(), person.screen());
            assertEquals(List.of(), person.lines(".*[█░].*"), "the progress line is gone");
            person.types("ls\r")
                    .sees("^big\\.bin$")
                    .seesCursorAfter(prompt("/"))
                    .types("bye\r");
            assertEquals(0, person.leaves());
        }
        assertTrue(Files.exists(local.resolve("big.bin.part")));
    }

    @Test
    void ctrlCAtThePromptDropsTheLine() throws IOException {
        try (Person person = connected()) {
            // a signal overtakes keys that nobody has read yet
            person.types("mkdir no").seesCursorAfter(prompt("/") + "mkdir no");
            person.types(CTRL_C).seesCursorAfter(prompt("/"));
            person.types("mkdir yes\r").seesCursorAfter(prompt("/"));
            person.types(CTRL_D);
            assertEquals(0, person.leaves());
        }
        assertTrue(Files.exists(remote.resolve("yes")));
        assertFalse(Files.exists(remote.resolve("no")));
    }

    @Test
    void anOpenQuoteEndsWithTheLine() throws IOException {
        Files.createDirectories(remote.resolve("pub dir"));
        try (Person person = connected()) {
            person.types("cd \"pu\t").seesCursorAfter(prompt("/") + "cd \"pub dir/");
            person.types("\r").seesCursorAfter(prompt("/pub dir"));
        }
    }

    @Test
    void theHistoryOutlivesTheSessionAndHoldsNoPassword() throws IOException {
        try (Person person = connected()) {
            person.types("ls -l\r").seesCursorAfter(prompt("/"));
            person.types("use a 1234\r").sees("connected[^$]+connected").seesCursorAfter(prompt("/"));
            person.types("open " + server.url("a", "").replace("a@", "a:1234@") + "\r");
            person.sees("connected[^$]+connected[^$]+connected").seesCursorAfter(prompt("/"));
            person.types("history\r").sees("^ls -l$").seesCursorAfter(prompt("/"));
            person.types("quit\r");
            assertEquals(0, person.leaves());
        }
        String kept = Files.readString(directory.resolve(".local/state/pasv/history"));
        assertTrue(kept.contains("ls -l"), kept);
        assertFalse(kept.contains("1234"), kept);
        try (Person again = Person.sitting(directory)) {
            again.seesCursorAfter("pasv> ").types(UP).seesCursorAfter("pasv> quit");
        }
    }

    @Test
    void aQuestionTakesItsAnswersAndLeavesNoneInTheHistory() throws IOException {
        for (String name : List.of("a1", "a2", "a3", "a4", "a5")) {
            TestFiles.write(remote.resolve(name), 10, 1);
        }
        try (Person person = connected()) {
            person.types("mget a*\r").seesCursorAfter("mget a1 [ynaq]? ");
            person.types("n\r").seesCursorAfter("mget a2 [ynaq]? ");
            person.types("y\r").seesCursorAfter("mget a3 [ynaq]? ");
            person.types("q\r").sees("^a2: 10 bytes").seesCursorAfter(prompt("/"));
            person.types("mdelete a*\r").seesCursorAfter("mdelete a1 [ynaq]? ");
            person.types(CTRL_C).seesCursorAfter(prompt("/"));
            person.types("mdelete a[45]\r").seesCursorAfter("mdelete a4 [ynaq]? ");
            person.types("a\r").seesCursorAfter(prompt("/"));
            person.types(UP).seesCursorAfter(prompt("/") + "mdelete a[45]");
        }
        assertEquals(List.of("a1", "a2", "a3"), names(remote));
        assertEquals(List.of("a2"), names(local));
    }

    @Test
    void workInTheBackgroundIsSeenAboveThePromptAndEndsOnDemand() throws IOException {
        TestFiles.write(remote.resolve("big.bin"), 20_000_000, 1);
        server.slow(1_000_000);
        try (Person person = connected()) {
            person.types("get big.bin &\r")
                    .sees("^\\[1\\] get big\\.bin$")
                    .seesCursorAfter(prompt("/"))
                    .types("l");
            // while the line is being typed
            person.sees("^\\[1\\] running: get big\\.bin  [0-9.]+ [KM]iB of 19\\.1 MiB  .*\\n.*:/> l$");
            person.types("s\r").sees("^big\\.bin$").seesCursorAfter(prompt("/"));
            person.types(CTRL_D).sees("^pasv: 1 running in the background: wait, or bye again to end it$");
            person.seesCursorAfter(prompt("/")).types("kill 1\r");
            person.sees("^\\[1\\] failed \\(130\\): get big\\.bin$").seesCursorAfter(prompt("/"));
            person.types("jobs; pwd\r").sees("^/$").seesCursorAfter(prompt("/")).types(CTRL_D);
            assertEquals(0, person.leaves());
        }
    }

    @Test
    void aPercentSignInADirectoryIsNoSignOfTheEditor() throws IOException {
        Files.createDirectories(remote.resolve("100%P %M"));
        try (Person person = connected()) {
            person.types("cd 1\t\r").seesCursorAfter(prompt("/100%P %M"));
        }
    }

    @Test
    void aTerminalThatTellsNoWidthIsTakenForAnOrdinaryOne() throws IOException {
        try (Person person = Person.sitting(0, directory)) {
            person.seesCursorAfter("pasv> ").types("hel\t").seesCursorAfter("pasv> help ");
        }
    }

    @Test
    void aNarrowTerminalKeepsItsLines() throws IOException {
        server.start();
        TestFiles.write(remote.resolve("a name that is longer than the line.txt"), 10, 1);
        try (Person person = Person.sitting(20, directory, server.url("a", "").replace("a@", "a:1234@"))) {
            person.sees("^connected to").types("cd nowhere-at-all\r").sees("error");
            person.sees("^there\\n.*:/>$")
                    .types("lcd '" + local + "'\r")
                    .sees("'\\n.*:/>$")
                    .types("ge\t a\t")
                    .sees("^he\\\\ line.txt$");
            person.types("\r").sees("10 bytes in").sees(":/>\\z");
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
