package pasv.ftp.wire;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * The path in a 257 reply. Between the first quotes, where a doubled quote is a quote (RFC 959 Appendix II); without
 * any, an absolute path that stands alone. Everything else is prose, and a path guessed from prose would be sent back
 * in CWD.
 */
public final class PathReply {
    private static final int PATH_CREATED = 257;
    private static final int DELETE = 0x7F;

    private PathReply() {}

    /**
     * The path that the reply names, by its very bytes; empty where it names none.
     *
     * @throws FtpException NOT_UNDERSTOOD when the path holds control bytes, which must not go back to the server
     */
    public static Optional<RemotePath> of(Reply reply) throws FtpException {
        if (reply.code() != PATH_CREATED) {
            return Optional.empty();
        }
        for (int line = 0; line < reply.lines().size(); line++) {
            byte[] text = reply.rawText(line);
            int quote = indexOf(text, '"');
            if (quote >= 0) {
                return checked(quoted(text, quote + 1), reply);
            }
        }
        byte[] first = reply.rawText(0);
        boolean alone = first.length > 0 && first[0] == '/' && indexOf(first, ' ') < 0;
        return alone ? checked(Optional.of(first), reply) : Optional.empty();
    }

    /** Empty when the quotes never close (CVE-2017-1000254) or hold nothing. */
    private static Optional<byte[]> quoted(byte[] text, int from) {
        ByteArrayOutputStream path = new ByteArrayOutputStream();
        for (int i = from; i < text.length; i++) {
            if (text[i] != '"') {
                path.write(text[i]);
            } else if (i + 1 < text.length && text[i + 1] == '"') {
                path.write('"');
                i++;
            } else {
                return path.size() == 0 ? Optional.empty() : Optional.of(path.toByteArray());
            }
        }
        return Optional.empty();
    }

    private static Optional<RemotePath> checked(Optional<byte[]> path, Reply reply) throws FtpException {
        if (path.isEmpty()) {
            return Optional.empty();
        }
        for (byte b : path.get()) {
            if ((b >= 0 && b < ' ') || b == DELETE) {
                throw new FtpException(
                        Failure.NOT_UNDERSTOOD,
                        "the server names a path with control characters",
                        Circumstances.in(Phase.COMMAND).withReply(reply));
            }
        }
        return Optional.of(RemotePath.ofDirectory(path.get()));
    }

    private static int indexOf(byte[] text, char wanted) {
        for (int i = 0; i < text.length; i++) {
            if (text[i] == wanted) {
                return i;
            }
        }
        return -1;
    }
}
