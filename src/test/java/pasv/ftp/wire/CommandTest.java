package pasv.ftp.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command is one line: nothing that is put into it can make it two. */
class CommandTest {
    @Property(tries = 2000)
    void isOneLineOrRefused(@ForAll String argument) {
        byte[] wire;
        try {
            wire = Command.of("RETR", argument).wire();
        } catch (IllegalArgumentException e) {
            return;
        }
        String line = new String(wire, StandardCharsets.ISO_8859_1);
        assertEquals(line.length() - 2, line.indexOf('\r'));
        assertEquals(line.length() - 1, line.indexOf('\n'));
        assertEquals(-1, line.indexOf('\0'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n", "\0", "a\r\nDELE b", "a\nb", "\0a", "b\r"})
    void refusesLineEndsAndNulEverywhere(String argument) {
        for (String verb : new String[] {"USER", "PASS", "ACCT", "RETR", "CWD", "SITE"}) {
            assertThrows(IllegalArgumentException.class, () -> Command.of(verb, argument));
        }
        assertThrows(IllegalArgumentException.class, () -> RemotePath.of(argument));
        assertThrows(IllegalArgumentException.class, () -> Command.ofLine("NOOP x" + argument + "y"));
    }

    @Test
    void refusesASecondCommandInTheVerb() {
        assertThrows(IllegalArgumentException.class, () -> Command.of("NOOP\r\nDELE a"));
        assertThrows(IllegalArgumentException.class, () -> Command.ofLine(""));
    }

    @Test
    void sendsAnEmptyPasswordWithItsSpace() {
        assertArrayEquals(
                "PASS \r\n".getBytes(StandardCharsets.US_ASCII),
                Command.of("PASS", "").wire());
    }

    @Test
    void doublesTelnetIac() {
        byte[] name = {'a', (byte) 0xFF, 'b'};
        byte[] wire = Command.of("RETR", RemotePath.of(name)).wire();
        assertEquals("RETR a\u00ff\u00ffb\r\n", new String(wire, StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PASS Turtle-Power-77", "ACCT Turtle-Power-77", "SITE PSWD old Turtle-Power-77"})
    void masksSecrets(String line) {
        assertEquals(line.split(" ")[0] + " ****", Command.ofLine(line).toString());
    }

    @Property(tries = 500)
    void namesGoBackAsTheyCame(@ForAll @Size(max = 60) byte[] name) {
        byte[] harmless = new byte[name.length];
        for (int i = 0; i < name.length; i++) {
            harmless[i] = name[i] == '\r' || name[i] == '\n' || name[i] == 0 ? (byte) '_' : name[i];
        }
        assertArrayEquals(harmless, RemotePath.of(harmless).bytes());
    }
}
