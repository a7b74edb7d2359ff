package pasv.transfer.mirror;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The brake stops what would take away too much. */
class BrakeTest {
    @ParameterizedTest
    @CsvSource({
        "50, 100, false",
        "51, 100, true",
        "0, 0, false",
        "1, 1, true",
        "1000, 1000000, false",
        "1001, 1000000, true",
    })
    void halfOrAThousand(long deletions, long held, boolean stopped) {
        assertEquals(stopped, Brake.DEFAULT.stops(deletions, held).isPresent());
    }

    @Test
    void aNumberOrAShare() {
        assertEquals(Optional.empty(), Brake.parse("5").stops(5, 5));
        assertTrue(Brake.parse("5").stops(6, 1_000_000).isPresent());
        assertEquals(Optional.empty(), Brake.parse("100%").stops(5_000, 5_000));
        assertTrue(Brake.parse("0%").stops(1, 1_000_000).isPresent());
        assertTrue(Brake.parse("0").stops(1, 1_000_000).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "-1", "101%", "%", "1.5"})
    void nothingElse(String text) {
        assertThrows(IllegalArgumentException.class, () -> Brake.parse(text));
    }
}
