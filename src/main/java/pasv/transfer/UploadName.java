package pasv.transfer;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import pasv.ftp.Failure;
import pasv.ftp.FtpClient;
import pasv.ftp.FtpException;
import pasv.ftp.RemoteFiles;
import pasv.ftp.RemotePath;
import pasv.ftp.Reply;
import pasv.ftp.ServerHabits;
import pasv.ftp.ServerTrait;

/** How does an upload that is proven get its name, and its time? */
final class UploadName {
    private final Clients clients;
    private final FtpClient client;
    private final UploadJob job;

    UploadName(Clients clients, FtpClient client, UploadJob job) {
        this.clients = clients;
        this.client = client;
        this.job = job;
    }

    /**
     * Gives the file its name and its time. A session that died after the proof, or in between, is replaced.
     *
     * @throws Direct when the server does not rename
     */
    void publish() throws IOException {
        if (!job.isDirect()) {
            on(this::rename);
        } else if (job.left.isPresent()) {
            dropLeft(job.left.get());
        }
        if (job.modified.isPresent()) {
            keepTime(job.modified.get());
        }
    }

    /** Something to do on a session that lives. */
    private interface Work {
        void on(FtpClient client) throws IOException;
    }

    private void on(Work work) throws IOException {
        if (client.isUsable()) {
            work.on(client);
            return;
        }
        FtpClient other = clients.borrow();
        try {
            work.on(other);
        } finally {
            clients.giveBack(other);
        }
    }

    /** The bytes are what was promised, and are there under their name: nothing is sent again for the sake of the time. */
    private void keepTime(Instant modified) throws IOException {
        try {
            on(alive -> {
                if (alive.features().has("MFMT") || alive.features().has("MDTM")) {
                    new RemoteFiles(alive).modified(job.url.path(), modified);
                }
            });
        } catch (FtpException e) {
            if (e.failure() == Failure.CANCELLED) {
                throw e;
            }
            // a server may keep its own times
            if (e.failure() != Failure.REFUSED) {
                job.narrator.warned("its time on the server is not the file's: " + e.getMessage());
            }
        }
    }

    private void rename(FtpClient session) throws IOException {
        RemoteFiles files = new RemoteFiles(session);
        ServerHabits habits = clients.options().habits();
        Optional<Reply> ahead = Optional.empty();
        try {
            ahead = files.beginRename(job.place, job.url.path());
        } catch (FtpException e) {
            if (isLost(e) && isRenamed(e)) {
                // both halves had left together
                tellOfLostReply();
                return;
            }
            if (e.failure() != Failure.REFUSED || !job.source.rewinds()) {
                throw stays(e);
            }
            // a drop box: no right to rename, so the name must be right from the beginning
            habits.note(ServerTrait.NO_RENAME);
            throw new Direct("the server does not rename: sending once more under the name itself", true);
        }
        try {
            files.endRename(job.url.path(), ahead);
            if (habits.has(ServerTrait.NO_REPLACE)) {
                dropAside(session);
            }
        } catch (FtpException e) {
            if (isLost(e) && isRenamed(e)) {
                tellOfLostReply();
            } else if (!isLost(e) && session.isUsable() && e.failure() == Failure.REFUSED) {
                refused(session, e);
            } else {
                throw stays(e);
            }
        }
    }

    /** A refusal need not be true, and need not be the end: a second look decides. */
    private void refused(FtpClient session, FtpException refusal) throws IOException {
        RemoteSize.Seen seen = RemoteSize.seen(session, job.url.path());
        OptionalLong there = seen.size();
        if (there.equals(OptionalLong.of(job.narrator.reached()))
                && RemoteSize.of(session, job.place).isEmpty()) {
            job.narrator.warned("the server says " + said(refusal) + " to the rename, and the file has its name");
            return;
        }
        if (there.isEmpty()) {
            // nothing of that name is in the way, as far as anybody can tell
            throw stays(refusal);
        }
        clients.options().habits().note(ServerTrait.NO_REPLACE);
        replace(session, refusal);
    }

