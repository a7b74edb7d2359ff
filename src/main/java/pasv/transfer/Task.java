package pasv.transfer;

import pasv.ftp.options.FtpUrl;

/** A job in the queue, with what was told of it already: whoever takes it up again does not begin it a second time. */
final class Task {
    private final Job job;
    private final Narrator narrator;

    Task(Job job, TransferListener listener) {
        this.job = job;
        this.narrator = narrator(job, listener);
    }

    private static Narrator narrator(Job job, TransferListener listener) {
        if (job instanceof Job.Get get) {
            return Narrator.of(listener, get.url(), get.target(), get.name());
        }
        if (job instanceof Job.Put put) {
            return Upload.narrator(listener, put.file(), put.url());
        }
        FtpUrl url = ((Job.Branch) job).url();
        // a branch is no item: what is told of it is told by who grew it
        return Narrator.of(TransferListener.NONE, url, new Target.ToFile(java.nio.file.Path.of("")));
    }

    Job job() {
        return job;
    }

    Narrator narrator() {
        return narrator;
    }

    boolean isBranch() {
        return job instanceof Job.Branch;
    }
}
