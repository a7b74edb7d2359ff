package pasv.ftp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pasv.ftp.Table;

/** What servers answer to PASV and EPSV, and which port that is. */
class PassiveReplyTest {
    static List<Arguments> rows() throws IOException {
        List<Arguments> rows = new ArrayList<>(Table.of("227.txt"));
        rows.addAll(Table.of("229.txt"));
        return rows;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void isThisPortOrRejected(String written, String expected) {
        String[] lines = new String(Table.bytes(written), StandardCharsets.ISO_8859_1).split("\n", -1);
        List<byte[]> raw = new ArrayList<>();
        for (String line : lines) {
            raw.add(line.getBytes(StandardCharsets.ISO_8859_1));
        }
        Reply reply = new Reply(Integer.parseInt(written.substring(0, 3)), raw, StandardCharsets.UTF_8);
        assertEquals(expected, told(reply));
    }

    private static String told(Reply reply) {
        try {
            PassiveReply passive = PassiveReply.of(reply);
            assertEquals(passive.port(), passive.high() * 256 + passive.low());
            return passive.port()
                    + passive.advertised().map(a -> " " + a.getHostAddress()).orElse("");
        } catch (PassiveReply.Rejected e) {
            return e.why();
        }
    }

    @Property
    void everyPortComesBackFromItsTwoBytes(@ForAll @IntRange(min = 1, max = 65_535) int port)
            throws PassiveReply.Rejected, IOException {
        String numbers = "10,0,0,11," + (port >> 8) + "," + (port & 0xFF);
        assertEquals(
                new PassiveReply(Optional.of(InetAddress.getByName("10.0.0.11")), port),
                PassiveReply.of227("227 Entering Passive Mode (" + numbers + ")"));
        assertEquals(new PassiveReply(Optional.empty(), port), PassiveReply.of229("229 (|||" + port + "|)"));
    }

    @Property(tries = 2000)
    void anyTextIsAPortOrRejected(@ForAll String text) {
        for (int code : new int[] {227, 229}) {
            String told = told(Reply.of(code, text));
            assertTrue(told.matches("[0-9]+( .*)?|it has .*|(?s)the number .*|port .*"), told);
        }
    }
}
