package pasv.home;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A small text file of the user's or of pasv's own: config, netrc, state. Only a regular file of bounded length is read,
 * so that no pipe, device or foreign giant under its name holds a run up; bytes that are no text become a sign.
 */
final class OwnFile {
    /** Far more than anybody writes by hand, and than the state file may hold. */
    static final int MOST = 1 << 20;

    private OwnFile() {}

    /**
     * The text of a file.
     *
     * @throws IOException when it is no regular file, is larger than {@link #MOST} bytes, or cannot be read
     */
    static String text(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + " is not a regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST + 1);
            if (bytes.length > MOST) {
                throw new IOException(
                        file + " is larger than " + MOST / 1024 + " KiB, which is no file of pasv's kind");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    static List<String> lines(Path file) throws IOException {
        return text(file).lines().toList();
    }
}
