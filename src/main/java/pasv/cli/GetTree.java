package pasv.cli;

import java.io.IOException;
import java.nio.file.Path;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.RemotePath;
import pasv.remote.RemoteGlob;
import pasv.transfer.Job;
import pasv.transfer.LocalName;
import pasv.transfer.TreeDownload;
import pasv.ui.Visible;

/** The report of {@code pasv get -r}: what becomes of one tree, and what of it does not come. */
final class GetTree implements TreeDownload.Report {
    private final Session session;
    private final boolean follows;
    private final Tally tally;

    /**
     * @param follows whether links are taken for what they lead to
     * @param tally told what does not come
     */
    GetTree(Session session, boolean follows, Tally tally) {
        this.session = session;
        this.follows = follows;
        this.tally = tally;
    }

    /** Whether there is a directory; what is a file is fetched like any other. */
    static boolean isTree(Remote remote) throws IOException {
        return remote.path().endsWithSlash() || remote.using(client -> RemoteGlob.isDirectory(client, remote.path()));
    }

    /** Into a directory of its name; one written with a slash at its end, straight into {@code -d}. */
    Job job(Remote remote, Path directory) throws FtpException {
        Path base = session.local(directory);
        RemotePath name = remote.path().name();
        boolean straight = name.isEmpty() || remote.path().endsWithSlash();
        Path target = straight ? base : base.resolve(LocalName.checked(name.text()));
        return TreeDownload.of(remote.clients(), remote.url(), target, follows, this);
    }

    @Override
    public void failed(RemotePath path, FtpException reason) {
        synchronized (tally) {
            tally.add(Verb.report(session, reason));
        }
    }

    @Override
    public void left(RemotePath path, String why) {
        synchronized (tally) {
            session.console().say("pasv: warning: " + Visible.line(path.text()) + ": " + Visible.line(why));
        }
    }
}
