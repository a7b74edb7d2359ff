package pasv.shell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pasv.testing.EmbeddedServer;
import pasv.testing.TestFiles;

/** Names of Hangul, of emoji and of 250 bytes survive completion, table, progress line and the way there and back. */
class OddNamesTest {
    private static final int SIZE = 3_000_000;
    private static final String LONGEST = "L".repeat(243) + "한.txt";

    @TempDir
    Path directory;

    @Test
    void tablesKeepTheirColumnsStraight() throws IOException {
        assumeTrue(System.getProperty("sun.jnu.encoding", "").equals("UTF-8"), "this locale cannot hold the names");
        List<String> names = List.of("1.txt", "2 한글 이름.txt", "3 😀 party.txt", "4 日本語.txt", "5 café.txt", "6.txt");
        try (EmbeddedServer server = EmbeddedServer.over(directory.resolve("homes"))
                .user("a", "1234")
                .start()) {
            for (String name : names) {
                TestFiles.write(server.home("a").resolve(name), name.length() * 1000, 1);
            }
            String prompt = "a@127.0.0.1:" + server.port() + ":/> ";
            try (Person person = Person.sitting(directory, server.url("a", "").replace("a@", "a:1234@"))) {
                person.seesCursorAfter(prompt).types("ls\r").sees("6\\.txt\n.*>$");
                // the widest name has 15 cells, and 2 part it from the next
                assertEquals(List.of(0, 0, 17, 17, 34, 34), person.columnsOf(names), person.screen());
                person.types("ls -l\r").sees("iB  .*  6\\.txt\n.*>$");
                assertEquals(1, Set.copyOf(person.columnsOf(names)).size(), person.screen());
            }
        }
    }

    @Test
    void comeAndGo() throws IOException {
        assumeTrue(System.getProperty("sun.jnu.encoding", "").equals("UTF-8"), "this locale cannot hold the names");
        Path local = Files.createDirectories(directory.resolve("local"));
        try (EmbeddedServer server = EmbeddedServer.over(directory.resolve("homes"))
                .user("a", "1234")
                .slow(2_000_000)
                .start()) {
            Path remote = server.home("a");
            int seed = 0;
            for (String name : new String[] {"한글 이름.txt", "😀 party.txt", LONGEST}) {
                TestFiles.write(remote.resolve(name), SIZE, ++seed);
            }
            String prompt = "a@127.0.0.1:" + server.port() + ":/> ";
            String url = server.url("a", "").replace("a@", "a:1234@");
            try (Person person = Person.sitting(directory, url, "--progress", "bar")) {
                person.seesCursorAfter(prompt).types("lcd '" + local + "'\r").sees("local'\\n.*> *$");
                person.seesCursorAfter(prompt)
                        .types("get 한\t")
                        .sees("get 한글\\\\ 이름\\.txt$")
                        .types("\r");
                person.sees("^한글 이름\\.txt  \\[[█░]+\\]  .*of 2\\.86 MiB").sees("^한글 이름\\.txt: 3,000,000 bytes");
                person.seesCursorAfter(prompt).types("get 😀\t").sees("get 😀\\\\ party\\.txt$");
                person.types("\r").sees("^😀 party\\.txt  \\[[█░]+\\]  .*of 2\\.86 MiB");
                person.sees("^😀 party\\.txt: 3,000,000 bytes");
                person.seesCursorAfter(prompt)
                        .types("get L\t")
                        .sees("^L+한\\.txt$|^L*한\\.txt$")
                        .types("\r");
                person.sees("^L{29}…(  \\[[█░]+\\])?  .*of 2\\.86 MiB").sees("한\\.txt: 3,000,000 bytes");
                person.seesCursorAfter(prompt).types("put 한\t").sees("put 한글\\\\ 이름\\.txt$");
                person.types(" -o 돌아온.txt\r").sees("^돌아온\\.txt: 3,000,000 bytes");
                person.seesCursorAfter(prompt)
                        .types("put L\t")
                        .sees("txt $|txt$")
                        .types(" -o M" + LONGEST.substring(1) + "\r");
                person.sees("M?L+한\\.txt: 3,000,000 bytes");
                person.seesCursorAfter(prompt);
            }
            assertArrayEquals(TestFiles.pattern(1, 0, SIZE), Files.readAllBytes(local.resolve("한글 이름.txt")));
            assertArrayEquals(TestFiles.pattern(2, 0, SIZE), Files.readAllBytes(local.resolve("😀 party.txt")));
            assertArrayEquals(TestFiles.pattern(3, 0, SIZE), Files.readAllBytes(local.resolve(LONGEST)));
            assertEquals(-1, Files.mismatch(local.resolve("한글 이름.txt"), remote.resolve("돌아온.txt")));
            assertEquals(-1, Files.mismatch(local.resolve(LONGEST), remote.resolve("M" + LONGEST.substring(1))));
        }
    }
}
