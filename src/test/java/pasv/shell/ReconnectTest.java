package pasv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pasv.testing.ScriptedServer;

/** A session outlives its connections, and says in one line that it has a new one; another user never gets an old one. */
class ReconnectTest {
    private static final String DEFAULTS = """
            default FEAT 211 none
            default TYPE 200 ok
            default PASV 227 Entering Passive Mode ({pasv})
            default MDTM 500 what?
            default SIZE 550 no
            default SYST 215 UNIX
            """;
    private static final String LOGIN = """
            === session
            < 220 hi
            > USER a
            < 230 in
            """;
    private static final String AT_LOGIN = """
            > PWD
            < 257 "/"
            """;
    private static final String TO_PUB = """
            > CWD /pub
            < 250 ok
            """;
    private static final String IN_PUB = TO_PUB + """
            > PWD
            < 257 "/pub"
            """;
    private static final String TIMEOUT = """
            > NOOP
            << 200 ok\\r\\n421 Timeout.\\r\\n
            ! close
            """;

    @TempDir
    Path directory;

    private static String prompt(ScriptedServer server, String place) {
        return "a@127.0.0.1:" + server.port() + ":" + place + "> ";
    }

    private Person inPub(ScriptedServer server) throws IOException {
        Person person = Person.sitting(directory, server.url("a", "")).seesCursorAfter(prompt(server, "/"));
        return person.types("cd /pub\r").seesCursorAfter(prompt(server, "/pub"));
    }

    @Test
    void theNextCommandFindsTypeAndDirectoryAsTheyWere() throws IOException {
        try (ScriptedServer server =
                        ScriptedServer.play(DEFAULTS + LOGIN + AT_LOGIN + IN_PUB + TIMEOUT + LOGIN + TO_PUB + """
                        > TYPE A
                        < 200 ascii
                        > RETR /pub/note.txt
                        < 150 here
                        ! data-text hello\\r\\n
                        ! close-data
                        < 226 done
                        """);
                Person person = inPub(server)) {
            person.types("ascii; literal NOOP\r").sees("^200 ok$");
            person.sees("^pasv: the session is over \\(421 Timeout\\.\\); the next command reconnects$");
            person.seesCursorAfter(prompt(server, "/pub"))
                    .types("cat note.txt\r")
                    .sees("^hello$");
            person.seesCursorAfter(prompt(server, "/pub"));
            String told = "pasv: reconnected to a@127\\.0\\.0\\.1:" + server.port() + ", in /pub";
            assertEquals(1, person.lines(told).size(), person.screen());
        }
    }

    @Test
    void tabReconnectsTooAndTheLineStaysWhole() throws IOException {
        try (ScriptedServer server =
                        ScriptedServer.play(DEFAULTS + LOGIN + AT_LOGIN + IN_PUB + TIMEOUT + LOGIN + TO_PUB + """
                        >~ LIST.*
                        < 150 here
                        ! data-text -rw-r--r--   1 a a   6 Jan 02  2025 note.txt\\r\\n
                        ! close-data
                        < 226 done
                        """);
                Person person = inPub(server)) {
            person.types("literal NOOP\r").sees("^pasv: the session is over");
            person.seesCursorAfter(prompt(server, "/pub")).types("get n\t");
            person.seesCursorAfter(prompt(server, "/pub") + "get note.txt ");
            String told = "pasv: reconnected to a@127\\.0\\.0\\.1:" + server.port() + ", in /pub";
            assertEquals(1, person.lines(told).size(), person.screen());
            assertEquals(1, person.lines(".*get n.*").size(), person.screen());
        }
    }

    @Test
    void aDirectoryThatHasGoneFailsOneCommandOnly() throws IOException {
        try (ScriptedServer server =
                        ScriptedServer.play(DEFAULTS + LOGIN + AT_LOGIN + IN_PUB + TIMEOUT + LOGIN + """
                > CWD /pub
                < 550 gone
                """ + LOGIN);
                Person person = inPub(server)) {
            person.types("literal NOOP\r").sees("^pasv: the session is over");
            person.seesCursorAfter(prompt(server, "/pub")).types("system\r");
            person.sees("^pasv: error: the server does not go to /pub: 550 gone$");
            person.seesCursorAfter(prompt(server, "/")).types("system\r").sees("^215 UNIX$");
        }
    }

    @Test
    void anotherUserOrPlaceGetsAConnectionOfItsOwn() throws IOException {
        String other = LOGIN.replace("USER a", "USER b").replace("< 230 in", "< 331 pw\n> PASS 1234\n< 230 in");
        try (ScriptedServer server = ScriptedServer.play(
                        DEFAULTS + LOGIN + AT_LOGIN + other + AT_LOGIN + LOGIN + AT_LOGIN + LOGIN + AT_LOGIN);
                Person person = Person.sitting(directory, server.url("a", ""))) {
            person.seesCursorAfter(prompt(server, "/")).types("user b 1234\r");
            String asB = prompt(server, "/").replace("a@", "b@");
            person.seesCursorAfter(asB).types("open " + server.url("a", "") + "\r");
            // the same once more is a connection of its own too
            person.seesCursorAfter(prompt(server, "/")).types("open " + server.url("a", "") + "\r");
            person.sees("(?s)(connected to a.*){3}").seesCursorAfter(prompt(server, "/"));
        }
    }

    @Test
    void whatAServerSaysNeverSteersTheTerminal() throws IOException {
        String evil = "\\x1B[2J\\xC2\\x9B31m\\xE2\\x80\\xAE\\x07";
        try (ScriptedServer server =
                        ScriptedServer.play(DEFAULTS.replace("215 UNIX", "215 UNIX " + evil) + """
                < 220 hi %1$s
                > USER a
                < 230 in %1$s
                > PWD
                < 257 "/\\xE2\\x80\\xAE" %1$s
                > XEVIL
                < 500 what? %1$s
                >~ CWD .*
                < 550 no %1$s
                > NOOP
                << 421 bye %1$s\\r\\n
                ! close
                """.formatted(evil));
                Person person = Person.sitting(directory, "-v", server.url("a", ""))) {
            String safe = "a@127.0.0.1:" + server.port() + ":/\\u202e> ";
            // Person.close looks at all that reached the screen
            person.sees("connected to").seesCursorAfter(safe);
            person.types("system\r").sees("^215 UNIX \\\\x1b").seesCursorAfter(safe);
            person.types("literal XEVIL\r").sees("^500 what\\? \\\\x1b").seesCursorAfter(safe);
            person.types("cd x\r").sees("550 no \\\\x1b").seesCursorAfter(safe);
            person.types("status\r").sees("^directory +/\\\\u202e").seesCursorAfter(safe);
            person.types("literal NOOP\r").sees("421 bye \\\\x1b").seesCursorAfter(safe);
        }
    }
}
