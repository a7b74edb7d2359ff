package pasv.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.RemotePath;
import pasv.listing.Glob;
import pasv.listing.Listing;
import pasv.remote.Listings;
import pasv.remote.RemoteTree;
import pasv.ui.EntryJson;
import pasv.ui.Visible;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pasv find}: which names are below a remote directory. */
@Command(
        name = "find",
        description = "Show every path below remote directories, or those whose name matches.",
        footer = {"", "Example:", "  pasv find ftp://a@10.0.0.11/pub -name '*.iso'"})
final class Find extends PlacesVerb {
    @Option(names = "-name", paramLabel = "GLOB", description = "only names that match, with * ? and [a-z]")
    @Nullable
    String name;

    @Option(
            names = "--links",
            paramLabel = "skip|follow",
            description = "whether directories that links lead to are gone into (default: skip)")
    Links links = Links.skip;

    @Override
    int run(Session session) throws IOException {
        return each(session, places.isEmpty() ? List.of("") : places);
    }

    @Override
    int one(Session session, Remote remote) throws IOException {
        Tally tally = new Tally();
        Glob glob = Glob.of(name == null ? "*" : name);
        new RemoteTree(remote.clients(), Listings.Scope.HIDDEN_TOO)
                .following(links == Links.follow)
                .walk(remote.path(), new RemoteTree.Visitor() {
                    @Override
                    public void listed(RemotePath directory, Listing listing, Optional<FtpException> doubt) {
                        tally.add(doubt.map(reason -> told(session, directory.text(), reason))
                                .orElse(ExitCode.OK));
                    }

                    @Override
                    public void entry(RemoteTree.Node node) {
                        if (!glob.matches(node.entry().name())) {
                            return;
                        }
                        String shown = remote.shown(node.path());
                        if (session.json()) {
                            new EntryJson(session.console()).entry(shown, node.entry());
                        } else {
                            session.console().result(Visible.line(shown));
                        }
                    }

                    @Override
                    public boolean enter(RemoteTree.Node directory) {
                        entry(directory);
                        return true;
                    }

                    @Override
                    public void failed(RemotePath path, FtpException reason) {
                        tally.add(told(session, path.text(), reason));
                    }
                });
        return tally.code();
    }
}
