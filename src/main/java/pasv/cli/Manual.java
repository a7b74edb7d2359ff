package pasv.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pasv manual}: writes the manual pages, for {@code scripts/install} and packagers. */
@Command(name = "manual", hidden = true, description = "Write the manual pages of all commands into a directory.")
final class Manual extends Verb {
    @Parameters(paramLabel = "DIR", description = "where to; it must be there")
    Path directory = Path.of("");

    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    int run(Session session) throws IOException {
        if (spec == null) {
            throw new IllegalStateException("a verb runs under the top command");
        }
        CommandLine top = spec.root().commandLine();
        Verbs.addMissing(top);
        List<CommandLine> commands = new ArrayList<>(top.getSubcommands().values());
        commands.removeIf(command -> command.getCommandSpec().usageMessage().hidden());
        commands.add(top);
        for (CommandLine command : commands) {
            ManualPage page = new ManualPage(command, LocalDate.now(java.time.ZoneId.systemDefault()));
            write(page);
        }
        return ExitCode.OK;
    }

    private void write(ManualPage page) throws IOException {
        Path file = directory.resolve(page.fileName());
        try {
            Files.writeString(file, page.text());
        } catch (IOException e) {
            throw new FtpException(Failure.LOCAL_FILE, "cannot write " + file, Circumstances.in(Phase.LOCAL), e);
        }
    }
}
