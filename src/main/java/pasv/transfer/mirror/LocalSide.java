package pasv.transfer.mirror;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import pasv.ftp.Clients;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.listing.entry.EntryKind;
import pasv.transfer.LocalName;
import pasv.transfer.LocalTrouble;
import pasv.transfer.PartName;

/** The local side of a mirror: a directory here. */
final class LocalSide implements Side {
    private static final boolean WINDOWS = java.io.File.separatorChar == '\\';
    private static final int CHUNK = 64 * 1024;
    private static final Duration ABANDONED = Duration.ofMinutes(10);

    private final Path root;

    LocalSide(Path root) {
        this.root = root;
    }

    /** The file here at a path of the tree; every element of it is harmless. */
    Path at(String path) throws FtpException {
        Path file = root;
        for (String name : path.isEmpty() ? List.<String>of() : List.of(path.split("/"))) {
            file = file.resolve(LocalName.checked(name));
        }
        return file;
    }

    @Override
    public String shown(String path) {
        return path.isEmpty() ? root.toString() : root.resolve(path).toString();
    }

    @Override
    public boolean isThere(Clients session) {
        return Files.isDirectory(root);
    }

    /** Names alone are held; size and time are looked up when their turn comes. */
    @Override
    public Listed list(Clients session, String path, Told told) throws IOException {
        Path directory = at(path);
        Set<String> names = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                names.add(entry.getFileName().toString());
            }
        } catch (DirectoryIteratorException e) {
            throw LocalTrouble.reading(directory.toString(), new IOException(e.getMessage(), e));
        } catch (IOException e) {
            throw LocalTrouble.reading(directory.toString(), e);
        }
        for (String name : names) {
            if (PartName.isStalePick(name)) {
                dropOld(directory.resolve(name));
            }
        }
        names.removeIf(name -> name.equals(Manifest.IN_TARGET) || PartName.isOfDownload(name, names));
        Iterator<TreeEntry> entries =
                names.stream().map(name -> entry(directory.resolve(name), name)).iterator();
        return new Listed(entries, names.size(), Optional.empty());
    }

    /** What a run that was killed had not named yet, unless it may be one that runs now. */
    private static void dropOld(Path file) {
        try {
            Instant changed =
                    Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
            if (changed.isBefore(Instant.now().minus(ABANDONED))) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // it went by itself, or stays
        }
    }

    private static TreeEntry entry(Path file, String name) {
        try {
            BasicFileAttributes facts =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return of(name, facts);
        } catch (IOException gone) {
            // it went meanwhile, or must not be looked at: what is not known is transferred or fails in words
            return new TreeEntry(name, EntryKind.UNKNOWN, OptionalLong.empty(), Optional.empty());
        }
    }

    private static TreeEntry of(String name, BasicFileAttributes facts) {
        EntryKind kind = facts.isSymbolicLink()
                ? EntryKind.LINK
                : facts.isDirectory() ? EntryKind.DIRECTORY : facts.isRegularFile() ? EntryKind.FILE : EntryKind.OTHER;
        return new TreeEntry(
                name,
                kind,
                kind == EntryKind.FILE ? OptionalLong.of(facts.size()) : OptionalLong.empty(),
                Optional.of(Timestamp.exact(facts.lastModifiedTime().toInstant())));
    }

    @Override
    public TreeEntry closer(Clients session, String path, TreeEntry entry) throws IOException {
        return entry(at(path), entry.name());
    }

    @Override
    public Optional<TreeEntry> followed(Clients session, String path, TreeEntry link) throws IOException {
        Path file = at(path);
        return Files.exists(file)
                ? Optional.of(of(link.name(), Files.readAttributes(file, BasicFileAttributes.class)))
                : Optional.empty();
    }

    @Override
    public void makeDirectory(Clients session, String path) throws IOException {
        Path directory = at(path);
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw new FtpException(
                        Failure.LOCAL_FILE,
                        directory + " exists here and is no directory",
                        Circumstances.in(Phase.LOCAL),
                        e);
            }
        } catch (IOException e) {
            throw LocalTrouble.of(directory.toString(), e);
        }
    }

    @Override
    public void delete(Clients session, String path) throws IOException {
        Path file = at(path);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw LocalTrouble.of(file.toString(), e);
        }
    }

    @Override
    public void removeDirectory(Clients session, String path) throws IOException {
        delete(session, path);
    }

    @Override
    public void move(Clients session, String from, String to, boolean make) throws IOException {
        Path source = at(from);
        Path target = at(to);
        try {
            Path above = target.getParent();
            if (make && above != null) {
                Files.createDirectories(above);
            }
            Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
            flush(above);
        } catch (IOException e) {
            throw LocalTrouble.of(source.toString(), e);
        }
    }

    /** A name that is not on the disk yet would be gone after a crash, when its source is deleted already. */
    private static void flush(@Nullable Path directory) {
        if (directory != null && !WINDOWS) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            } catch (IOException e) {
                // a file system that cannot do so has done what it can
            }
        }
    }

    @Override
    public boolean exists(Clients session, String path) throws IOException {
        return Files.exists(at(path), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public Optional<String> sha256(Clients session, String path) throws IOException {
        return Optional.of(sha256(at(path)));
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] chunk = new byte[CHUNK];
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                digest.update(chunk, 0, length);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw LocalTrouble.reading(file.toString(), e);
        }
    }
}
