package pasv.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The directories of a real server's users, and its own: made, handed to the server's system user, read, removed. */
final class Homes {
    private Homes() {}

    static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    /**
     * Makes the homes and, as root, gives them to the user that the server works as.
     *
     * <p>JUnit's temporary directories are closed to everyone else (0700), so the way to the homes is opened too.
     */
    static void hand(Path homes, Path work, String owner) throws IOException {
        for (String user : RealServer.USERS) {
            Files.createDirectories(homes.resolve(user));
        }
        if (!root()) {
            return;
        }
        UserPrincipal principal =
                homes.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner);
        for (Path path : walk(homes)) {
            if (!Files.isSymbolicLink(path)) {
                Files.setOwner(path, principal);
            }
        }
        Path temporary = work.getParent();
        for (Path up = homes; up != null && up.startsWith(temporary) && !up.equals(temporary); up = up.getParent()) {
            Files.setPosixFilePermissions(up, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    static String url(String user, InetAddress address, int port, String path) {
        String host = address.getHostAddress();
        String shown = address instanceof Inet6Address ? "[" + host.replaceFirst("%.*", "") + "]" : host;
        return "ftp://" + (user.isEmpty() ? "" : user + "@") + shown + ":" + port + "/" + path;
    }

    static String logs(Path work) {
        return walk(work).stream()
                .filter(file -> file.toString().endsWith(".log"))
                .map(Homes::read)
                .collect(Collectors.joining());
    }

    static void delete(Path directory) {
        try {
            for (Path path :
                    walk(directory).stream().sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return file + " cannot be read: " + e + "\n";
        }
    }

    private static List<Path> walk(Path directory) {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