    /** IIS and others rename onto no name that is taken: the old file stands aside until its successor has the name. */
    private void replace(FtpClient session, FtpException refusal) throws IOException {
        RemoteFiles files = new RemoteFiles(session);
        RemotePath aside = Upload.aside(job.url.path());
        try {
            // what an earlier run that died left there is older than the file that has the name
            ifThere(session, () -> files.delete(aside));
            files.rename(job.url.path(), aside);
        } catch (FtpException e) {
            if (e.failure() != Failure.REFUSED || !job.source.rewinds()) {
                throw stays(e);
            }
            throw new Direct(
                    "the server renames onto no name that is taken (" + said(refusal)
                            + "), and does not let the old file be set aside: overwriting it under its own name",
                    true);
        }
        try {
            files.rename(job.place, job.url.path());
        } catch (FtpException e) {
            putBack(session, aside, e);
            throw stays(e);
        }
        dropAside(session);
    }

    private void putBack(FtpClient session, RemotePath aside, FtpException why) throws IOException {
        try {
            if (session.isUsable()) {
                new RemoteFiles(session).rename(aside, job.url.path());
                return;
            }
            try (FtpClient second = clients.fresh()) {
                if (RemoteSize.of(second, job.url.path()).isEmpty()) {
                    new RemoteFiles(second).rename(aside, job.url.path());
                }
            }
        } catch (FtpException e) {
            why.addSuppressed(e);
            job.narrator.warned("the old file is on the server as " + aside.text());
        }
    }

    /** Removes the old file that stood aside, if there is one; its successor has its name. */
    private void dropAside(FtpClient session) throws IOException {
        RemotePath aside = Upload.aside(job.url.path());
        try {
            ifThere(session, () -> new RemoteFiles(session).delete(aside));
        } catch (FtpException e) {
            if (e.failure() == Failure.CANCELLED) {
                throw e;
            }
            job.narrator.warned("the old file is still on the server as " + aside.text() + ": " + e.getMessage());
        }
    }

    /** Something that is refused where there is no such file. */
    private interface Deed {
        void run() throws IOException;
    }

    private static void ifThere(FtpClient session, Deed deed) throws IOException {
        try {
            deed.run();
        } catch (FtpException e) {
            if (e.failure() != Failure.REFUSED || !session.isUsable()) {
                throw e;
            }
        }
    }

    /** Removes a temporary file of this run that turned out to be of no use. */
    private void dropLeft(RemotePath left) throws IOException {
        try {
            on(alive -> new RemoteFiles(alive).delete(left));
        } catch (FtpException e) {
            if (e.failure() == Failure.CANCELLED) {
                throw e;
            }
            job.narrator.warned(left.text() + " stays on the server: " + e.getMessage());
        }
    }

    private static String said(FtpException e) {
        return e.reply().map(Reply::toString).orElse(e.getMessage());
    }

    private static boolean isLost(FtpException e) {
        return e.failure() == Failure.CONTROL_LOST || e.failure() == Failure.REPLY_TIMEOUT;
    }

    private void tellOfLostReply() {
        job.narrator.warned("the reply to the rename was lost; a new connection finds the file under its name");
    }

    /** Whether the name that was asked for has all bytes now, and the temporary one is gone. */
    private boolean isRenamed(FtpException lost) throws IOException {
        try (FtpClient second = clients.fresh()) {
            return RemoteSize.of(second, job.url.path()).equals(OptionalLong.of(job.narrator.reached()))
                    && RemoteSize.of(second, job.place).isEmpty();
        } catch (FtpException e) {
            lost.addSuppressed(e);
            return false;
        }
    }

    private FtpException stays(FtpException e) {
        return new FtpException(
                e.failure(),
                "all bytes are on the server as " + job.place.text() + ", but " + e.getMessage(),
                e.circumstances(),
                e);
    }

    /** The temporary name does not work here. */
    static final class Direct extends IOException {
        private static final long serialVersionUID = 1;
        private final boolean leavesPart;

        /** @param leavesPart whether what was sent under the temporary name is there and of no use */
        Direct(String why, boolean leavesPart) {
            super(why);
            this.leavesPart = leavesPart;
        }

        boolean leavesPart() {
            return leavesPart;
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
