package pasv.cli;

import java.io.IOException;
import java.nio.file.Path;
import pasv.ftp.FtpException;
import pasv.ftp.RemotePath;
import pasv.transfer.Download;
import pasv.transfer.LocalName;
import pasv.transfer.RemoteGlob;
import pasv.transfer.TreeDownload;
import pasv.ui.Visible;

/** {@code pasv get -r}: how does one tree come, and what of it did not? */
final class GetTree implements TreeDownload.Report {
    private final Session session;
    private final Remote remote;
    private final Path directory;
    private final Tally tally = new Tally();

    GetTree(Session session, Remote remote, Path directory) {
        this.session = session;
        this.remote = remote;
        this.directory = directory;
    }

    /** Whether there is a directory; what is a file is fetched like any other. */
    static boolean isTree(Remote remote) throws IOException {
        return remote.path().endsWithSlash() || remote.using(client -> RemoteGlob.isDirectory(client, remote.path()));
    }

    /** Fetches into a directory of its name; one written with a slash at its end, straight into {@code -d}. */
    int run(Download download) throws IOException {
        try {
            Path base = session.local(directory);
            RemotePath name = remote.path().name();
            boolean straight = name.isEmpty() || remote.path().endsWithSlash();
            Path target = straight ? base : base.resolve(LocalName.checked(name.text()));
            new TreeDownload(remote.url(), target, download, this).run(remote.clients());
        } catch (FtpException e) {
            tally.add(PlacesVerb.told(session, remote.url().toString(), e));
        }
        return tally.code();
    }

    @Override
    public void done() {
        tally.add(ExitCode.OK);
    }

    @Override
    public void failed(RemotePath path, FtpException reason) {
        tally.add(Verb.report(session, reason));
    }

    @Override
    public void left(RemotePath path, String why) {
        session.console().say("pasv: warning: " + Visible.line(path.text()) + ": " + Visible.line(why));
    }
}
