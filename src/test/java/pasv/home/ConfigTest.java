package pasv.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The config file says what it means, line by line, or is refused with the line that is wrong. */
class ConfigTest {
    private static final Set<String> KNOWN = Set.of("user", "passive", "connect-timeout");

    @TempDir
    Path directory;

    private static Config parsed(String text) throws IOException {
        return Config.parse(text.lines().toList(), KNOWN, "config");
    }

    @Test
    void aHostsSectionComesBeforeTheGeneralPart() throws IOException {
        Config config = parsed("passive = epsv\n# note\n[Old.example.org]\npassive = pasv\nuser = \"alice\"\n");
        assertEquals(Map.of("passive", "pasv", "user", "alice"), config.of("old.EXAMPLE.org"));
        assertEquals(Map.of("passive", "epsv"), config.of("other"));
    }

    @Test
    void aliasesAreWordsOfOnesOwn() throws IOException {
        assertEquals(Map.of("ll", "ls -l"), parsed("[alias]\nll = ls -l\n").aliases());
    }

    @Test
    void anUnknownKeyNamesItsLine() {
        Config.Invalid e = assertThrows(Config.Invalid.class, () -> parsed("user = a\n\npasive = epsv\n"));
        assertEquals("config, line 3: unknown setting pasive", e.getMessage());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFileThatOthersCanChangeIsRefused() throws IOException {
        Path file = Files.write(directory.resolve("config"), List.of("user = a"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        Config.Invalid e = assertThrows(Config.Invalid.class, () -> Config.read(file, () -> KNOWN));
        assertTrue(String.valueOf(e.getMessage()).contains("chmod go-w"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void historyIsPrivateAndNeverALink() throws IOException {
        Path history = directory.resolve("state/pasv/history");
        PrivateFile.prepare(history);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(history)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(history.getParent())));
        Path link = Files.createSymbolicLink(directory.resolve("link"), history);
        assertThrows(IOException.class, () -> PrivateFile.prepare(link));
    }
}
