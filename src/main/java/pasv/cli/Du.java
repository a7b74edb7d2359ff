package pasv.cli;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.RemotePath;
import pasv.listing.Listing;
import pasv.listing.entry.EntryKind;
import pasv.remote.Listings;
import pasv.remote.RemoteTree;
import pasv.ui.EntryJson;
import pasv.ui.Quantity;
import pasv.ui.Visible;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pasv du}: how large remote directories are. */
@Command(
        name = "du",
        description = "Add up the sizes of files below remote directories.",
        footer = {"", "Example:", "  pasv du -s ftp://a@10.0.0.11/pub"})
final class Du extends PlacesVerb {
    @Option(names = "-s", description = "only the sum")
    boolean sum;

    @Option(names = "--exact", description = "sizes with all their digits")
    boolean exact;

    @Option(
            names = "--links",
            paramLabel = "skip|follow",
            description = "whether directories that links lead to are gone into (default: skip)")
    Links links = Links.skip;

    @Override
    int run(Session session) throws IOException {
        return each(session, places.isEmpty() ? List.of("") : places);
    }

    private static final class Level {
        long bytes;
        long files;
    }

    @Override
    int one(Session session, Remote remote) throws IOException {
        Tally tally = new Tally();
        Deque<Level> levels = new ArrayDeque<>();
        levels.push(new Level());
        new RemoteTree(remote.clients(), Listings.Scope.HIDDEN_TOO)
                .following(links == Links.follow)
                .walk(remote.path(), new RemoteTree.Visitor() {
                    @Override
                    public void listed(RemotePath directory, Listing listing, Optional<FtpException> doubt) {
                        tally.add(doubt.map(reason -> told(session, directory.text(), reason))
                                .orElse(ExitCode.OK));
                    }

                    @Override
                    public void entry(RemoteTree.Node node) throws IOException {
                        // the size of a link is the length of the name it leads to
                        levels.element().bytes += node.entry().isLink()
                                ? followed(remote, node)
                                : node.entry().size().orElse(0);
                        levels.element().files++;
                    }

                    @Override
                    public boolean enter(RemoteTree.Node directory) {
                        levels.push(new Level());
                        return true;
                    }

                    @Override
                    public void leave(RemoteTree.Node directory) {
                        Level level = levels.pop();
                        levels.element().bytes += level.bytes;
                        levels.element().files += level.files;
                        if (!sum) {
                            show(session, remote.shown(directory.path()), level);
                        }
                    }

                    @Override
                    public void failed(RemotePath path, FtpException reason) {
                        tally.add(told(session, path.text(), reason));
                    }
                });
        show(session, remote.shown(remote.path()), levels.element());
        return tally.code();
    }

    /** The size of the file that a link leads to, where links are followed. */
    private long followed(Remote remote, RemoteTree.Node link) throws IOException {
        boolean counts = links == Links.follow && link.kind() == EntryKind.FILE;
        return counts ? remote.using(client -> client.look(link.path()).size().orElse(0)) : 0;
    }

    private void show(Session session, String name, Level level) {
        if (session.json()) {
            new EntryJson(session.console()).total(name, level.bytes, level.files);
            return;
        }
        String size = exact ? Quantity.exact(level.bytes) : Quantity.human(level.bytes);
        session.console().result(size + "\t" + Visible.line(name));
    }
}
