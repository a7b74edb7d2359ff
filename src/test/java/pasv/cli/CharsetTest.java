package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pasv.testing.Conversation;
import pasv.testing.ScriptedServer;

/** Names that are not UTF-8: read as the user says, sent back byte for byte, and told to programs in both forms. */
class CharsetTest {
    private static final String LOGIN = Conversation.DEFAULTS + """
            default SIZE 213 5
            default MDTM 550 no
            === session
            < 220 hi
            > LIST
            < 150 here
            ! data-text -rw-r--r-- 1 a a 5 Nov 20 2025 \\xb1\\xe8\\xc4\\xa1.txt\\r\\n
            ! close-data
            < 226 done
            """;

    @TempDir
    Path directory;

    @Test
    void isShownAsItIsMeant() {
        try (ScriptedServer server = ScriptedServer.play(LOGIN)) {
            assertEquals(
                    List.of("김치.txt"),
                    Typed.run("ls", "--charset", "EUC-KR", server.url("", "")).lines());
        }
    }

    @Test
    void withoutACharsetItIsLatin1() {
        try (ScriptedServer server = ScriptedServer.play(LOGIN)) {
            assertEquals(
                    List.of("±èÄ¡.txt"), Typed.run("ls", server.url("", "")).lines());
        }
    }

    @Test
    void programsGetTheTextAndTheBytesInPlainAscii() {
        try (ScriptedServer server = ScriptedServer.play(LOGIN)) {
            String json = Typed.run("--charset", "EUC-KR", "ls", "--json", server.url("", ""))
                    .out();
            assertTrue(json.contains("\"name\":\"\\uAE40\\uCE58.txt\""), json);
            assertTrue(json.contains("\"raw\":\"%B1%E8%C4%A1.txt\""), json);
            assertTrue(json.chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7F)), json);
        }
    }

    @Test
    void isFetchedByItsBytesAndKeptByItsName() throws IOException {
        String retrieve = """
                > RETR \\xb1\\xe8\\xc4\\xa1.txt
                < 150 here
                ! data-text hello
                ! close-data
                < 226 done
                """;
        try (ScriptedServer server = ScriptedServer.play(LOGIN + retrieve)) {
            Typed get =
                    Typed.run("--charset", "EUC-KR", "get", "-d", directory.toString(), server.url("", "*\uce58.txt"));
            assertEquals(0, get.code(), get.err());
            assertEquals("hello", Files.readString(directory.resolve("김치.txt")));
        }
    }
}
