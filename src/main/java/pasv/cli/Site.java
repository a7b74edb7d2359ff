package pasv.cli;

import java.util.List;
import picocli.CommandLine.Command;

/** {@code pasv site}: a command of this server's own. */
@Command(
        name = "site",
        description = "Send a SITE command and show the reply.",
        footer = {"", "Example:", "  pasv site ftp://a@10.0.0.11/ HELP"})
final class Site extends Quote {
    @Override
    String line(List<String> given) {
        return "SITE " + super.line(given);
    }
}
