package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pasv.Main;
import pasv.net.Cancellation;
import pasv.testing.Conversation;
import pasv.testing.Program;
import pasv.testing.QuirkyServer;
import pasv.testing.QuirkyServer.Quirk;
import pasv.testing.ScriptedServer;
import pasv.ui.Console;
import pasv.ui.Glyphs;

/** What was not done has no exit code 0, what was done has no other, and each ending is told once. */
@Timeout(60)
class NotDoneTest {
    private static final String LOGIN = Conversation.DEFAULTS + """
            default PWD 257 "/home"
            """;

    private static final String HELLO = """
            > RETR a.txt
            < 150 go
            ! data-text "hello"
            ! close-data
            < 226 done
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"ls", "cat", "stat", "rm", "du", "find", "rmdir", "mkdir", "get"})
    void aTimeThatIsOverBeforeTheBeginningIsSaid(String verb) {
        Cancellation over = new Cancellation();
        over.cancel(Cancellation.Cause.DEADLINE);
        Program.Ran ran = Program.run(Glyphs.UNICODE, over, verb, "ftp://127.0.0.1:1/a", "ftp://127.0.0.1:1/b");
        assertEquals(10, ran.code(), ran.err());
        assertTrue(ran.err().contains("the time for the whole run is over"), ran.err());
    }

    @Test
    void aFailureOverSeveralSessionsIsToldOnce() {
        String script =
                LOGIN + "default SIZE 550 no\ndefault MDTM 550 no\n=== session\n< 220 hi\n> RETR a.txt\n< 550 no\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed typed = Typed.run(
                    "--json", "get", "--no-netrc", "-j", "2", server.url("", "a.txt"), "-d", directory.toString());
            assertEquals(8, typed.code(), typed.err());
            assertEquals(
                    1,
                    typed.lines().stream()
                            .filter(line -> line.contains("\"event\":\"failed\""))
                            .count(),
                    typed.out());
        }
    }

    @Test
    void aSessionThatIsLostBeforeSeveralAreOpenedIsReplaced() throws IOException {
        String script =
                LOGIN + "default SIZE 213 5\ndefault MDTM 550 no\n=== session\n< 220 hi\n> SIZE a.txt\n! close\n"
                        + "=== session\n< 220 hi\n" + HELLO;
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed typed =
                    Typed.run("get", "--no-netrc", "-j", "2", server.url("", "a.txt"), "-d", directory.toString());
            assertEquals(0, typed.code(), typed.err());
            assertEquals("hello", Files.readString(directory.resolve("a.txt")));
        }
    }

    @Test
    void whatCouldNotBeRemovedIsNotMissing() {
        String there = LOGIN + "default DELE 550 Delete operation failed.\ndefault SIZE 213 5\ndefault MDTM 550 no\n"
                + "=== session\n< 220 hi\n";
        try (ScriptedServer server = ScriptedServer.play(there)) {
            assertEquals(
                    8,
                    Typed.run("rm", "--no-netrc", "-f", server.url("", "a.txt")).code());
        }
        String gone = LOGIN + "default DELE 550 Delete operation failed.\ndefault SIZE 550 no\ndefault MDTM 550 no\n"
                + "default CWD 550 no\n=== session\n< 220 hi\n";
        try (ScriptedServer server = ScriptedServer.play(gone)) {
            assertEquals(
                    0,
                    Typed.run("rm", "--no-netrc", "-f", server.url("", "a.txt")).code());
        }
    }

    @Test
    void aReaderWhoLeavesARawListingIsNoBug() {
        String script =
                LOGIN + "=== session\n< 220 hi\n> LIST\n< 150 go\n! data-text \"a line\"\n! close-data\n< 226 ok\n"
                        + "> ABOR\n< 226 ok\n> NOOP\n< 200 ok\n";
        OutputStream left = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (ScriptedServer server = ScriptedServer.play(script)) {
            String[] args = {"ls", "--no-netrc", "--raw", server.url("", "")};
            assertEquals(
                    141,
                    Main.run(args, new Console(left, err, Glyphs.UNICODE, false, false), new Cancellation()),
                    err::toString);
        }
    }

    @Test
    void aStreamIsNotReadAgainForTheServersChecksum() throws IOException {
        try (QuirkyServer server = QuirkyServer.with(Quirk.XSHA256, 100)) {
            Program.Ran bare = Program.run("get", "--no-netrc", "--verify", "hash", server.url("a"), "-o", "-");
            assertEquals(0, bare.code(), bare.err());
            assertTrue(
                    bare.err().contains("standard output cannot be read again: only the size is proven"), bare.err());
            byte[] sum = digest(bare.bytes(), "SHA-256");
            for (String known : new String[] {"sha256:" + hex(sum), "md5:" + hex(digest(bare.bytes(), "MD5"))}) {
                Program.Ran ran = Program.run(
                        "get", "--no-netrc", "--verify", "hash", "--checksum", known, server.url("a"), "-o", "-");
                assertEquals(0, ran.code(), ran.err());
            }
        }
    }

    private static byte[] digest(byte[] bytes, String algorithm) {
        try {
            return java.security.MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.of().formatHex(bytes);
    }

    @Test
    void aTextIsNotHeldAgainstTheChecksumOfItsOtherForm() throws IOException {
        try (QuirkyServer server = QuirkyServer.with(Quirk.XSHA256_WRONG, 100)) {
            Program.Ran ran = Program.run(
                    "get", "--no-netrc", "--verify", "hash", server.url("a") + ";type=a", "-d", directory.toString());
            assertEquals(0, ran.code(), ran.err());
        }
    }

    @Test
    void theEndOfAByteRangeIsNoChecksum() throws IOException {
        String script = LOGIN.replace("502 what?", "211-Features:\\r\\n HASH CRC32*\\r\\n211 End")
                + "default SIZE 213 5\ndefault MDTM 550 no\n=== session\n< 220 hi\n" + HELLO
                + "> HASH a.txt\n< 213 CRC32 0-12345678 3610a686 a.txt\n";
        try (ScriptedServer server = ScriptedServer.play(script)) {
            Typed typed = Typed.run(
                    "get", "--no-netrc", "--verify", "hash", server.url("", "a.txt"), "-d", directory.toString());
            assertEquals(0, typed.code(), typed.err());
        }
    }

    @Test
    void whatACutListingHidesFromAPatternIsMissed() throws IOException {
        String listing = LOGIN + "default SIZE 213 5\ndefault MDTM 550 no\n=== session\n< 220 hi\n> LIST\n< 150 go\n"
                + "! data-text \"-rw-r--r-- 1 a a 5 Jan 1 2020 a.txt\\r\\n\"\n! close-data\n"
                + "< 226 Output truncated to 1 matches\n";
        try (ScriptedServer server = ScriptedServer.play(listing + HELLO)) {
            Typed typed = Typed.run("get", "--no-netrc", server.url("", "*.txt"), "-d", directory.toString());
            assertEquals(12, typed.code(), typed.err());
            assertTrue(typed.err().contains("is not complete"), typed.err());
            assertEquals("hello", Files.readString(directory.resolve("a.txt")));
        }
        try (ScriptedServer server = ScriptedServer.play(listing)) {
            Typed typed = Typed.run("ls", "--no-netrc", server.url("", "*.txt"));
            assertEquals(11, typed.code(), typed.err());
        }
    }

    @Test
    void aStreamThatCannotBeGoneOnWithIsIncomplete() throws IOException {
        try (QuirkyServer server = QuirkyServer.with(Quirk.REST_REFUSED_LATER, 100_000)) {
            Program.Ran ran = Program.run("cat", "--no-netrc", server.url("a"));
            assertEquals(11, ran.code(), ran.err());
            assertTrue(ran.err().contains("cannot be taken back"), ran.err());
        }
    }

    @Test
    void aLocalFileThatCannotBeWrittenIsNoBug() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(OutputStream.nullOutputStream(), err, Glyphs.UNICODE, false, false);
        Complaints complaints = new Complaints(console, () -> false, false);
        assertEquals(3, complaints.failed(new AccessDeniedException("/state/pasv/trusted")));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("no permission to write /state/pasv/trusted"));
    }
}
