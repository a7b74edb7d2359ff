package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pasv.testing.Conversation;
import pasv.testing.Program;
import pasv.testing.QuirkyServer;
import pasv.testing.ScriptedServer;
import pasv.testing.TestFiles;

/** Trouble on this side of the wire: exit 3, the old file as it was, and nobody else's file touched. */
@Timeout(60)
class LocalDiskTest {
    private static final int SIZE = 2_000_000;
    private static final int LARGE = 5_000_000;

    @TempDir
    Path directory;

    private Program.Ran get(String script, String... where) {
        try (ScriptedServer server = ScriptedServer.play(script)) {
            String[] args = new String[where.length + 3];
            args[0] = "get";
            args[1] = "--no-netrc";
            args[2] = Conversation.url(server);
            System.arraycopy(where, 0, args, 3, where.length);
            return Program.run(args);
        }
    }

    @Test
    void aFullDevice() {
        assumeTrue(Files.exists(Path.of("/dev/full")), "no /dev/full here");
        Program.Ran ran = get(
                Conversation.LOGIN
                        + Conversation.ready(10)
                        + "> RETR a.txt\n< 150 go\n! data 10\n! close-data\n*> ABOR\n< 226 ok\n*> NOOP\n< 200 ok\n",
                "-o",
                "/dev/full");
        assertEquals(3, ran.code(), ran.err());
        assertTrue(ran.err().startsWith("pasv: error: no space left to write /dev/full\n"), ran.err());
    }

    @Test
    void aFullDiskKeepsWhatCameAndTheOldFile() throws IOException, InterruptedException {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        assumeTrue(mount(disk, "64k"), "a small disk can only be mounted by root");
        try {
            Files.writeString(disk.resolve("a.txt"), "old");
            Program.Ran ran = get(
                    Conversation.LOGIN
                            + Conversation.ready(SIZE)
                            + "> RETR a.txt\n< 150 go\n! data " + SIZE
                            + "\n! close-data\n*> ABOR\n< 226 ok\n*> NOOP\n< 200 ok\n",
                    "-d",
                    disk.toString());
            assertEquals(3, ran.code(), ran.err());
            assertTrue(ran.err().contains("no space left to write"), ran.err());
            assertEquals("old", Files.readString(disk.resolve("a.txt")));
            byte[] part = Files.readAllBytes(disk.resolve("a.txt.part"));
            assertArrayEquals(TestFiles.pattern(0, part.length), part);
        } finally {
            new ProcessBuilder("umount", disk.toString()).start().waitFor();
        }
    }

    /** Whatever is full first, the file or its journal: the old file stays, and with room again the rest is fetched. */
    @ParameterizedTest
    @CsvSource({"4,-j1", "8,-j1", "12,-j1", "100,-j1", "2000,-j1", "8,-j3", "100,-j3", "2000,-j3", "4000,-j3"})
    void aDiskThatIsFullAndThenHasRoom(int kibibytes, String way) throws IOException, InterruptedException {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        assumeTrue(mount(disk, kibibytes + "k"), "a small disk can only be mounted by root");
        try (QuirkyServer server = QuirkyServer.with(QuirkyServer.Quirk.NONE, LARGE)) {
            String[] words = {"get", "--no-netrc", server.url("a.bin"), "-d", disk.toString(), way};
            Program.Ran ran = Program.run(words);
            assertEquals(3, ran.code(), ran.err());
            assertFalse(Files.exists(disk.resolve("a.bin")));
            assertTrue(mount(disk, "remount", "16m"));
            Program.Ran again = Program.run(words);
            assertEquals(0, again.code(), again.err());
            assertEquals(-1, TestFiles.firstDifference(disk.resolve("a.bin"), LARGE, QuirkyServer.seed("a.bin")));
            try (Stream<Path> files = Files.list(disk)) {
                assertEquals(List.of(disk.resolve("a.bin")), files.toList());
            }
        } finally {
            new ProcessBuilder("umount", disk.toString()).start().waitFor();
        }
    }

    private static boolean mount(Path disk, String size) throws InterruptedException {
        return mount(disk, "rw", size);
    }

    private static boolean mount(Path disk, String how, String size) throws InterruptedException {
        try {
            return new ProcessBuilder("mount", "-t", "tmpfs", "-o", how + ",size=" + size, "pasv-test", disk.toString())
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aDirectoryThatTakesNoFiles() {
        Path readOnly = Path.of("/sys/kernel");
        assumeTrue(Files.isDirectory(readOnly) && takesNothing(readOnly), "no directory here that refuses root");
        Program.Ran ran =
                get("=== session optional\n" + Conversation.LOGIN + Conversation.whole(10), "-d", readOnly.toString());
        assertEquals(3, ran.code(), ran.err());
    }

    private static boolean takesNothing(Path directory) {
        Path probe = directory.resolve("pasv-probe");
        try {
            Files.delete(Files.createFile(probe));
            return false;
        } catch (FileSystemException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aLinkInPlaceOfThePartIsNotWrittenThrough() throws IOException {
        Path victim = Files.writeString(directory.resolve("victim"), "precious");
        Files.createSymbolicLink(directory.resolve("a.txt.part"), victim);
        Files.writeString(directory.resolve("a.txt.part.json"), "{\"url\":\"x\"}");
        Program.Ran ran = get(Conversation.LOGIN + Conversation.ready(10), "-d", directory.toString());
        assertEquals(3, ran.code(), ran.err());
        assertEquals("precious", Files.readString(victim));
    }

    @Test
    void aLinkInPlaceOfTheJournalsCopyIsNotWrittenThrough() throws IOException {
        Path victim = Files.writeString(directory.resolve("victim"), "precious");
        Files.createSymbolicLink(directory.resolve("a.txt.part.json~"), victim);
        Program.Ran ran = get(Conversation.LOGIN + Conversation.whole(10), "-d", directory.toString());
        assertEquals(0, ran.code(), ran.err());
        assertEquals("precious", Files.readString(victim));
    }

    @Test
    void aLinkThatTheUserNamedIsFollowed() throws IOException {
        Path real = directory.resolve("real");
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);
        assertEquals(
                0,
                get(Conversation.LOGIN + Conversation.whole(10), "-o", link.toString())
                        .code());
        assertTrue(Files.isSymbolicLink(link));
        assertArrayEquals(TestFiles.pattern(0, 10), Files.readAllBytes(real));
    }

    @Test
    void aDeviceIsWrittenWithoutAPart() {
        assumeTrue(Files.exists(Path.of("/dev/null")));
        assertEquals(
                0,
                get(Conversation.LOGIN + Conversation.whole(10), "-o", "/dev/null")
                        .code());
        assertFalse(Files.exists(Path.of("/dev/null.part")));
    }

    @Test
    void theTimeOfTheRemoteFileIsKept() throws IOException {
        get(Conversation.LOGIN + Conversation.whole(10), "-d", directory.toString());
        assertEquals(
                "2025-10-20T17:00:00Z",
                Files.getLastModifiedTime(directory.resolve("a.txt")).toString());
    }

    @Test
    void aLongNameGetsAShorterPart() throws IOException {
        String name = "n".repeat(250) + ".txt";
        get(
                Conversation.LOGIN + Conversation.whole(10),
                "-o",
                directory.resolve(name).toString());
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(directory.resolve(name)), files.toList());
        }
    }
}
