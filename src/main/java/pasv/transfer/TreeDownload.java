package pasv.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import pasv.ftp.Circumstances;
import pasv.ftp.Failure;
import pasv.ftp.FtpException;
import pasv.ftp.FtpUrl;
import pasv.ftp.Listings;
import pasv.ftp.Phase;
import pasv.ftp.RemotePath;
import pasv.listing.EntryName;
import pasv.listing.Listing;
import pasv.listing.RefusedEntry;

/**
 * How does a remote directory become a local one? Every name must be one harmless element of a path, every directory
 * written into a real one: nothing lands outside the target, through {@code ..} or through a link. What is refused is
 * told, and the rest goes on.
 */
public final class TreeDownload implements RemoteTree.Visitor {
    /** Who is told what did not go as it should? */
    public interface Report {
        /** A file has come. */
        void done();

        /** Something did not come. */
        void failed(RemotePath path, FtpException reason);

        /** Something was left out on purpose. */
        void left(RemotePath path, String why);
    }

    private final FtpUrl url;
    private final Path target;
    private final Download download;
    private final Report report;

    /**
     * Over a tree.
     *
     * @param url the remote directory
     * @param target the local directory, made where it is missing
     */
    public TreeDownload(FtpUrl url, Path target, Download download, Report report) {
        this.url = url;
        this.target = target;
        this.download = download;
        this.report = report;
    }

    /** Fetches it all. */
    public void run(Clients clients) throws IOException {
        RemoteTree tree = new RemoteTree(clients, Listings.Scope.HIDDEN_TOO);
        tree.walk(url.path(), this);
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
            Path local = local(node.names());
            if (Files.isSymbolicLink(local)) {
                throw refused(local + " is a symbolic link here, which a fetched tree does not write through");
            }
            download.run(url.withPath(node.path()), new Target.ToFile(local));
            report.done();
        } catch (FtpException e) {
            report.failed(node.path(), e);
        }
    }

    @Override
    public boolean enter(RemoteTree.Node directory) {
        try {
            made(local(directory.names()), false);
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

    private Path local(List<EntryName> names) throws FtpException {
        Path path = target;
        for (EntryName name : names) {
            path = path.resolve(LocalName.checked(name.text()));
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
