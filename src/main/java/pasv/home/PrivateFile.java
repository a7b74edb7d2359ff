package pasv.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** A file that is nobody else's business. 0600 in a 0700 directory, and never through a symbolic link. */
public final class PrivateFile {
    private static final Set<PosixFilePermission> FOREIGN_WRITERS =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    private static final String OWNER_ONLY = "rw-------";

    private PrivateFile() {}

    /**
     * Makes sure that the file is there and ours.
     *
     * @throws IOException when it cannot be made, is a link or no file, or others can write it
     */
    public static void prepare(Path file) throws IOException {
        directory(file);
        try {
            Files.createFile(file, permissions(file, OWNER_ONLY));
        } catch (FileAlreadyExistsException e) {
            check(file);
        }
    }

    /** Throws when the file is a link or no file, or others can write it. */
    public static void check(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(file + " is not a regular file");
        }
        checkWriters(file);
    }

    /** Throws when others can write the file, which may be a link that its owner made. */
    static void checkWriters(Path file) throws IOException {
        if (isPosix(file) && Files.getPosixFilePermissions(file).stream().anyMatch(FOREIGN_WRITERS::contains)) {
            throw new IOException(file + " can be changed by others: chmod go-w " + file);
        }
    }

    /**
     * The lines of a file; none where there is no file.
     *
     * @throws IOException when it cannot be read, or others can write it
     */
    static List<String> lines(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        checkWriters(file);
        return OwnFile.lines(file);
    }

    /**
     * Throws when the file is there and is no text of pasv's kind: others' libraries that read it stumble over that.
     *
     * @throws IOException naming the file and why
     */
    public static void demandText(Path file) throws IOException {
        if (Files.exists(file) && OwnFile.text(file).chars().anyMatch(c -> c == 0 || c == 0xFFFD)) {
            throw new IOException(file + " is no text");
        }
    }

    /** Replaces the content in one step. */
    public static void write(Path file, Iterable<String> lines) throws IOException {
        directory(file);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            check(file);
        }
        Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), ".new", "", permissions(file, OWNER_ONLY));
        try {
            Files.write(fresh, lines, StandardCharsets.UTF_8);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static void directory(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            Files.createDirectories(directory, permissions(directory, "rwx------"));
        }
    }

    private static FileAttribute<?>[] permissions(Path file, String permissions) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
