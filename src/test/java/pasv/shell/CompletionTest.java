package pasv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pasv.testing.ScriptedServer;

/** What Tab makes of commands, options, local names and names on the server, and what it never shows. */
class CompletionTest {
    private static final String LISTING = """
            >~ LIST.*
            < 150 here
            ! data-text %s
            ! close-data
            < 226 done
            """;

    @TempDir
    Path directory;

    /** A server whose login directory holds files of these names, and which lists it that many times. */
    private static ScriptedServer server(int listings, String... names) {
        StringBuilder list = new StringBuilder();
        for (String name : names) {
            char kind = name.endsWith("/") ? 'd' : '-';
            list.append(kind)
                    .append("rw-r--r--   1 a a   6 Jan 02  2025 ")
                    .append(name.replaceFirst("/$", ""))
                    .append("\\r\\n");
        }
        return ScriptedServer.play("""
                default FEAT 211 none
                default TYPE 200 ok
                default PASV 227 Entering Passive Mode ({pasv})
                default MKD 257 made
                default NOOP 200 ok
                default CWD 250 there
                default MDTM 500 what?
                default SIZE 550 no
                < 220 hi
                > USER a
                < 230 in
                > PWD
                < 257 "/"
                """ + LISTING.formatted(list).repeat(listings));
    }

    private Person connected(ScriptedServer server) throws IOException {
        return Person.sitting(directory, server.url("a", "")).seesCursorAfter(prompt(server));
    }

    private static String prompt(ScriptedServer server) {
        return "a@127.0.0.1:" + server.port() + ":/> ";
    }

    private void completes(ScriptedServer server, String typed, String completed) throws IOException {
        try (Person person = connected(server)) {
            person.types(typed).seesCursorAfter(prompt(server) + completed);
        }
    }

    @Test
    void aCommandAndItsOptions() throws IOException {
        try (ScriptedServer server = server(0)) {
            completes(server, "mdel\t", "mdelete ");
        }
        try (ScriptedServer server = server(0)) {
            completes(server, "get --no-c\t", "get --no-clobber ");
        }
    }

    @Test
    void aListingIsAskedForOnceUntilSomethingChanges() throws IOException {
        try (ScriptedServer server = server(2, "one.txt", "two.txt");
                Person person = connected(server)) {
            person.types("get o\t").seesCursorAfter(prompt(server) + "get one.txt ");
            person.types("tw\t").seesCursorAfter(prompt(server) + "get one.txt two.txt ");
            person.types(Person.CTRL_U).seesCursorAfter(prompt(server));
            assertEquals(
                    1,
                    server.received(1).stream()
                            .filter(line -> line.startsWith("LIST"))
                            .count());
            person.types("mkdir new\r").seesCursorAfter(prompt(server));
            person.types("get tw\t").seesCursorAfter(prompt(server) + "get two.txt ");
            assertEquals(
                    2,
                    server.received(1).stream()
                            .filter(line -> line.startsWith("LIST"))
                            .count());
        }
    }

    @Test
    void namesWithBlanksAndQuotes() throws IOException {
        for (String[] each : new String[][] {
            {"get a\t", "a name", "get a\\ name "},
            {"get 'a\t", "a name", "get 'a name' "},
            {"get \"a\t", "a name", "get \"a name\" "},
            {"get it\t", "it's", "get it\\'s "},
            {"get \"s\t", "say \"hi\"", "get \"say \\\"hi\\\"\" "},
            {"get \\*\t", "*[1]?", "get \\*\\[1\\]\\? ".replace("\\]", "]")},
            {"get -- -\t", "-rf", "get -- -rf "},
            {"get \\#\t", "#1;&", "get \\#1\\;\\& "},
        }) {
            try (ScriptedServer server = server(1, each[1])) {
                completes(server, each[0], each[2]);
            }
        }
    }

    @Test
    void whatAllNamesShareAndThenAList() throws IOException {
        try (ScriptedServer server = server(1, "pub dir/", "pub dirt.txt");
                Person person = connected(server)) {
            person.types("get p\t").sees("get pub\\\\ dir$").sees("^pub dir/ +pub dirt\\.txt$");
        }
    }

    @Test
    void aDirectoryIsWantedWhereOnlyOneWillDo() throws IOException {
        try (ScriptedServer server = server(1, "pub dir/", "pub dirt.txt")) {
            completes(server, "cd p\t", "cd pub\\ dir/");
        }
    }

    @Test
    void namesOfAllScripts() throws IOException {
        String longest = "L".repeat(246) + ".txt";
        String[] names = {"한국어 자료.txt", "😀 party.txt", "می\u200cخواهم", longest};
        try (ScriptedServer server = server(1, names);
                Person person = connected(server)) {
            person.types("get 한\t").seesCursorAfter(prompt(server) + "get 한국어\\ 자료.txt ");
            person.types("😀\t").seesCursorAfter(prompt(server) + "get 한국어\\ 자료.txt 😀\\ party.txt ");
            person.types(Person.CTRL_U + "get L\t").sees("^L+\\.txt$");
            person.types(Person.CTRL_U + "get م\t").sees("get می\u200c?خواهم$");
        }
    }

    @Test
    void whatCouldSteerATerminalIsNotOffered() throws IOException {
        String[] names = {"x\\x1B[2J", "x\u0085", "x\u202Eexe.txt", "xyz"};
        try (ScriptedServer server = server(1, names)) {
            completes(server, "get x\t", "get xyz ");
        }
    }

    @Test
    void aLocalName() throws IOException {
        Files.createDirectories(directory.resolve("here/my files"));
        Files.writeString(directory.resolve("here/my notes.txt"), "x");
        try (ScriptedServer server = server(0);
                Person person = connected(server)) {
            person.types("lcd '" + directory + "/he\t")
                    .sees("here/$")
                    .types("'\r")
                    .seesCursorAfter(prompt(server));
            person.types("put my\\ n\t").seesCursorAfter(prompt(server) + "put my\\ notes.txt ");
            person.types(Person.CTRL_U + "lcd m\t").sees("lcd my\\\\ files/$");
        }
    }

    @Test
    void anUnconnectedShellOffersNoNames() throws IOException {
        try (Person person = Person.sitting(directory)) {
            person.seesCursorAfter("pasv> ")
                    .types("get x\t\tq\r")
                    .sees("not connected")
                    .seesCursorAfter("pasv> ");
            assertFalse(person.screen().contains("bug"), person.screen());
        }
    }

    @Test
    void aServerThatIsSilentCostsNoMoreThanItsNames() throws IOException {
        try (ScriptedServer server = ScriptedServer.play("""
                default FEAT 211 none
                default TYPE 200 ok
                < 220 hi
                > USER a
                < 230 in
                > PWD
                < 257 "/"
                > PASV
                ! stall
                """);
                Person person = connected(server)) {
            person.types("get x\t").types("y").seesCursorAfter(prompt(server) + "get xy");
        }
    }
}
