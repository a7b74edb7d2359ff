package pasv.shell;

import java.io.IOException;
import java.util.Optional;
import pasv.ftp.FtpClient;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.RemotePath;
import pasv.remote.Directories;

/** The working directory of a session. Known here and not only there, so that a new connection finds the way. */
final class Place {
    private Optional<RemotePath> login = Optional.empty();
    private volatile RemotePath directory = RemotePath.of("");
    private RemotePath previous = RemotePath.of("");
    private boolean known;

    /** The same place, for another session. */
    Place copy() {
        Place other = new Place();
        other.login = login;
        other.directory = directory;
        other.previous = previous;
        other.known = known;
        return other;
    }

    /** Whether a connection was here before. */
    boolean isKnown() {
        return known;
    }

    /** Brings a new connection here; the first one tells where that is. */
    void bring(FtpClient client) throws IOException {
        Directories directories = new Directories(client);
        if (!known) {
            known = true;
            login = directories.current();
            directory = login.orElse(directory);
            previous = directory;
        } else if (!login.equals(Optional.of(directory)) && !directory.isEmpty()) {
            comeBack(directories);
        }
    }

    /** A directory that has gone meanwhile fails the command that was meant for it, and not those after it. */
    private void comeBack(Directories directories) throws IOException {
        try {
            directories.enter(directory);
        } catch (FtpException e) {
            if (e.failure() == Failure.REFUSED) {
                directory = login.orElse(RemotePath.of(""));
            }
            throw e;
        }
    }

    void enter(FtpClient client, RemotePath to) throws IOException {
        Directories directories = new Directories(client);
        directories.enter(to);
        arrived(directories, directory.resolve(to));
    }

    void up(FtpClient client) throws IOException {
        Directories directories = new Directories(client);
        directories.up();
        arrived(directories, directory.parent());
    }

    private void arrived(Directories directories, RemotePath otherwise) throws IOException {
        RemotePath before = directory;
        directory = directories.current().orElse(otherwise);
        if (!directory.equals(before)) {
            previous = before;
        }
    }

    RemotePath directory() {
        return directory;
    }

    /** Where the session was before, for {@code cd -}. */
    RemotePath previous() {
        return previous;
    }

    /** Where the login put the user. */
    RemotePath login() {
        return login.orElse(RemotePath.of("/"));
    }
}
