package pasv.remote;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import pasv.ftp.FtpClient;
import pasv.ftp.wire.Command;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.PathReply;
import pasv.ftp.wire.RemotePath;
import pasv.ftp.wire.Reply;

/** The directories of a server: moving between them, making and removing them. */
public final class Directories {
    private static final int UNKNOWN_COMMAND = 500;
    private static final int NOT_IMPLEMENTED = 502;

    private final FtpClient client;

    public Directories(FtpClient client) {
        this.client = client;
    }

    /** What is done in another working directory. */
    @FunctionalInterface
    interface Visit<T> {
        T run() throws IOException;
    }

    /** The working directory; empty where the server does not tell it in a form that can be sent back. */
    public Optional<RemotePath> current() throws IOException {
        return PathReply.of(client.quote(Command.of("PWD")));
    }

    /**
     * Makes it the working directory.
     *
     * @throws FtpException REFUSED when the server will not
     */
    public void enter(RemotePath directory) throws IOException {
        demand("CWD", directory, "the server does not go to " + directory.text());
    }

    /** Goes to the directory above. */
    public void up() throws IOException {
        Reply reply = client.quote(Command.of("CDUP"));
        if (reply.code() == UNKNOWN_COMMAND || reply.code() == NOT_IMPLEMENTED) {
            enter(RemotePath.of(".."));
        } else if (!reply.isPositive()) {
            throw FtpException.refused("the server does not go up", reply, client.circumstances());
        }
    }

    public void make(RemotePath directory) throws IOException {
        demand("MKD", directory, "cannot make the directory " + directory.text());
    }

    /** Makes it, and those above it that are not there; what exists is minded by nobody. */
    public void makeAll(RemotePath directory) throws IOException {
        // a slash at the end is not for MKD, which some servers then refuse
        RemotePath bare = directory.parent().resolve(directory.name());
        if (bare.isEmpty() || canEnter(bare)) {
            return;
        }
        // no server says "exists already" in words that can be relied on: what counts is whether one can go there
        Deque<RemotePath> chain = new ArrayDeque<>();
        for (RemotePath up = bare; !up.name().isEmpty(); up = up.parent()) {
            chain.push(up);
        }
        for (RemotePath next : chain) {
            try {
                make(next);
            } catch (FtpException e) {
                if (!client.isUsable() || !canEnter(next)) {
                    throw e;
                }
            }
        }
    }

    /** Removes an empty directory. */
    public void remove(RemotePath directory) throws IOException {
        demand("RMD", directory, "cannot remove the directory " + directory.text());
    }

    /** Whether it can be gone to. The working directory is the same afterwards, or the session is not used again. */
    public boolean canEnter(RemotePath directory) throws IOException {
        try {
            return visiting(directory, () -> true);
        } catch (FtpException e) {
            if (e.failure() == Failure.REFUSED || e.failure() == Failure.REFUSED_FOR_NOW) {
                return false;
            }
            throw e;
        }
    }

    /** Does something there and comes back. A session that cannot come back is spoiled. */
    <T> T visiting(RemotePath directory, Visit<T> visit) throws IOException {
        Optional<RemotePath> home = directory.isEmpty() ? Optional.empty() : current();
        if (!directory.isEmpty()) {
            enter(directory);
        }
        try {
            return visit.run();
        } finally {
            if (!directory.isEmpty() && client.isUsable()) {
                if (home.isEmpty()
                        || !client.quote(Command.of("CWD", home.get())).isPositive()) {
                    client.spoil();
                }
            }
        }
    }

    private void demand(String verb, RemotePath path, String otherwise) throws IOException {
        Reply reply = client.quote(Command.of(verb, path));
        if (!reply.isPositive()) {
            throw FtpException.refused(otherwise, reply, client.circumstances());
        }
    }
}
