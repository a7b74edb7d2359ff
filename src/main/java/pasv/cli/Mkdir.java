package pasv.cli;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import pasv.ftp.Directories;
import pasv.ftp.FtpClient;
import pasv.ftp.FtpException;
import pasv.ftp.RemotePath;
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
            if (parents) {
                all(client, remote.path());
            } else {
                new Directories(client).make(remote.path());
            }
            return ExitCode.OK;
        });
        return ExitCode.OK;
    }

    /** No server says "exists already" in words that can be relied on: what counts is whether one can go there. */
    private static void all(FtpClient client, RemotePath path) throws IOException {
        Directories directories = new Directories(client);
        if (directories.canEnter(path)) {
            return;
        }
        Deque<RemotePath> chain = new ArrayDeque<>();
        for (RemotePath up = path; !up.name().isEmpty(); up = up.parent()) {
            chain.push(up);
        }
        for (RemotePath next : chain) {
            try {
                directories.make(next);
            } catch (FtpException e) {
                if (!client.isUsable() || !directories.canEnter(next)) {
                    throw e;
                }
            }
        }
    }
}
