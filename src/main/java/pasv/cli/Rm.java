package pasv.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pasv.ftp.FtpClient;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.RemotePath;
import pasv.ftp.wire.Reply;
import pasv.listing.Listing;
import pasv.remote.Directories;
import pasv.remote.Listings;
import pasv.remote.RemoteFiles;
import pasv.remote.RemoteGlob;
import pasv.remote.RemoteTree;
import pasv.ui.Prompt;
import pasv.ui.Visible;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pasv rm}: removes remote files. Nothing is removed on the word of a listing that is in doubt. */
@Command(
        name = "rm",
        description = "Remove remote files; with -r directories with all that is below them.",
        footer = {"", "Examples:", "  pasv rm 'ftp://a@10.0.0.11/old/*.log'", "  pasv rm -r ftp://a@10.0.0.11/old"})
final class Rm extends PlacesVerb {
    @Option(names = "-r", description = "directories too, with all that is below them; asks on a terminal")
    boolean recursive;

    @Option(names = "-f", description = "ask nothing, and do not mind what does not exist")
    boolean force;

    @Override
    boolean removes() {
        return true;
    }

    @Override
    List<Remote> meant(Session session, Remote argument, Tally tally) throws IOException {
        try {
            return super.meant(session, argument, tally);
        } catch (FtpException e) {
            boolean nothingThere = e.failure() == Failure.REFUSED && isMissing(e);
            if (force && nothingThere) {
                return List.of();
            }
            throw e;
        }
    }

    @Override
    int one(Session session, Remote remote) throws IOException {
        named(remote);
        if (recursive && remote.using(client -> RemoteGlob.isDirectory(client, remote.path()))) {
            return tree(session, remote);
        }
        try {
            remote.using(client -> {
                new RemoteFiles(client).delete(remote.path());
                return ExitCode.OK;
            });
        } catch (FtpException e) {
            boolean answered = e.failure() != Failure.CONTROL_LOST && e.failure() != Failure.REPLY_TIMEOUT;
            if (answered ? !force || !isMissing(e) : !wasSent(e)) {
                throw e;
            }
            // without an answer it is looked at, over a new connection, and not only asked again
            if (remote.using(client -> isThere(client, remote.path()))) {
                throw e;
            }
        }
        return ExitCode.OK;
    }

    private static boolean wasSent(FtpException e) {
        return e.circumstances()
                .command()
                .filter(command -> command.startsWith("DELE "))
                .isPresent();
    }

    private static boolean isThere(FtpClient client, RemotePath path) throws IOException {
        return !client.look(path).isUnknown() || RemoteGlob.isDirectory(client, path);
    }

    private static boolean isMissing(FtpException e) {
        String text = e.reply().map(Reply::text).orElse("").toLowerCase(java.util.Locale.ROOT);
        boolean refusedForGood = e.failure() == Failure.REFUSED;
        // vsftpd gives no reason at all: "550 Delete operation failed."
        return refusedForGood && !text.contains("permission") && !text.contains("denied");
    }

    /** What is to go, seen in whole before anything goes: files first, each directory after what it holds. */
    private static final class Doomed implements RemoteTree.Visitor {
        final List<RemotePath> files = new ArrayList<>();
        final List<RemotePath> entered = new ArrayList<>();
        final List<RemotePath> directories = new ArrayList<>();

        @Override
        public void listed(RemotePath directory, Listing listing, Optional<FtpException> doubt) throws IOException {
            if (doubt.isPresent()) {
                throw doubt.get();
            }
        }

        @Override
        public void entry(RemoteTree.Node node) {
            files.add(node.path());
        }

        @Override
        public boolean enter(RemoteTree.Node directory) {
            entered.add(directory.path());
            return true;
        }

        @Override
        public void leave(RemoteTree.Node directory) {
            directories.add(directory.path());
        }

        @Override
        public void failed(RemotePath path, FtpException reason) throws IOException {
            throw reason;
        }
    }

    private int tree(Session session, Remote remote) throws IOException {
        Doomed doomed = new Doomed();
        try {
            new RemoteTree(remote.clients(), Listings.Scope.HIDDEN_TOO).walk(remote.path(), doomed);
        } catch (FtpException e) {
            if (e.failure() != Failure.USAGE) {
                session.console().say("nothing was removed below " + Visible.line(remote.shown()));
            }
            throw e;
        }
        doomed.entered.add(0, remote.path());
        doomed.directories.add(remote.path());
        String question =
                "remove " + Visible.line(remote.shown()) + " with " + counted(doomed.files.size(), "file", "files")
                        + " and " + counted(doomed.directories.size() - 1, "directory", "directories") + " below it?";
        if (!force && !Prompt.yes(question).orElse(true)) {
            session.console().say("nothing was removed");
            return ExitCode.OK;
        }
        return remote.using(client -> {
            Tally tally = new Tally();
            Set<RemotePath> links = links(client, doomed.entered);
            for (RemotePath file : doomed.files) {
                tally.add(isBelow(file, links) ? ExitCode.OK : removed(session, client, file, false));
            }
            for (RemotePath directory : doomed.directories) {
                tally.add(isBelow(directory, links) ? ExitCode.OK : removed(session, client, directory, true));
            }
            return tally.code();
        });
    }

    /**
     * pyftpdlib shows a link to a directory as that directory, and what is behind it must stay. DELE tells: it takes a
     * link away and refuses a directory.
     */
    private static Set<RemotePath> links(FtpClient client, List<RemotePath> directories) throws IOException {
        Set<RemotePath> links = new HashSet<>();
        for (RemotePath directory : directories) {
            if (isBelow(directory, links)) {
                continue;
            }
            try {
                new RemoteFiles(client).delete(directory);
                links.add(directory);
            } catch (FtpException e) {
                if (!client.isUsable()) {
                    throw e;
                }
            }
        }
        return links;
    }

    private static boolean isBelow(RemotePath path, Set<RemotePath> links) {
        for (RemotePath up = path; !up.name().isEmpty(); up = up.parent()) {
            if (links.contains(up)) {
                return true;
            }
        }
        return false;
    }

    private static String counted(int n, String one, String many) {
        return n + " " + (n == 1 ? one : many);
    }

    private static int removed(Session session, FtpClient client, RemotePath path, boolean directory)
            throws IOException {
        try {
            if (directory) {
                new Directories(client).remove(path);
            } else {
                new RemoteFiles(client).delete(path);
            }
            return ExitCode.OK;
        } catch (FtpException e) {
            if (!client.isUsable()) {
                throw e;
            }
            return told(session, path.text(), e);
        }
    }
}
