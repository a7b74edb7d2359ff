package pasv.transfer.mirror;

import java.io.IOException;
import java.util.Optional;
import pasv.ftp.Clients;

/**
 * One side of a mirror: a tree, here or on a server. Paths are below its root, with slashes; the root is the empty path.
 * Used by many threads, each with a session of its own.
 */
interface Side {
    /** The words for a place in messages. */
    String shown(String path);

    /** Whether the root is a directory that one can go to. */
    boolean isThere(Clients session) throws IOException;

    /**
     * The entries of a directory.
     *
     * @param told told of names that cannot take part, and why
     * @throws IOException when it cannot be listed
     */
    Listed list(Clients session, String path, Told told) throws IOException;

    /** The same entry after a closer look at the one file (SIZE and MDTM on a server). */
    TreeEntry closer(Clients session, String path, TreeEntry entry) throws IOException;

    /** What a link leads to; empty where that is nothing. */
    Optional<TreeEntry> followed(Clients session, String path, TreeEntry link) throws IOException;

    /** Makes a directory whose parent is there; one that is there already is as good. */
    void makeDirectory(Clients session, String path) throws IOException;

    /** Deletes a file or a link. */
    void delete(Clients session, String path) throws IOException;

    /** Removes an empty directory. */
    void removeDirectory(Clients session, String path) throws IOException;

    /**
     * Moves a file to another place of this side, where it replaces what is there.
     *
     * @param make whether the directories on the way are made where they are missing
     */
    void move(Clients session, String from, String to, boolean make) throws IOException;

    /** Whether there is a file or directory at a path. */
    boolean exists(Clients session, String path) throws IOException;

    /** The SHA-256 of a file, in hexadecimal; empty where the side tells none. */
    Optional<String> sha256(Clients session, String path) throws IOException;

    /** Who is told of a name that cannot take part. */
    @FunctionalInterface
    interface Told {
        void of(String path, IOException why);
    }
}
