package pasv.ftp;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import pasv.ftp.wire.Reply;

/**
 * The facts of one remote file.
 *
 * @param size in bytes as sent in image type; empty where the server does not say (RFC 3659 §4)
 * @param modified in UTC (RFC 3659 §3); empty where the server does not say
 */
public record RemoteFacts(OptionalLong size, Optional<Instant> modified) {
    private static final int ANSWERED = 213;
    private static final int SECONDS = 14;

    /** Whether the server says nothing of it, as of a file that is not there. */
    public boolean isUnknown() {
        return size.isEmpty() && modified.isEmpty();
    }

    /** Digits only; anything else is no size: guessing one cuts files. */
    static OptionalLong size(Reply reply) {
        String text = reply.lastText().strip();
        if (reply.code() != ANSWERED || reply.lines().size() != 1 || !text.matches("[0-9]{1,19}")) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** {@code YYYYMMDDHHMMSS[.sss]} in UTC; a year such as 19100 from a server with the bug of 2000 is mended. */
    public static Optional<Instant> modified(Reply reply) {
        String text = reply.lastText().strip();
        if (reply.code() != ANSWERED || !text.matches("[0-9]{14,15}(\\.[0-9]{1,9})?")) {
            return Optional.empty();
        }
        int dot = text.indexOf('.');
        String digits = dot < 0 ? text : text.substring(0, dot);
        if (digits.length() > SECONDS) {
            if (!digits.startsWith("191")) {
                return Optional.empty();
            }
            digits = (1900 + Integer.parseInt(digits.substring(2, 5))) + digits.substring(5);
        }
        int nanos = dot < 0 ? 0 : Integer.parseInt((text.substring(dot + 1) + "00000000").substring(0, 9));
        try {
            return Optional.of(LocalDateTime.of(
                            number(digits, 0, 4),
                            number(digits, 4, 6),
                            number(digits, 6, 8),
                            number(digits, 8, 10),
                            number(digits, 10, 12),
                            number(digits, 12, 14) == 60 ? 59 : number(digits, 12, 14),
                            nanos)
                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int number(String digits, int from, int to) {
        return Integer.parseInt(digits.substring(from, to));
    }
}
