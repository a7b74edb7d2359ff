package pasv;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An entry of a remote directory, as far as the server tells of it.
 *
 * @param path its name in {@link Ftp#list}, its place below the directory in {@link Ftp#walk}; slashes between the parts
 * @param kind what it is
 * @param size in bytes, never negative; empty where the server does not tell it, as for most directories
 * @param modified when it was last changed: to the second in UTC from MLSD (RFC 3659 section 7.5.3); from LIST as
 *     precisely as its text is, in the server's zone where that could be found out and else as if that were UTC
 */
public record FtpFile(String path, Kind kind, OptionalLong size, Optional<Instant> modified) {
    /** The kinds of entries. */
    public enum Kind {
        FILE,
        DIRECTORY,
        /** A symbolic link, whatever it leads to. */
        LINK,
        /** Devices, pipes, and what the server does not say. */
        OTHER
    }

    public boolean isDirectory() {
        return kind == Kind.DIRECTORY;
    }
}
