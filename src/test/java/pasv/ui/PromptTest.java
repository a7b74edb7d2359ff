package pasv.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;

/** A password is typed key by key, and what a person takes back is gone. */
class PromptTest {
    private static Optional<String> typed(String keys) throws IOException {
        return Prompt.typed(new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)))
                .map(String::new);
    }

    @Test
    void enterEndsIt() throws IOException {
        assertEquals(Optional.of("1234"), typed("1234\nrest"));
        assertEquals(Optional.of(""), typed("\n"));
    }

    @Test
    void keysAreTakenBack() throws IOException {
        assertEquals(Optional.of("14"), typed("123\u007f\b4\n"));
        assertEquals(Optional.of("x"), typed("비밀\u007f\u007f\u007fx\n"));
        assertEquals(Optional.of("new"), typed("old\u0015new\n"));
    }

    @Test
    void theEndIsNoPassword() throws IOException {
        assertEquals(Optional.empty(), typed(""));
        assertEquals(Optional.empty(), typed("\u0004"));
        assertEquals(Optional.empty(), typed("12"));
    }

    @Test
    void ctrlCIsACancel() {
        FtpException e = assertThrows(FtpException.class, () -> typed("12\u0003"));
        assertEquals(Failure.CANCELLED, e.failure());
    }
}
