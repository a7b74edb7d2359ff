package pasv.cli;

import java.io.IOException;
import java.util.List;
import pasv.ftp.RemoteFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pasv chmod}: sets permissions on the server. */
@Command(
        name = "chmod",
        description = "Set permissions, where the server lets you.",
        footer = {"", "Example:", "  pasv chmod 640 ftp://a@10.0.0.11/a.txt"})
final class Chmod extends Verb {
    @Parameters(index = "0", paramLabel = "MODE", description = "three or four octal digits")
    String mode = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "URL",
            description = "whose permissions; may have wildcards")
    List<String> places = List.of();

    @Override
    int run(Session session) throws IOException {
        if (!mode.matches("[0-7]{3,4}")) {
            throw new UsageException("a mode is three or four octal digits such as 644, not '" + mode + "'");
        }
        PlacesVerb each = new PlacesVerb() {
            @Override
            int one(Session within, Remote remote) throws IOException {
                return remote.using(client -> {
                    new RemoteFiles(client).permissions(mode, remote.path());
                    return ExitCode.OK;
                });
            }
        };
        return each.each(session, places);
    }
}
