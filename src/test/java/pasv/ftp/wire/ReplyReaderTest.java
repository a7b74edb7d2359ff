package pasv.ftp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pasv.ftp.ByteConnection;
import pasv.ftp.Table;
import pasv.net.NetException;
import pasv.net.Patience;

/** Replies as servers frame them: one answer whatever the segments, and bounds that hold. */
class ReplyReaderTest {
    private static final Patience PATIENCE = Patience.of(Duration.ofSeconds(10));

    static List<Arguments> replies() throws IOException {
        return Table.of("replies.txt");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("replies")
    void readsRepliesTheSameWhereverSegmentsEnd(String wire, String expected) {
        byte[] bytes = Table.bytes(wire);
        String wanted = new String(Table.bytes(expected), StandardCharsets.ISO_8859_1);
        for (int piece = 1; piece <= bytes.length; piece++) {
            String told = read(new ByteConnection(bytes, piece));
            // what is no reply is told from what had come of it by then
            boolean foreign = wanted.startsWith("not an FTP reply") && piece < bytes.length;
            assertTrue(foreign ? told.startsWith("not an FTP reply") : wanted.equals(told), piece + ": " + told);
        }
    }

    private static String read(ByteConnection from) {
        ReplyReader reader = new ReplyReader(StandardCharsets.ISO_8859_1);
        List<String> replies = new ArrayList<>();
        try {
            while (true) {
                Reply reply = reader.read(from, PATIENCE);
                String text = reply.text().replace('\n', '/');
                byte[] shown = text.getBytes(StandardCharsets.UTF_8);
                boolean latin = text.chars().allMatch(c -> c < 0x100) && text.contains(" or ");
                replies.add(reply.code() + " "
                        + (latin || text.contains("\u00ff") ? text : new String(shown, StandardCharsets.ISO_8859_1)));
            }
        } catch (NetException e) {
            return replies.isEmpty() ? e.getMessage() : String.join(" | ", replies);
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void refusesALineWithoutEnd() {
        byte[] line = ("220 " + "x".repeat(ReplyReader.MAX_LINE)).getBytes(StandardCharsets.US_ASCII);
        ByteConnection from = new ByteConnection(line, 8192);
        FtpException e = assertThrows(FtpException.class, () -> reader().read(from, PATIENCE));
        assertEquals(Failure.NOT_UNDERSTOOD, e.failure());
    }

    @Test
    void keepsFirstAndLastOfManyLines() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < ReplyReader.MAX_LINES; i++) {
            text.append("230-").append(i).append("\r\n");
        }
        byte[] bytes = text.append("230 end\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        Reply reply = reader().read(new ByteConnection(bytes, 8192), PATIENCE);
        assertEquals(100, reply.lines().size());
        assertEquals("230-1", reply.lines().get(0));
        assertEquals("end", reply.lastText());
    }

    @Test
    void refusesMoreLinesThanTheBound() {
        byte[] bytes = "230-x\r\n".repeat(ReplyReader.MAX_LINES + 1).getBytes(StandardCharsets.US_ASCII);
        assertThrows(FtpException.class, () -> reader().read(new ByteConnection(bytes, 8192), PATIENCE));
    }

    @Test
    void refusesMoreBytesThanTheBound() {
        byte[] bytes = ("230-" + "x".repeat(60_000) + "\r\n").repeat(20).getBytes(StandardCharsets.US_ASCII);
        assertThrows(FtpException.class, () -> reader().read(new ByteConnection(bytes, 8192), PATIENCE));
    }

    @Property(tries = 2000)
    void anyBytesGiveRepliesOrANamedError(@ForAll @Size(max = 200) byte[] noise) {
        ByteConnection from = new ByteConnection(noise, 7);
        read(from); // throws nothing but what it names
        assertTrue(from.taken() <= noise.length);
    }

    @Property(tries = 500)
    void anyTextAfterACodeIsKept(@ForAll @Size(max = 80) byte[] noise) throws IOException {
        StringBuilder line = new StringBuilder();
        for (byte b : noise) {
            int c = b & 0x7F;
            line.append(c < 0x20 || c == 0x7F ? '.' : (char) c);
        }
        byte[] bytes = ("226 " + line + "\r\n").getBytes(StandardCharsets.US_ASCII);
        assertEquals(
                line.toString(),
                reader().read(new ByteConnection(bytes, 5), PATIENCE).text());
    }

    private static ReplyReader reader() {
        return new ReplyReader(StandardCharsets.ISO_8859_1);
    }
}
