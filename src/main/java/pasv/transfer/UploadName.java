package pasv.transfer;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import pasv.ftp.Failure;
import pasv.ftp.FtpClient;
import pasv.ftp.FtpException;
import pasv.ftp.RemoteFiles;
import pasv.ftp.Reply;

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
            on(alive -> rename(new RemoteFiles(alive)));
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

    private void rename(RemoteFiles files) throws IOException {
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
            throw new Direct(
                    true,
                    "the server does not rename: sending once more under the name itself; " + job.place.text()
                            + " stays there");
        }
        try {
            files.endRename(job.url.path(), ahead);
        } catch (FtpException e) {
            if (!isLost(e) || !isRenamed(e)) {
                throw stays(e);
            }
            tellOfLostReply();
        }
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
        private final boolean always;

        /** @param always whether no later file need try it */
        Direct(boolean always, String why) {
            super(why);
            this.always = always;
        }

        boolean always() {
            return always;
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
