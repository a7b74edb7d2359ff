package pasv.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import pasv.ftp.Clients;
import pasv.ftp.FtpClient;
import pasv.ftp.PathPattern;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.RemotePath;
import pasv.remote.RemoteGlob;

/**
 * A remote argument of a verb.
 *
 * @param url the remote file or directory
 * @param clients who lends sessions with its server
 * @param pattern the paths that are meant, where the argument holds wildcards
 * @param from the directory that the argument was seen from; none where it was a URL
 */
public record Remote(FtpUrl url, Clients clients, PathPattern pattern, Optional<RemotePath> from) {
    public RemotePath path() {
        return url.path();
    }

    /** A path at or below this place, absolute or not as the argument was typed; empty for the directory seen from. */
    RemotePath seen(RemotePath path) {
        return from.isPresent() ? path.seenFrom(from.get()) : path;
    }

    /** The same for people. */
    String shown(RemotePath path) {
        RemotePath seen = seen(path);
        return seen.isEmpty() ? "." : seen.text();
    }

    /** The argument for people. */
    String shown() {
        return from.isPresent() ? shown(path()) : url.toString();
    }

    /** Another place on the same server. */
    private Remote at(RemotePath path) {
        return new Remote(url.withPath(path), clients, PathPattern.literal(path), from);
    }

    /** Work with a session. */
    @FunctionalInterface
    interface Work<T> {
        T with(FtpClient client) throws IOException;
    }

    /** Borrows a session for the work. */
    <T> T using(Work<T> work) throws IOException {
        FtpClient client = clients.borrow();
        try {
            return work.with(client);
        } finally {
            clients.giveBack(client);
        }
    }

    /**
     * The places that the wildcards mean; without any, this one.
     *
     * @param strict whether a listing in doubt ends it, as it must before anything is removed
     * @param doubtful told why names that match may be missing, where they may
     */
    List<Remote> expanded(boolean strict, Consumer<FtpException> doubtful) throws IOException {
        if (pattern.isLiteral()) {
            return List.of(this);
        }
        return using(client -> {
            RemoteGlob glob = new RemoteGlob(client, strict);
            List<Remote> found = glob.expand(pattern).stream().map(this::at).toList();
            glob.doubt().ifPresent(doubtful);
            return found;
        });
    }
}
