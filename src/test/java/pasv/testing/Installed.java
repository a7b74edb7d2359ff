package pasv.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the real servers are: unpacked from Debian's packages under one directory, else installed in the system.
 *
 * <p>Debian lets only one FTP server be installed at a time, so {@code .ci/run} unpacks the others side by side under
 * {@code $PASV_TEST_SERVERS} (the system property {@code pasv.test.servers} wins; {@code /var/cache/pasv-servers} if
 * neither is set).
 */
final class Installed {
    private Installed() {}

    /** The file of that package path ({@code usr/sbin/proftpd}). */
    static Optional<Path> find(String path) {
        return Stream.of(unpacked(), Path.of("/"))
                .map(root -> root.resolve(path))
                .filter(Files::exists)
                .findFirst();
    }

    static Path need(String path) {
        return find(path).orElseThrow(() -> new IllegalStateException(path + " is not there"));
    }

    /** The libraries that came with the unpacked servers. */
    static String libraries() {
        return unpacked().resolve("usr/lib/x86_64-linux-gnu") + ":" + unpacked().resolve("usr/lib/aarch64-linux-gnu");
    }

    private static Path unpacked() {
        String variable = System.getenv().getOrDefault("PASV_TEST_SERVERS", "/var/cache/pasv-servers");
        return Path.of(System.getProperty("pasv.test.servers", variable));
    }
}
