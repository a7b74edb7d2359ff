package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pasv.testing.Program;
import pasv.testing.RealServer;
import pasv.testing.RequiresServer;

/** On a server whose names are in another charset, what is shown can be typed, and what is typed is found there. */
@Timeout(60)
@RequiresServer("vsftpd")
class CharsetTest {
    @TempDir
    Path homes;

    @TempDir
    Path directory;

    private static String name(String text, String charset) {
        // Java names files by their UTF-8 text only: bytes of other charsets are made and seen by the shell
        StringBuilder octal = new StringBuilder();
        for (byte b : text.getBytes(Charset.forName(charset))) {
            octal.append(String.format("\\%03o", b & 0xFF));
        }
        return octal.toString();
    }

    private String shell(String script) throws IOException {
        Process process = new ProcessBuilder("bash", "-c", script)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private Program.Ran run(RealServer server, String charset, String verb, String... args) {
        List<String> all = new ArrayList<>(List.of(verb, "--no-netrc", "--retries=0", "--charset", charset));
        for (String arg : args) {
            all.add(arg.replace("URL", "ftp://a:" + RealServer.PASSWORD + "@127.0.0.1:" + server.port()));
        }
        return Program.run(all.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource({"EUC-KR, 한글", "Shift_JIS, 日本語", "windows-1251, Привет", "ISO-8859-1, café"})
    void whatIsShownCanBeTyped(String charset, String text) throws IOException {
        Path home = Files.createDirectories(homes.resolve("a"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
        shell("cd " + home + " && mkdir \"$(printf '" + name(text, charset) + "')\" && echo there > \"$(printf '"
                + name(text, charset) + "/" + name(text, charset) + ".txt')\"");
        try (RealServer server = RealServer.vsftpd().start(homes)) {
            assertEquals(text + "\n", run(server, charset, "ls", "URL/").out());
            assertEquals(
                    text + ".txt\n", run(server, charset, "ls", "URL/" + text).out());
            Program.Ran cat = run(server, charset, "cat", "URL/" + text + "/" + text + ".txt");
            assertEquals("there\n", cat.out(), cat.err());
            assertEquals(
                    "there\n",
                    run(server, charset, "cat", "URL/" + text + "/*.txt").out());

            Path sent = Files.writeString(directory.resolve("sent.txt"), "sent\n");
            Program.Ran put = run(server, charset, "put", sent.toString(), "URL/" + text + "/" + text + "2.txt");
            assertEquals(0, put.code(), put.err());
            Program.Ran mkdir = run(server, charset, "mkdir", "URL/" + text + "3");
            assertEquals(0, mkdir.code(), mkdir.err());
            assertEquals(
                    0,
                    run(server, charset, "mv", "URL/" + text + "3", text + "4").code());
            String listed = shell("cd " + home + " && ls -d *4 && cat \"$(printf '" + name(text, charset) + "/"
                    + name(text + "2", charset) + ".txt')\"");
            assertEquals(
                    new String(
                                    (text + "4").getBytes(Charset.forName(charset)),
                                    java.nio.charset.StandardCharsets.ISO_8859_1)
                            + "\nsent\n",
                    listed);
            Program.Ran got = run(server, charset, "get", "-r", "URL/" + text, "-d", directory.toString());
            assertEquals(0, got.code(), got.err());
            assertEquals("there\n", Files.readString(directory.resolve(text).resolve(text + ".txt")));
            assertEquals(
                    0,
                    run(server, charset, "rm", "URL/" + text + "/" + text + "2.txt")
                            .code());
        }
    }

    @ParameterizedTest
    @CsvSource({"EUC-KR, é", "windows-1251, 한"})
    void aCharacterThatTheCharsetLacksIsNamed(String charset, String character) throws IOException {
        try (RealServer server = RealServer.vsftpd().start(homes)) {
            Program.Ran ran = run(server, charset, "cat", "URL/x" + character + "y");
            assertEquals(2, ran.code(), ran.err());
            assertTrue(ran.err().contains("which lacks " + character), ran.err());
        }
    }
}
