package pasv.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pasv.ftp.TlsHabits;
import pasv.net.Endpoint;
import pasv.net.Pin;
import pasv.net.TlsRung;

/** What was learned of a server counts for 30 days; what the user accepted counts until the user changes it. */
class HostMemoryTest {
    private static final Endpoint SERVER = new Endpoint("FTP.example.org", 21);
    private static final Endpoint OTHER = new Endpoint("ftp.example.org", 990);
    private static final LocalDate DAY = LocalDate.of(2026, 5, 1);
    private static final TlsHabits LEARNED = new TlsHabits(true, Optional.of(TlsRung.TLS_1_2), true);

    @TempDir
    Path directory;

    @Test
    void remembersEachServerForThirtyDays() throws IOException {
        on(DAY).keep(SERVER, LEARNED);
        on(DAY).keep(OTHER, TlsHabits.UNKNOWN);
        on(DAY).keep(SERVER, LEARNED);
        assertEquals(LEARNED, on(DAY.plusDays(29)).of(new Endpoint("ftp.example.org", 21)));
        assertEquals(TlsHabits.UNKNOWN, on(DAY.plusDays(30)).of(SERVER));
        assertEquals(2, Files.readAllLines(directory.resolve("hosts")).size());
    }

    @Test
    void passesOverWhatItDoesNotUnderstand() throws IOException {
        Files.writeString(directory.resolve("hosts"), "ftp.example.org:21 yesterday seen X -\n");
        assertEquals(TlsHabits.UNKNOWN, on(DAY).of(SERVER));
        on(DAY).keep(OTHER, LEARNED);
        assertEquals(1, Files.readAllLines(directory.resolve("hosts")).size());
    }

    @Test
    void neverForgetsAnAcceptedCertificateInSilence() throws IOException {
        TrustedCertificates trusted = new TrustedCertificates(directory.resolve("trusted"));
        Pin first = new Pin("ab".repeat(32), Pin.Origin.REMEMBERED);
        Pin second = new Pin("cd".repeat(32), Pin.Origin.REMEMBERED);
        assertEquals(Optional.empty(), trusted.of(SERVER));
        trusted.accept(SERVER, first);
        trusted.accept(OTHER, first);
        trusted.accept(SERVER, second);
        assertEquals(Optional.of(second), trusted.of(SERVER));
        assertEquals(Optional.of(first), trusted.of(OTHER));
        Files.writeString(directory.resolve("trusted"), "ftp.example.org:21 sha256:damaged\n");
        assertThrows(IOException.class, () -> trusted.of(SERVER));
    }

    private HostMemory on(LocalDate today) {
        return new HostMemory(directory.resolve("hosts"), today);
    }
}
