package pasv.ftp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What FEAT tells, in the ways that servers tell it. */
class FeaturesTest {
    private static Features of(int code, String... lines) {
        return Features.of(new Reply(
                code,
                Arrays.stream(lines)
                        .map(line -> line.getBytes(StandardCharsets.UTF_8))
                        .toList(),
                StandardCharsets.UTF_8));
    }

    @Test
    void vsftpd() {
        Features features = of(211, "211-Features:", " EPRT", " MDTM", " REST STREAM", " SIZE", "211 End");
        assertTrue(features.has("MDTM"));
        assertEquals(Optional.of("STREAM"), features.parameters("REST"));
    }

    @Test
    void proftpdPutsTheCodeOnEveryLine() {
        Features features = of(211, "211-Features:", "211-AUTH TLS", "211-EPSV", "211 End");
        assertEquals(Optional.of("TLS"), features.parameters("AUTH"));
        assertTrue(features.has("EPSV"));
    }

    @Test
    void namesAreKnownInAnyCaseAndTogether() {
        Features features = of(211, "211-x", " auth TLS", " AUTH SSL", " Mlst size*;modify*;", "211 End");
        assertEquals(Optional.of("TLS;SSL"), features.parameters("AUTH"));
        assertEquals(Optional.of("size*;modify*;"), features.parameters("MLST"));
    }

    @Test
    void nothingIsKnownWhereItIsRefused() {
        assertTrue(of(500, "500 what?").isUnknown());
        assertTrue(of(211, "211 No features supported").isUnknown());
    }

    @Test
    void aFloodOfFeaturesIsCut() {
        String[] lines = new String[5_000];
        Arrays.setAll(lines, i -> " F" + i);
        lines[0] = "211-x";
        lines[4_999] = "211 End";
        assertTrue(of(211, lines).has("F1"));
        assertTrue(!of(211, lines).has("F4000"));
    }
}
