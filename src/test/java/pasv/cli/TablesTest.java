package pasv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pasv.access.Durations;
import pasv.ftp.wire.Failure;
import picocli.CommandLine.TypeConversionException;

/** The tables that scripts rely on: exit codes, durations, and what several items come to. */
class TablesTest {
    private static final Path EXIT_CODES = Path.of("docs/exit-codes.md");

    @ParameterizedTest
    @EnumSource(Failure.class)
    void everyFailureHasACodeOfTheContract(Failure failure) {
        int code = ExitCode.of(failure);
        assertTrue((code >= 2 && code <= 11) || code == 130 || code == 141, failure + " is " + code);
        assertEquals(failure.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'), failure.id());
    }

    @Test
    void everyCodeStandsInTheDocument() throws IOException {
        if (!Files.exists(EXIT_CODES)) {
            return; // written by hand; once it is there it must be complete
        }
        Set<Integer> documented = Pattern.compile("(?m)^\\|\\s*`?([0-9]+)`?\\s*\\|")
                .matcher(Files.readString(EXIT_CODES))
                .results()
                .map((MatchResult row) -> Integer.parseInt(row.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
        for (Failure failure : Failure.values()) {
            int code = ExitCode.of(failure);
            assertTrue(code > 128 || documented.contains(code), code + " is not in " + EXIT_CODES);
        }
    }

    @ParameterizedTest
    @CsvSource({"10, 10000", "1.5s, 1500", "500ms, 500", "2m, 120000", "1h, 3600000", "0.001, 1", "365, 365000"})
    void durations(String text, long millis) {
        assertEquals(Duration.ofMillis(millis), new Durations().convert(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0s", "-1", "soon", "1d", "1 0", "1e3", "99999999999", "9999h", "1.5.5", "٣"})
    void noDurations(String text) {
        assertThrows(TypeConversionException.class, () -> new Durations().convert(text));
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "'0 0', 0", "'8', 8", "'8 4', 8", "'0 8', 12", "'8 0 4', 12"})
    void severalItems(String codes, int expected) {
        Tally tally = new Tally();
        for (String code : codes.split(" ")) {
            if (!code.isEmpty()) {
                tally.add(Integer.parseInt(code));
            }
        }
        assertEquals(expected, tally.code());
    }

    @Test
    void noFailureIsSuccessOrABug() {
        for (Failure failure : Failure.values()) {
            assertFalse(ExitCode.of(failure) <= 1);
        }
    }
}
