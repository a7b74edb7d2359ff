package pasv.ftp.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.Features;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Learned;
import pasv.ftp.wire.Reply;
import pasv.ftp.wire.ServerHabits;
import pasv.ftp.wire.TlsHabits;
import pasv.ftp.wire.WireEvent;

/** A password in clear is spoken of when the server could do better, and only then. */
class ClearTextTest {
    private static final String FAR = "10.0.0.11";
    private static final Features OFFERS = features("211-Features:", " AUTH TLS;TLS-C", "211 End");
    private static final Features DOES_NOT = features("211-Features:", " SIZE", "211 End");

    private final List<WireEvent> events = new ArrayList<>();

    @Test
    void warnsOnceWithTheUrlToUse() throws IOException {
        ClearText text = new ClearText(options("ftp://a:1234@10.0.0.11/"), events::add);
        text.afterFeatures(OFFERS, FAR);
        text.afterFeatures(OFFERS, FAR);
        assertEquals(1, events.size());
        assertTrue(events.get(0).toString().contains("use ftpes://10.0.0.11/"), events.toString());
    }

    @Test
    void isSilentWhereNothingCouldBeBetter() throws IOException {
        new ClearText(options("ftp://a:1234@10.0.0.11/"), events::add).afterFeatures(DOES_NOT, FAR);
        new ClearText(options("ftp://a:1234@127.0.0.1/"), events::add).afterFeatures(OFFERS, "127.0.0.1");
        new ClearText(options("ftp://10.0.0.11/"), events::add).afterFeatures(OFFERS, FAR);
        new ClearText(options("ftpes://a:1234@10.0.0.11/"), events::add).afterFeatures(OFFERS, FAR);
        assertEquals(List.of(), events);
    }

    @Test
    void aHostSeenWithTlsIsNotSpokenToInClearInSilence() throws IOException {
        ServerHabits habits = new ServerHabits(new Learned(new TlsHabits(true, Optional.empty(), false), Set.of()));
        new ClearText(options("ftp://a:1234@10.0.0.11/").withHabits(habits), events::add).beforeLogin();
        assertTrue(events.get(0).toString().contains("was protected by TLS before"), events.toString());
    }

    @Test
    void refusesWhereTlsIsDemanded() throws IOException {
        FtpOptions options = options("ftp://a:1234@10.0.0.11/");
        FtpOptions demanding = options.withSecurity(options.security().demanding());
        FtpException e = assertThrows(FtpException.class, () -> new ClearText(demanding, events::add).refuse());
        assertEquals(Failure.TLS_REQUIRED, e.failure());
        new ClearText(options, events::add).refuse();
    }

    private static FtpOptions options(String url) throws FtpException {
        return FtpOptions.to(FtpUrl.parse(url));
    }

    private static Features features(String... lines) {
        List<byte[]> raw = Arrays.stream(lines)
                .map(line -> line.getBytes(StandardCharsets.US_ASCII))
                .toList();
        return Features.of(new Reply(211, raw, StandardCharsets.US_ASCII));
    }
}
