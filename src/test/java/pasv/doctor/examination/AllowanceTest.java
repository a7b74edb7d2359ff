package pasv.doctor.examination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import pasv.net.Cancellation;

/** When the time of a probe, or of all of them, is over, and what does not count. */
class AllowanceTest {
    private static final Duration SHORT = Duration.ofMillis(50);
    /** Never lasted out: whoever waits for so long is woken before. */
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void aProbeIsCutAtItsLimitAndTheNextOneHasItsOwn() {
        try (Allowance allowance = allowance(SHORT, LONG)) {
            for (int probe = 0; probe < 3; probe++) {
                allowance.begin(Duration.ZERO);
                assertTrue(allowance.current().sleep(LONG));
                allowance.end();
                assertTrue(allowance.isSpent());
                assertFalse(allowance.isOver());
                assertEquals("50 ms", allowance.words());
            }
        }
    }

    @Test
    void allProbesTogetherAreCutAtTheirs() {
        try (Allowance allowance = allowance(LONG, SHORT)) {
            allowance.begin(Duration.ZERO);
            assertTrue(allowance.current().sleep(LONG));
            assertTrue(allowance.isOver());
            assertEquals("50 ms for all probes together", allowance.words());
        }
    }

    @Test
    void theTimeOfAPersonDoesNotCount() throws IOException {
        try (Allowance allowance = allowance(SHORT, SHORT)) {
            allowance.begin(Duration.ZERO);
            assertFalse(allowance.uncounted(() -> allowance.current().sleep(SHORT.multipliedBy(4))));
            assertTrue(allowance.current().sleep(LONG), "it counts again afterwards");
        }
    }

    @Test
    void idlingOnPurposeDoesNotCountEither() {
        try (Allowance allowance = allowance(SHORT, SHORT)) {
            allowance.begin(LONG);
            assertFalse(allowance.current().sleep(SHORT.multipliedBy(4)));
        }
    }

    @Test
    void whoCancelsAllCancelsTheProbe() {
        Cancellation whole = new Cancellation();
        try (Allowance allowance = new Allowance(new Allowance.Limits(LONG, LONG), whole)) {
            allowance.begin(Duration.ZERO);
            whole.cancel(Cancellation.Cause.ASKED);
            assertTrue(allowance.current().sleep(LONG));
            assertFalse(allowance.isSpent());
        }
    }

    private static Allowance allowance(Duration each, Duration all) {
        return new Allowance(new Allowance.Limits(each, all), new Cancellation());
    }
}
