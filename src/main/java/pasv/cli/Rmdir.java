package pasv.cli;

import java.io.IOException;
import pasv.remote.Directories;
import picocli.CommandLine.Command;

/** {@code pasv rmdir}: removes empty remote directories. */
@Command(
        name = "rmdir",
        description = "Remove empty remote directories.",
        footer = {"", "Example:", "  pasv rmdir ftp://a@10.0.0.11/old"})
final class Rmdir extends PlacesVerb {
    @Override
    boolean removes() {
        return true;
    }

    @Override
    int one(Session session, Remote remote) throws IOException {
        named(remote);
        return remote.using(client -> {
            new Directories(client).remove(remote.path());
            return ExitCode.OK;
        });
    }
}
