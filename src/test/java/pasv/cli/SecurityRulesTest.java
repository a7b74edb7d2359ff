package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pasv.testing.ScriptedServer;

/** What a verb must not do whatever it is told, by its user's slip or by a server. */
class SecurityRulesTest {
    private static final String SERVER = """
            default USER 331 pw
            default PASS 230 in
            default FEAT 502 what?
            default TYPE 200 ok
            default PWD 257 "/"
            default MKD 257 made
            === session repeat
            < 220 hi
            *> NOOP
            < 200 ok
            """;

    @TempDir
    Path directory;

    /** An empty variable in a script must not make "all of it" of what was to be named (SEC-26). */
    @ParameterizedTest
    @ValueSource(strings = {"", "/", "//", ".", "..", "../", "./", "%2F", "%2e%2e", "x/..", "x/../"})
    void nothingIsRemovedWhereNothingIsNamed(String path) {
        try (ScriptedServer server = ScriptedServer.play(SERVER)) {
            for (String verb : List.of("rm", "rmdir")) {
                String[] args = verb.equals("rm")
                        ? new String[] {"rm", "-r", "-f", server.url("", path)}
                        : new String[] {"rmdir", server.url("", path)};
                Typed typed = Typed.run(args);
                assertEquals(2, typed.code(), verb + " " + path + "\n" + typed.err());
            }
            assertTrue(server.received().stream()
                    .noneMatch(command -> command.line().matches("(DELE|RMD).*")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rm", "rmdir", "get", "cat", "stat", "mkdir", "touch"})
    void anEmptyArgumentIsUsage(String verb) {
        assertEquals(2, Typed.run(verb, "").code());
    }

    /** Sessions are shared where server, user and protection are the same, and never else (SEC-18). */
    @Test
    void anotherUserIsAnotherConnection() {
        try (ScriptedServer server = ScriptedServer.play(SERVER)) {
            String a = server.url("a:1", "x");
            String b = server.url("b:2", "x");
            Typed.run("mkdir", a, a, b);
            assertEquals(2, server.sessions());
            assertEquals(List.of("USER a"), users(server, 1));
            assertEquals(List.of("USER b"), users(server, 2));
        }
    }

    @Test
    void anotherPasswordIsAnotherConnection() {
        try (ScriptedServer server = ScriptedServer.play(SERVER)) {
            Typed.run("mkdir", server.url("a:1", "x"), server.url("a:2", "x"));
            assertEquals(2, server.sessions());
        }
    }

    private static List<String> users(ScriptedServer server, int session) {
        return server.received(session).stream()
                .filter(line -> line.startsWith("USER"))
                .toList();
    }

    /** A list of URLs holds URLs and nothing else (SEC-21). */
    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "http://127.0.0.1/x", "-o /tmp/x ftp://127.0.0.1/x", "--netrc=/x"})
    void aListOfUrlsIsNothingElse(String line) throws IOException {
        Path list = Files.writeString(directory.resolve("list"), line + "\n");
        Typed get = Typed.run("get", "-i", list.toString(), "-d", directory.toString());
        assertEquals(2, get.code(), get.err());
    }

    /** A server's words are words: never a format, never an address to go to (SEC-21, SEC-28). */
    @Test
    void aReplyIsOnlyShown() {
        String said = "%n%s%x {0} ${jndi:ldap://x} moved to ftp://127.0.0.2/";
        String script =
                SERVER.replace("*> NOOP\n< 200 ok\n", "*> NOOP\n< 200 " + said + "\n*> STAT\n< 550 " + said + "\n");
        try (ScriptedServer server = ScriptedServer.play(script)) {
            assertEquals(
                    List.of("200 " + said),
                    Typed.run("quote", server.url("", ""), "NOOP").lines());
            Typed refused = Typed.run("quote", server.url("", ""), "STAT");
            assertEquals(8, refused.code());
            assertTrue(refused.err().contains("550 " + said), refused.err());
            assertTrue(Typed.run("--json", "-vv", "quote", server.url("", ""), "STAT")
                    .err()
                    .contains(said));
        }
    }

    /** What developers want to know may be much: for their eyes only (SEC-32). */
    @Test
    void aDebugLogIsPrivate() throws IOException {
        Path log = directory.resolve("debug.log");
        Typed.run("--debug-log", log.toString(), "explain", "60001");
        assertTrue(Files.exists(log));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(log)));
        Path link = Files.createSymbolicLink(directory.resolve("link"), log);
        assertEquals(
                2, Typed.run("--debug-log", link.toString(), "explain", "60001").code());
    }

    @Test
    void aCommandOfTheUserIsOneCommand() {
        try (ScriptedServer server = ScriptedServer.play(SERVER)) {
            for (String more : List.of("NOOP\r\nDELE x", "NOOP\nDELE x", "NOOP\0DELE x")) {
                assertEquals(2, Typed.run("quote", server.url("", ""), more).code());
                assertEquals(2, Typed.run("site", server.url("", ""), more).code());
                assertEquals(2, Typed.run("mv", server.url("", "a"), more).code());
            }
            assertFalse(server.received().stream()
                    .anyMatch(command -> command.line().contains("DELE")));
        }
    }
}
