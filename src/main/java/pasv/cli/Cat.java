package pasv.cli;

import java.io.IOException;
import java.util.Optional;
import pasv.access.UsageException;
import pasv.transfer.Download;
import pasv.transfer.RateLimit;
import pasv.transfer.Target;
import picocli.CommandLine.Command;

/** {@code pasv cat}: file contents on standard output. */
@Command(
        name = "cat",
        description = "Write remote files to standard output, one after the other.",
        footer = {"", "Example:", "  pasv cat ftp://a@10.0.0.11/a.txt | wc -c"})
final class Cat extends PlacesVerb {
    @Override
    int run(Session session) throws IOException {
        if (session.json()) {
            throw new UsageException("cat and --json both want standard output");
        }
        return super.run(session);
    }

    @Override
    int one(Session session, Remote remote) throws IOException {
        Download.Options options = new Download.Options(
                session.retry(),
                false,
                true,
                false,
                Download.Verify.SIZE,
                Optional.empty(),
                new RateLimit(0, session.cancellation()));
        new Download(remote.clients(), options, session.transfers())
                .run(remote.url(), new Target.ToStream(session.console().bytes(), "standard output"));
        return ExitCode.OK;
    }
}
