package pasv.ftp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which path a 257 names, by the variants that servers send. */
class PathReplyTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "\"/\", /",
                "\"/\" is the current directory., /",
                "\"/foo/bar\" created, /foo/bar",
                "\"/foo/b\"\"ar\" created, /foo/b\"ar",
                "\"/\"\"hello\"\"\", /\"hello\"",
                "\"/path/with/quotes\"\" /inside/string\" and \"more quotes\", /path/with/quotes\" /inside/string",
                "there is rubbish all over \"/this/is/the/path\", /this/is/the/path",
                "/path/without/quotes, /path/without/quotes",
                "\"C:/somedir\" is the current directory, C:/somedir",
                "\"QGPL\" is the current library, QGPL",
                "\"ANONYMOUS_ROOT:[000000]\", ANONYMOUS_ROOT:[000000]",
                "\"'USER.TEST.'\" is the working directory name prefix., 'USER.TEST.'",
            })
    void namesThePath(String text, String path) throws FtpException {
        assertEquals(Optional.of(RemotePath.of(path)), PathReply.of(Reply.of(257, text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"Only one", "root is current directory.", "Directory successfully created.", ""})
    void doesNotGuess(String text) throws FtpException {
        assertEquals(Optional.empty(), PathReply.of(Reply.of(257, text)));
    }

    @ParameterizedTest
    @ValueSource(ints = {250, 550, 500, 314, 502})
    void believesOnly257(int code) throws FtpException {
        assertEquals(Optional.empty(), PathReply.of(Reply.of(code, "\"/foo/bar\"")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"/\u0003\"", "\"/x\r\"", "\"/d\u001b]0;pwned\u0007\"", "/\u007f"})
    void refusesControlBytes(String text) {
        FtpException refusal = assertThrows(FtpException.class, () -> PathReply.of(Reply.of(257, text)));
        assertEquals(Failure.NOT_UNDERSTOOD, refusal.failure());
    }

    @Test
    void readsTheFirstLineWithQuotes() throws FtpException {
        List<byte[]> lines = List.of(bytes("257-\"/a\""), bytes("257 more"));
        assertEquals(
                Optional.of(RemotePath.of("/a")), PathReply.of(new Reply(257, lines, StandardCharsets.ISO_8859_1)));
    }

    @Test
    void keepsBytesThatAreNoUtf8() throws FtpException {
        byte[] path = {'/', (byte) 0xE9, (byte) 0xFF};
        byte[] line = {'2', '5', '7', ' ', '"', '/', (byte) 0xE9, (byte) 0xFF, '"'};
        Reply reply = new Reply(257, List.of(line), StandardCharsets.ISO_8859_1);
        assertEquals(Optional.of(RemotePath.of(path)), PathReply.of(reply));
    }

    @Property
    void whatWasQuotedByTheRulesComesBack(@ForAll @StringLength(min = 1, max = 60) String name) throws FtpException {
        String path = "/"
                + name.codePoints()
                        .filter(c -> c >= ' ' && c != 0x7F && !(c >= 0xD800 && c <= 0xDFFF))
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
        Reply reply = Reply.of(257, "\"" + path.replace("\"", "\"\"") + "\" is the current directory");
        assertEquals(Optional.of(RemotePath.of(path)), PathReply.of(reply));
    }

    @Property
    void noReplyCrashesIt(@ForAll @StringLength(max = 80) String text) {
        try {
            PathReply.of(Reply.of(257, text)).ifPresent(path -> assertEquals(false, path.isEmpty()));
        } catch (FtpException e) {
            assertEquals(Failure.NOT_UNDERSTOOD, e.failure());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
