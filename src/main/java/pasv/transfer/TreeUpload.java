package pasv.transfer;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import pasv.ftp.Clients;
import pasv.ftp.FtpClient;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.ftp.wire.RemotePath;
import pasv.remote.Directories;

/**
 * The jobs that send a local directory: each directory is a branch, made there before what is in it, each regular file a
 * job. What is neither is told, and the rest goes on.
 */
public final class TreeUpload {
    /** The one who is told what becomes of a tree. */
    public interface Report {
        /** Something does not go. */
        void failed(FtpException reason);

        /** Something is left out on purpose. */
        void left(Path path, String why);
    }

    private final Clients clients;
    private final boolean follows;
    private final Report report;

    /** @param follows whether links are taken for what they lead to; else they are left out */
    public TreeUpload(Clients clients, boolean follows, Report report) {
        this.clients = clients;
        this.follows = follows;
        this.report = report;
    }

    /**
     * The job that all others come of.
     *
     * @param local the directory here
     * @param url what it becomes there; made where it is missing
     */
    public Job job(Path local, FtpUrl url) {
        return branch(local, url, List.of());
    }

    /** @param above the directories on the way, as they are without links */
    private Job branch(Path local, FtpUrl url, List<Path> above) {
        return new Job.Branch(clients, url, session -> grown(local, url, above, session));
    }

    private List<Job> grown(Path local, FtpUrl url, List<Path> above, Clients session) throws IOException {
        List<Path> entries;
        List<Path> here = new ArrayList<>(above);
        try {
            Path real = local.toRealPath();
            if (above.contains(real)) {
                throw failed(local + " leads back to a directory above it");
            }
            here.add(real);
            entries = entries(local);
        } catch (IOException e) {
            throw LocalTrouble.reading(local.toString(), e);
        }
        make(session, url.path());
        List<Job> jobs = new ArrayList<>();
        for (Path entry : entries) {
            try {
                add(entry, url, here, jobs);
            } catch (FtpException e) {
                report.failed(e);
            }
        }
        return jobs;
    }

    private static List<Path> entries(Path directory) throws IOException {
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            entries.forEach(all::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(all);
        return all;
    }

    private void add(Path entry, FtpUrl directory, List<Path> above, List<Job> jobs) throws FtpException {
        if (Files.isSymbolicLink(entry) && !follows) {
            report.left(entry, "a link, not followed");
        } else if (Files.isDirectory(entry)) {
            jobs.add(branch(entry, directory.withPath(below(directory.path(), entry)), above));
        } else if (Files.isRegularFile(entry)) {
            FtpUrl url = directory.withPath(below(directory.path(), entry));
            jobs.add(new Job.Put(clients, entry.toString(), () -> Source.ofFile(entry, clients.cancellation()), url));
        } else if (Files.exists(entry)) {
            report.left(entry, "neither file nor directory");
        } else {
            throw failed(entry + " leads nowhere");
        }
    }

    private RemotePath below(RemotePath directory, Path entry) throws FtpException {
        try {
            return directory.resolve(RemotePath.of(entry.getFileName().toString())
                    .typedIn(clients.options().charset()));
        } catch (IllegalArgumentException e) {
            throw failed(entry + " cannot be sent: " + e.getMessage());
        }
    }

    /** No server says "exists already" in words that can be relied on: what counts is whether one can go there. */
    private static void make(Clients session, RemotePath directory) throws IOException {
        if (directory.name().isEmpty()) {
            return;
        }
        FtpClient client = session.borrow();
        try {
            Directories directories = new Directories(client);
            try {
                directories.make(directory);
            } catch (FtpException e) {
                if (!client.isUsable() || !directories.canEnter(directory)) {
                    throw e;
                }
            }
        } finally {
            session.giveBack(client);
        }
    }

    private static FtpException failed(String message) {
        return new FtpException(Failure.LOCAL_FILE, message, Circumstances.in(Phase.LOCAL));
    }
}
