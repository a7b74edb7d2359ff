package pasv.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pasv.ftp.wire.Learned;
import pasv.ftp.wire.ServerTrait;
import pasv.ftp.wire.TlsHabits;
import pasv.net.Endpoint;
import pasv.net.Pin;
import pasv.net.TlsRung;

/** What was learned of a server counts for 30 days; what the user accepted counts until the user changes it. */
class HostMemoryTest {
    private static final Endpoint SERVER = new Endpoint("FTP.example.org", 21);
    private static final Endpoint OTHER = new Endpoint("ftp.example.org", 990);
    private static final LocalDate DAY = LocalDate.of(2026, 5, 1);
    private static final Learned LEARNED = new Learned(
            new TlsHabits(true, Optional.of(TlsRung.TLS_1_2), true),
            Set.of(ServerTrait.NO_RENAME, ServerTrait.ONE_AT_A_TIME));

    @TempDir
    Path directory;

    @Test
    void remembersEachServerForThirtyDays() throws IOException {
        on(DAY).keep(SERVER, LEARNED);
        on(DAY).keep(OTHER, Learned.NOTHING);
        on(DAY).keep(SERVER, LEARNED);
        assertEquals(LEARNED, on(DAY.plusDays(29)).of(new Endpoint("ftp.example.org", 21)));
        assertEquals(Learned.NOTHING, on(DAY.plusDays(30)).of(SERVER));
        assertEquals(2, Files.readAllLines(directory.resolve("hosts")).size());
    }

    @Test
    void passesOverWhatItDoesNotUnderstand() throws IOException {
        Files.writeString(directory.resolve("hosts"), "ftp.example.org:21 yesterday seen X -\n");
        assertEquals(Learned.NOTHING, on(DAY).of(SERVER));
        on(DAY).keep(OTHER, LEARNED);
        assertEquals(1, Files.readAllLines(directory.resolve("hosts")).size());
    }

    @Test
    void whatAnotherVersionWroteIsPassedOverWordByWord() throws IOException {
        Files.write(
                directory.resolve("hosts"),
                List.of(
                        "ftp.example.org:21 2026-05-01 seen TLS_1_2 resumed",
                        "other.example.org:21 2026-05-01 no-rename no-gravity"));
        assertEquals(new Learned(new TlsHabits(true, Optional.empty(), false), Set.of()), on(DAY).of(SERVER));
        assertEquals(
                Set.of(ServerTrait.NO_RENAME),
                on(DAY).of(new Endpoint("other.example.org", 21)).traits());
    }

    @Test
    void forgetsWhatIsAskedFor() throws IOException {
        on(DAY).keep(SERVER, LEARNED);
        on(DAY).keep(OTHER, LEARNED);
        on(DAY).keep(new Endpoint("example.org", 21), LEARNED);
        assertEquals(0, on(DAY).forget("ftp.example"));
        assertEquals(1, on(DAY).forget("ftp.example.org:990"));
        assertEquals(1, on(DAY).forget("FTP.example.org"));
        assertEquals(1, on(DAY).all().size());
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
