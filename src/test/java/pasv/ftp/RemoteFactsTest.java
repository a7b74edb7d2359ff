package pasv.ftp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pasv.ftp.wire.Reply;

/** Sizes and times as servers tell them; what is not clear is unknown, since a guess cuts files. */
class RemoteFactsTest {
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "213, 42, 42",
        "213, 0, 0",
        "213, 2147483648, 2147483648",
        "213, 4294967296, 4294967296",
        "213, 9007199254740993, 9007199254740993",
        "213, 9223372036854775807, 9223372036854775807",
        "213, 9223372036854775808, -1",
        "213, 99999999999999999999999999999999, -1",
        "213, -5, -1",
        "213, 'file: 213, Size =51', -1",
        "213, '1,024', -1",
        "213, 0x10, -1",
        "213, '', -1",
        "250, 1000, -1",
        "550, 42, -1",
    })
    void tellsTheSize(int code, String text, long expected) {
        OptionalLong size = expected < 0 ? OptionalLong.empty() : OptionalLong.of(expected);
        assertEquals(size, RemoteFacts.size(Reply.of(code, text)));
    }

    @Test
    void aStatusListingIsNoSize() {
        List<byte[]> lines =
                List.of("213-Status".getBytes(StandardCharsets.US_ASCII), "213 42".getBytes(StandardCharsets.US_ASCII));
        assertEquals(OptionalLong.empty(), RemoteFacts.size(new Reply(213, lines, StandardCharsets.UTF_8)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "213, 20201213202400, 2020-12-13T20:24:00Z",
        "213, 20201213202400.123, 2020-12-13T20:24:00.123Z",
        "213, 20240229235960, 2024-02-29T23:59:59Z",
        "213, 191201213202400, 2020-12-13T20:24:00Z",
        "213, 20080908, ",
        "213, 20201313202400, ",
        "213, 20230229000000, ",
        "213, 20201213252400, ",
        "213, 20201213202499, ",
        "213, yesterday, ",
        "213, :9980000000000, ",
        "550, 20201213202400, ",
    })
    void tellsTheTime(int code, String text, String expected) {
        Optional<Instant> time = Optional.ofNullable(expected).map(Instant::parse);
        assertEquals(time, RemoteFacts.modified(Reply.of(code, text)));
    }
}
