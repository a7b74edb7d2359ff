package pasv.cli;

import java.io.IOException;
import pasv.remote.Directories;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pasv mkdir}: makes remote directories. */
@Command(
        name = "mkdir",
        description = "Make remote directories.",
        footer = {"", "Example:", "  pasv mkdir -p ftp://a@10.0.0.11/backup/2026/november"})
final class Mkdir extends PlacesVerb {
    @Option(names = "-p", description = "make those above it too, and do not mind what exists")
    boolean parents;

    @Override
    int one(Session session, Remote remote) throws IOException {
        remote.using(client -> {
            Directories directories = new Directories(client);
            if (parents) {
                directories.makeAll(remote.path());
            } else {
                directories.make(remote.path());
            }
            return ExitCode.OK;
        });
        return ExitCode.OK;
    }
}
