package pasv.cli;

import java.io.IOException;
import pasv.access.UsageException;
import pasv.ftp.wire.RemotePath;
import pasv.remote.RemoteFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pasv mv}: gives a remote file another name. */
@Command(
        name = "mv",
        description = "Rename a remote file or directory, or move it on its server.",
        footer = {
            "",
            "Examples:",
            "  pasv mv ftp://a@10.0.0.11/pub/a.txt b.txt         # pub/b.txt",
            "  pasv mv ftp://a@10.0.0.11/pub/a.txt ../old/       # old/a.txt"
        })
final class Mv extends Verb {
    @Parameters(index = "0", paramLabel = "URL", description = "what to rename")
    String source = "";

    @Parameters(
            index = "1",
            paramLabel = "NEWNAME",
            description = "the new name, seen from the directory that it is in; with / at its end, a directory")
    String name = "";

    @Override
    int run(Session session) throws IOException {
        Remote remote = session.locate(source);
        if (!remote.pattern().isLiteral()) {
            throw new UsageException("mv renames one file: a literal * ? [ is written %2A %3F %5B");
        }
        if (name.isEmpty() || remote.path().name().isEmpty()) {
            throw new UsageException("mv wants a URL with a path, and a new name");
        }
        if (name.contains("://")) {
            throw new UsageException("the new name is a path on the same server, not a URL");
        }
        RemotePath given;
        try {
            given = RemotePath.of(name).typedIn(remote.clients().options().charset());
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        RemotePath whole = given.endsWithSlash() ? given.resolve(remote.path().name()) : given;
        RemotePath target = remote.path().parent().resolve(whole);
        return remote.using(client -> {
            new RemoteFiles(client).rename(remote.path(), target);
            return ExitCode.OK;
        });
    }
}
