package pasv.cli;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import pasv.access.UsageException;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Reply;
import pasv.ui.Visible;
import picocli.CommandLine.Parameters;

/** {@code pasv quote}: sends a command as it is and shows the reply. */
@picocli.CommandLine.Command(
        name = "quote",
        description = "Send a command as it is and show the reply.",
        footer = {"", "Example:", "  pasv quote ftp://a@10.0.0.11/ STAT"})
class Quote extends Verb {
    private static final Set<String> NEED_DATA =
            Set.of("RETR", "STOR", "STOU", "APPE", "LIST", "NLST", "MLSD", "PORT", "EPRT", "AUTH", "PROT", "ABOR");

    @Parameters(index = "0", paramLabel = "URL", description = "the server")
    String server = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "COMMAND", description = "the command and its arguments")
    List<String> words = List.of();

    @Override
    int run(Session session) throws IOException {
        pasv.ftp.wire.Command command;
        try {
            command = pasv.ftp.wire.Command.ofLine(line(words));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        if (NEED_DATA.contains(command.verb())) {
            throw new UsageException("a " + command.verb() + " takes more than its reply: use get, put or ls");
        }
        Remote remote = session.locate(server);
        return remote.using(client -> {
            Reply reply = client.quote(command);
            reply.lines().forEach(line -> session.console().result(Visible.line(line)));
            if (reply.isTransientFailure() || reply.isPermanentFailure()) {
                throw FtpException.refused("the server refused " + command, reply, client.circumstances());
            }
            return ExitCode.OK;
        });
    }

    String line(List<String> given) {
        return String.join(" ", given);
    }
}
