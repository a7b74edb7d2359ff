package pasv.home;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import pasv.net.Endpoint;
import pasv.net.Pin;

/**
 * The certificates that the user accepted. One line a server, {@code HOST:PORT sha256:HEX}, which never expires: only
 * {@code pasv trust} changes it.
 */
public final class TrustedCertificates {

    private final Path file;

    public TrustedCertificates(Path file) {
        this.file = file;
    }

    /**
     * The pin of a server.
     *
     * @throws IOException when the file is there and cannot be read, or its line cannot be understood: a certificate
     *     that was pinned must not be forgotten in silence
     */
    public Optional<Pin> of(Endpoint server) throws IOException {
        for (String line : PrivateFile.lines(file)) {
            if (line.startsWith(key(server) + " ")) {
                String pin = line.substring(line.indexOf(' ') + 1);
                return Optional.of(Pin.parse(pin, Pin.Origin.REMEMBERED)
                        .orElseThrow(() -> new IOException(file + " is damaged: no pin in the line of " + server)));
            }
        }
        return Optional.empty();
    }

    private static String key(Endpoint server) {
        return server.toString().toLowerCase(Locale.ROOT);
    }

    /** Accepts a certificate from now on, in place of an earlier one. */
    public void accept(Endpoint server, Pin pin) throws IOException {
        List<String> lines = new ArrayList<>(PrivateFile.lines(file));
        lines.removeIf(line -> line.startsWith(key(server) + " "));
        lines.add(key(server) + " " + pin);
        PrivateFile.write(file, lines);
    }
}
