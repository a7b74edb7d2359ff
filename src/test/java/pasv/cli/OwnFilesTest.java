package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pasv.testing.Conversation;
import pasv.testing.Program;
import pasv.testing.ScriptedServer;

/** A config, netrc, state or journal that is a pipe, a device, a giant or no text holds nothing up and costs no memory. */
@Timeout(60)
class OwnFilesTest {
    /** Nothing listens there. */
    private static final String NOWHERE = "ftp://a:b@127.0.0.1:1/a.txt";

    @TempDir
    Path home;

    private Path config;
    private Path state;

    /** What can lie under the name of a small text file. */
    enum Odd {
        PIPE,
        DEVICE,
        GIANT,
        BINARY;

        void at(Path file) throws IOException {
            Files.createDirectories(file.getParent());
            switch (this) {
                case PIPE -> ran("mkfifo", "-m", "600", file.toString());
                case DEVICE -> Files.createSymbolicLink(file, Path.of("/dev/zero"));
                case GIANT -> {
                    Files.createFile(file);
                    try (var grown = new java.io.RandomAccessFile(file.toFile(), "rw")) {
                        grown.setLength(2_000_000_000L);
                    }
                }
                case BINARY -> {
                    byte[] bytes = new byte[5_000];
                    new java.util.Random(3).nextBytes(bytes);
                    Files.write(file, bytes);
                }
            }
            if (this == GIANT || this == BINARY) {
                ran("chmod", "600", file.toString());
            }
        }

        private static void ran(String... command) throws IOException {
            try {
                assertEquals(0, new ProcessBuilder(command).start().waitFor());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @BeforeEach
    void makeHome() {
        assumeTrue(File.separatorChar == '/');
        config = home.resolve("config/pasv");
        state = home.resolve("state/pasv");
    }

    private Program.Ran run(String... args) throws IOException {
        return Program.finished(Program.start(
                Map.of(
                        "LC_ALL", "C.UTF-8",
                        "HOME", home.toString(),
                        "XDG_CONFIG_HOME", home.resolve("config").toString(),
                        "XDG_STATE_HOME", home.resolve("state").toString()),
                args));
    }

    private Program.Ran get(ScriptedServer server, String... more) throws IOException {
        List<String> args = new ArrayList<>(List.of("get", Conversation.url(server), "-d", home.toString()));
        args.addAll(List.of(more));
        return run(args.toArray(String[]::new));
    }

    private static ScriptedServer server() {
        return ScriptedServer.play(Conversation.LOGIN + Conversation.whole(4096));
    }

    @ParameterizedTest
    @EnumSource(Odd.class)
    void config(Odd odd) throws IOException {
        odd.at(config.resolve("config"));
        Program.Ran ran = run("get", NOWHERE, "-d", home.toString());
        assertEquals(2, ran.code(), ran.err());
        assertTrue(ran.err().contains(config.resolve("config").toString()), ran.err());
    }

    @ParameterizedTest
    @EnumSource(Odd.class)
    void netrcThatWasNamed(Odd odd) throws IOException {
        Path netrc = home.resolve("own.netrc");
        odd.at(netrc);
        Program.Ran ran = run("get", NOWHERE, "-d", home.toString(), "--retries=0", "--netrc=" + netrc);
        assertEquals(2, ran.code(), ran.err());
    }

    @ParameterizedTest
    @EnumSource(Odd.class)
    void whatIsKnownOfHosts(Odd odd) throws IOException {
        odd.at(state.resolve("hosts"));
        try (ScriptedServer server = server()) {
            assertEquals(0, get(server).code());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PIPE", "DEVICE"})
    void aJournalThatIsNone(Odd odd) throws IOException {
        Files.writeString(home.resolve("a.txt.part"), "somebody's");
        odd.at(home.resolve("a.txt.part.json"));
        try (ScriptedServer server = ScriptedServer.play(Conversation.LOGIN + Conversation.ready(4096))) {
            Program.Ran ran = get(server);
            assertEquals(3, ran.code(), ran.err());
            assertEquals("somebody's", Files.readString(home.resolve("a.txt.part")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "put"})
    void aPipeWithoutAnotherEndIsNotWaitedForBeyondTheTimeForTheRun(String verb) throws IOException {
        Path pipe = home.resolve("pipe");
        Odd.PIPE.at(pipe);
        Program.Ran ran = verb.equals("get")
                ? run("get", "--no-netrc", "--max-time=1s", NOWHERE, "-o", pipe.toString())
                : run("put", "--no-netrc", "--max-time=1s", pipe.toString(), NOWHERE);
        assertEquals(10, ran.code(), ran.err());
    }
}
