package pasv.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import pasv.access.UsageException;
import pasv.ftp.FtpClient;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.listing.entry.Entry;
import pasv.remote.EntryLookup;
import pasv.remote.RemoteFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pasv chmod}: sets permissions on the server. */
@Command(
        name = "chmod",
        description = "Set permissions, where the server lets you.",
        footer = {
            "",
            "Examples:",
            "  pasv chmod 640 ftp://a@10.0.0.11/a.txt",
            "  pasv chmod u+x,go-w 'ftp://a@10.0.0.11/bin/*.sh'"
        })
final class Chmod extends Verb {
    @Parameters(index = "0", paramLabel = "MODE", description = "octal digits (640), or what is to change (u+x,go-w)")
    String mode = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "URL",
            description = "whose permissions; may have wildcards")
    List<String> places = List.of();

    @Override
    int run(Session session) throws IOException {
        ModeChange change = ModeChange.parse(mode)
                .orElseThrow(() -> new UsageException(
                        "a mode is octal digits such as 644, or a change such as u+x,go-w, not '" + mode + "'"));
        PlacesVerb each = new PlacesVerb() {
            @Override
            int one(Session within, Remote remote) throws IOException {
                return remote.using(client -> {
                    String digits = change.needsCurrent() ? changed(change, client, remote) : change.absolute();
                    new RemoteFiles(client).permissions(digits, remote.path());
                    return ExitCode.OK;
                });
            }
        };
        return each.each(session, places);
    }

    private static String changed(ModeChange change, FtpClient client, Remote remote) throws IOException {
        EntryLookup lookup = new EntryLookup(client);
        Optional<Entry> told = lookup.mlst(remote.path());
        // not every MLST tells the mode
        Optional<Entry> entry = told.flatMap(Entry::permissions).isPresent()
                ? told
                : lookup.listed(remote.path()).entry();
        int current = entry.flatMap(Entry::permissions)
                .flatMap(ModeChange::bits)
                .orElseThrow(() -> new FtpException(
                        Failure.REFUSED,
                        "the server does not tell the mode of " + remote.path().text()
                                + ": give all of it in digits, such as 644",
                        client.circumstances()));
        return change.applied(current, entry.filter(Entry::isDirectory).isPresent());
    }
}
