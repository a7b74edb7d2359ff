package pasv.transfer;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import pasv.ftp.Clients;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.ftp.wire.RemotePath;
import pasv.listing.Listing;
import pasv.listing.RefusedEntry;
import pasv.listing.entry.EntryName;
import pasv.remote.Listings;
import pasv.remote.RemoteTree;

/**
 * The jobs that bring a remote directory here as a local one: each directory is a branch, each file a job. Every name must be one harmless element of a path, every directory
 * written into a real one: nothing lands outside the target, through {@code ..} or through a link. What is refused is
 * told, and the rest goes on.
 */
public final class TreeDownload implements RemoteTree.Visitor {
    /** The one who is told what becomes of a tree. */
    public interface Report {
        /** Something does not come. */
        void failed(RemotePath path, FtpException reason);

        /** Something is left out on purpose. */
        void left(RemotePath path, String why);
    }

    private final Clients clients;
    private final FtpUrl url;
    private final Path target;
    private final Report report;
    private final List<Job> files = new ArrayList<>();
    private final Siblings siblings = new Siblings();
    /** The directory that was looked at last, and whether nothing was in it before its files came. */
    private @Nullable Path looked;

    private boolean empty;

    private TreeDownload(Clients clients, FtpUrl url, Path target, Report report) {
        this.clients = clients;
        this.url = url;
        this.target = target;
        this.report = report;
    }

    /**
     * The job that all others of a tree come of. It fails where the root cannot be listed.
     *
     * @param url the remote directory
     * @param target the local directory, made where it is missing
     * @param follows whether links are taken for what they lead to; else they are told and left
     */
    public static Job of(Clients clients, FtpUrl url, Path target, boolean follows, Report report) {
        return branch(clients, url, target, follows, report, RemoteTree.Place.root(url.path()));
    }

    private static Job branch(
            Clients clients, FtpUrl root, Path target, boolean follows, Report report, RemoteTree.Place place) {
        return new Job.Branch(clients, root.withPath(place.path()), session -> {
            TreeDownload here = new TreeDownload(clients, root, target, report);
            List<RemoteTree.Place> below = new RemoteTree(session, Listings.Scope.HIDDEN_TOO)
                    .following(follows)
                    .step(place, here);
            List<Job> jobs = here.files;
            below.forEach(each -> jobs.add(branch(clients, root, target, follows, report, each)));
            return jobs;
        });
    }

    @Override
    public void listed(RemotePath directory, Listing listing, Optional<FtpException> doubt) throws IOException {
        if (directory.equals(url.path())) {
            made(target, true);
        }
        for (RefusedEntry refused : listing.refused()) {
            if (refused.reason() != RefusedEntry.Reason.OLDER_VERSION) {
                String why = refused.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
                String message = "the name \"" + refused.name().text() + "\" is refused (" + why + ")";
                report.failed(directory, new FtpException(Failure.HOSTILE, message, Circumstances.in(Phase.LOCAL)));
            }
        }
        // refused names have been told one by one
        doubt.filter(reason -> reason.failure() != Failure.HOSTILE)
                .ifPresent(reason -> report.failed(directory, reason));
    }

    @Override
    public void entry(RemoteTree.Node node) {
        switch (node.kind()) {
            case LINK ->
                report.left(
                        node.path(),
                        "a link"
                                + node.entry()
                                        .linkTarget()
                                        .map(to -> " to " + to.text())
                                        .orElse("") + ", not followed");
            case OTHER -> report.left(node.path(), "neither file nor directory");
            default -> file(node);
        }
    }

    private void file(RemoteTree.Node node) {
        try {
            Path local = alone(node);
            if (!isInEmptyDirectory(local) && Files.isSymbolicLink(local)) {
                throw refused(local + " is a symbolic link here, which a fetched tree does not write through");
            }
            files.add(new Job.Get(
                    clients,
                    url.withPath(node.path()),
                    new Target.ToFile(local),
                    node.text(),
                    // a link's own size is that of the name it leads to
                    node.entry().isLink() ? OptionalLong.empty() : node.entry().size()));
        } catch (FtpException e) {
            report.failed(node.path(), e);
        }
    }

    /** One look at a directory that has just been made saves one at each of its files. */
    private boolean isInEmptyDirectory(Path local) {
        Path directory = local.getParent();
        if (directory == null) {
            return false;
        }
        if (!directory.equals(looked)) {
            looked = directory;
            try (DirectoryStream<Path> there = Files.newDirectoryStream(directory)) {
                empty = !there.iterator().hasNext();
            } catch (IOException e) {
                empty = false; // what is wrong with it is said where something is written into it
            }
        }
        return empty;
    }

    @Override
    public boolean enter(RemoteTree.Node directory) {
        try {
            made(alone(directory), false);
            return true;
        } catch (FtpException e) {
            report.failed(directory.path(), e);
            return false;
        }
    }

    @Override
    public void failed(RemotePath path, FtpException reason) {
        report.failed(path, reason);
    }

    /** Its local path, which it shares with no other one of its directory. */
    private Path alone(RemoteTree.Node node) throws FtpException {
        Path local = local(node.names());
        Path directory = Objects.requireNonNull(local.getParent());
        Optional<String> twin;
        try {
            twin = siblings.add(directory, local.getFileName().toString());
        } catch (IOException e) {
            throw LocalTrouble.of(directory.toString(), e);
        }
        if (twin.isPresent()) {
            throw refused(local.getFileName() + " and " + twin.get() + " are one name to the file system here: "
                    + twin.get() + " comes, the other does not");
        }
        return local;
    }

    private Path local(List<EntryName> names) throws FtpException {
        Path path = target;
        for (EntryName name : names) {
            path = path.resolve(LocalName.checked(name.text(), target.getFileSystem()));
        }
        return path;
    }

    private static void made(Path directory, boolean named) throws FtpException {
        boolean there = named ? Files.isDirectory(directory) : Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS);
        if (there) {
            return;
        }
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw refused(directory + " exists here and is no directory");
        }
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw LocalTrouble.of(directory.toString(), e);
        }
    }

    private static FtpException refused(String message) {
        return new FtpException(Failure.LOCAL_FILE, message, Circumstances.in(Phase.LOCAL));
    }
}
