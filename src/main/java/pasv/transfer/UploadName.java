package pasv.transfer;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import pasv.ftp.Clients;
import pasv.ftp.FtpClient;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.RemotePath;
import pasv.ftp.wire.Reply;
import pasv.ftp.wire.ServerTrait;
import pasv.remote.RemoteFiles;
import pasv.remote.RemoteSize;

/** The name and the time of an upload that is proven. */
final class UploadName {
    private final Clients clients;
    private final FtpClient client;
    private final UploadJob job;
    private final RemotePath aside;
    private final boolean seen;
    /** Whether the old file may stand aside now, and nothing have its name. */
    private boolean standsAside;

    /** @param seen whether the server showed the file under its temporary name, so that it is gone once it is not shown */
    UploadName(Clients clients, FtpClient client, UploadJob job, boolean seen) {
        this.clients = clients;
        this.client = client;
        this.job = job;
        this.seen = seen;
        this.aside = Upload.aside(job.url.path(), clients.options().habits());
    }

    /**
     * Gives the file its name and its time. A session that died after the proof, or in between, is replaced.
     *
     * @throws Direct when the server does not rename
     */
    void publish() throws IOException {
        if (!job.isDirect()) {
            name();
        } else if (job.left.isPresent()) {
            dropLeft(job.left.get());
        }
        job.lesson.ifPresent(clients.options().habits()::note);
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

    private void name() throws IOException {
        try {
            on(this::rename);
        } catch (FtpException e) {
            if (!isLost(e)) {
                throw stays(e);
            }
            goOn(e);
        }
    }

    /** A session that is lost leaves open how far it came: a new one finds out, and does what is left, once. */
    private void goOn(FtpException lost) throws IOException {
        try {
            FtpClient second = clients.fresh();
            try {
                goOn(second, lost);
            } finally {
                clients.giveBack(second);
            }
        } catch (FtpException e) {
            if (e == lost || e.failure() == Failure.CANCELLED || e.failure() == Failure.REFUSED) {
                throw stays(e);
            }
            lost.addSuppressed(e);
            throw stays(lost);
        }
    }

    private void goOn(FtpClient second, FtpException lost) throws IOException {
        if (hasName(second)) {
            job.narrator.warned("the reply to the rename was lost; a new connection finds the file under its name");
            dropAside(second);
        } else if (sizeOf(job.place, second).equals(sent())) {
            rename(second);
        } else {
            throw lost;
        }
    }

    private void rename(FtpClient session) throws IOException {
        RemoteFiles files = new RemoteFiles(session);
        Optional<Reply> ahead = Optional.empty();
        try {
            ahead = files.beginRename(job.place, job.url.path());
        } catch (FtpException e) {
            if (e.failure() != Failure.REFUSED || !job.source.rewinds()) {
                throw e;
            }
            // a drop box: no right to rename, so the name must be right from the beginning
            clients.options().habits().note(ServerTrait.NO_RENAME);
            throw new Direct(
                    "the server does not rename: sending once more under the name itself", true, Optional.empty());
        }
        try {
            files.endRename(job.url.path(), ahead);
        } catch (FtpException e) {
            boolean refused = e.failure() == Failure.REFUSED || e.failure() == Failure.REFUSED_FOR_NOW;
            if (!refused || !session.isUsable()) {
                throw e;
            }
            refused(session, e);
            return;
        }
        dropAside(session);
    }

    /** A refusal need not be true, and need not be the end: a second look decides. */
    private void refused(FtpClient session, FtpException refusal) throws IOException {
        OptionalLong there = sizeOf(job.url.path(), session);
        if (seen && there.equals(sent()) && isGone(job.place, session)) {
            job.narrator.warned("the server says " + said(refusal) + " to the rename, and the file has its name");
            return;
        }
        if (refusal.failure() != Failure.REFUSED || !session.isUsable()) {
            throw refusal;
        }
        if (there.isPresent()) {
            replace(session, refusal);
            return;
        }
        if (standsAside) {
            putBack(session, refusal);
            throw refusal;
        }
        // no file of that name is in the way, as far as anybody can tell: some rename to no other extension
        if (!job.source.rewinds()) {
            throw refusal;
        }
        throw new Direct(
                "the server does not rename it (" + said(refusal) + "): sending once more under the name itself",
                true,
                Optional.of(ServerTrait.NO_RENAME));
    }

    /** IIS and others rename onto no name that is taken: the old file stands aside until its successor has the name. */
    private void replace(FtpClient session, FtpException refusal) throws IOException {
        RemoteFiles files = new RemoteFiles(session);
        try {
            // what an earlier run that died left there is older than the file that has the name
            dropStale(session, files);
            files.beginRename(job.url.path());
            // known from here on, so that whoever goes on finds what stands aside
            clients.options().habits().note(ServerTrait.NO_REPLACE);
            standsAside = true;
            files.endRename(aside);
        } catch (FtpException e) {
            standsAside &= isLost(e) || e.failure() == Failure.CANCELLED;
            if (e.failure() != Failure.REFUSED || !job.source.rewinds()) {
                throw e;
            }
            throw new Direct(
                    "the server renames onto no name that is taken (" + said(refusal)
                            + "), and does not let the old file be set aside: overwriting it under its own name",
                    true,
                    Optional.of(ServerTrait.NO_RENAME));
        }
        try {
            files.rename(job.place, job.url.path());
        } catch (FtpException e) {
            if (isLost(e)) {
                throw e;
            }
            if (!session.isUsable() || !hasName(session)) {
                putBack(session, e);
                throw e;
            }
        }
        dropAside(session);
    }

    private void putBack(FtpClient session, FtpException why) throws IOException {
        try {
            if (session.isUsable()) {
                new RemoteFiles(session).rename(aside, job.url.path());
            } else {
                try (FtpClient second = clients.fresh()) {
                    if (isGone(job.url.path(), second)) {
                        new RemoteFiles(second).rename(aside, job.url.path());
                    }
                }
            }
            standsAside = false;
        } catch (FtpException e) {
            why.addSuppressed(e);
        }
    }

    /** Removes the old file that stood aside, if there is one; its successor has its name. */
    private void dropAside(FtpClient session) throws IOException {
        if (!clients.options().habits().has(ServerTrait.NO_REPLACE)) {
            return;
        }
        standsAside = false;
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

    /** Apache FtpServer answers 450 where there is none: whether one is in the way shows when the old file is to go there. */
    private void dropStale(FtpClient session, RemoteFiles files) throws IOException {
        try {
            files.delete(aside);
        } catch (FtpException e) {
            boolean refused = e.failure() == Failure.REFUSED || e.failure() == Failure.REFUSED_FOR_NOW;
            if (!refused || !session.isUsable()) {
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
            job.narrator.warned(left.text() + " stays on the server: " + said(e));
        }
    }

    private static String said(FtpException e) {
        return e.reply().map(Reply::toString).orElse(e.getMessage());
    }

    private static boolean isLost(FtpException e) {
        return e.failure() == Failure.CONTROL_LOST || e.failure() == Failure.REPLY_TIMEOUT;
    }

    private OptionalLong sent() {
        return OptionalLong.of(job.narrator.reached());
    }

    /** Whether the name that was asked for has all bytes now, and the temporary one is gone. */
    private boolean hasName(FtpClient session) throws IOException {
        return seen && sizeOf(job.url.path(), session).equals(sent()) && isGone(job.place, session);
    }

    /** The size there, where nothing went wrong with the session that was asked before. */
    private static OptionalLong sizeOf(RemotePath path, FtpClient session) throws IOException {
        return session.isUsable() ? RemoteSize.of(session, path) : OptionalLong.empty();
    }

    /** Whether a session that is still in order afterwards shows no file: one that was lost shows nothing. */
    private static boolean isGone(RemotePath path, FtpClient session) throws IOException {
        return sizeOf(path, session).isEmpty() && session.isUsable();
    }

    private FtpException stays(FtpException e) {
        String old = standsAside ? " (and the file that it replaces as " + aside.text() + ")" : "";
        return new FtpException(
                e.failure(),
                "all bytes are on the server as " + job.place.text() + old + ", but " + e.getMessage(),
                e.circumstances(),
                e);
    }

    /** The temporary name does not work here. */
    static final class Direct extends IOException {
        private static final long serialVersionUID = 1;
        private final boolean leavesPart;
        private final transient Optional<ServerTrait> lesson;

        /**
         * @param leavesPart whether what was sent under the temporary name is there and of no use
         * @param lesson what is known of the server if its own name works
         */
        Direct(String why, boolean leavesPart, Optional<ServerTrait> lesson) {
            super(why);
            this.leavesPart = leavesPart;
            this.lesson = lesson;
        }

        boolean leavesPart() {
            return leavesPart;
        }

        Optional<ServerTrait> lesson() {
            return lesson;
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
