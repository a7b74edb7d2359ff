package pasv.cli;

import java.nio.file.Path;
import java.util.Optional;
import pasv.ftp.wire.FtpException;
import pasv.transfer.Job;
import pasv.transfer.TreeUpload;
import pasv.ui.Visible;

/** {@code pasv put}: what becomes of its files and directories, told and counted, one at a time. */
final class PutTree implements TreeUpload.Report {
    private final Session session;
    private final Tally tally;

    PutTree(Session session, Tally tally) {
        this.session = session;
        this.tally = tally;
    }

    /** A job has ended; a directory that was made counts for nothing. */
    void ended(Job job, Optional<FtpException> failure) {
        synchronized (tally) {
            if (job instanceof Job.Branch branch) {
                failure.ifPresent(
                        why -> tally.add(PlacesVerb.told(session, branch.url().toString(), why)));
            } else {
                tally.add(failure.isPresent() ? Verb.report(session, failure.get()) : ExitCode.OK);
            }
        }
    }

    @Override
    public void failed(FtpException reason) {
        synchronized (tally) {
            tally.add(Verb.report(session, reason));
        }
    }

    @Override
    public void left(Path path, String why) {
        synchronized (tally) {
            session.console().say("pasv: warning: " + Visible.line(path.toString()) + ": " + Visible.line(why));
        }
    }
}
