package pasv.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose password a netrc file gives to whom. */
class NetrcTest {
    private static final String TWO = """
            # the lab
            machine 10.0.0.11 login a password 1234
            machine 10.0.0.11
                login b
                password "two words" account acct
            macdef init
            machine evil login x password y

            default login anonymous password guest
            """;

    private static Optional<String> password(String host, String user, boolean useDefault) throws Netrc.Unusable {
        return Netrc.parse(TWO)
                .find(host, Optional.ofNullable(user), useDefault)
                .flatMap(Netrc.Login::password);
    }

    @Test
    void theFirstEntryOfTheHost() throws Netrc.Unusable {
        assertEquals(Optional.of("1234"), password("10.0.0.11", null, false));
    }

    @Test
    void theEntryOfTheNamedUser() throws Netrc.Unusable {
        assertEquals(Optional.of("two words"), password("10.0.0.11", "b", false));
    }

    @Test
    void neverAnotherUsersPassword() throws Netrc.Unusable {
        assertEquals(Optional.empty(), password("10.0.0.11", "c", true));
    }

    @Test
    void theDefaultOnlyWhenAskedFor() throws Netrc.Unusable {
        assertEquals(Optional.empty(), password("elsewhere", null, false));
        assertEquals(Optional.of("guest"), password("elsewhere", null, true));
    }

    @Test
    void aMacroIsPassedOver() throws Netrc.Unusable {
        assertEquals(Optional.empty(), password("evil", null, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "machine",
                "machine h login",
                "user a",
                "machine h login \"a\nDELE b\"",
                "machine h login a password \"x\ry\"",
                "machine h password a\0b",
            })
    void refusesWhatItCannotMean(String text) {
        assertThrows(Netrc.Unusable.class, () -> Netrc.parse(text));
    }

    @Test
    void aLoginDoesNotPrintItsPassword() throws Netrc.Unusable {
        Netrc.Login login =
                Netrc.parse(TWO).find("10.0.0.11", Optional.of("a"), false).orElseThrow();
        assertFalse(login.toString().contains("1234"));
    }

    @Test
    void onlyAFileThatNobodyElseCanRead(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("netrc"), TWO);
        for (String mode : new String[] {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-"}) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            assertThrows(Netrc.Unusable.class, () -> Netrc.read(file), mode);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertTrue(Netrc.read(file).find("10.0.0.11", Optional.empty(), false).isPresent());
        assertThrows(Netrc.Unusable.class, () -> Netrc.read(directory));
    }

    @Property(tries = 1000)
    void anyTextIsReadOrRefused(@ForAll String text) {
        try {
            Netrc.parse(text);
        } catch (Netrc.Unusable e) {
            assertFalse(e.getMessage().isEmpty());
        }
    }
}
