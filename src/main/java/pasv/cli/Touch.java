package pasv.cli;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pasv.access.UsageException;
import pasv.ftp.FtpClient;
import pasv.ftp.data.DataConnection;
import pasv.ftp.wire.TransferType;
import pasv.remote.RemoteFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pasv touch}: sets modification times; makes what is missing, as touch does everywhere. */
@Command(
        name = "touch",
        description = "Set modification times to now or TIME. A file that does not exist is made, empty.",
        footer = {"", "Example:", "  pasv touch -d 2026-11-22T09:00 ftp://a@10.0.0.11/a.txt"})
final class Touch extends PlacesVerb {
    @Option(
            names = {"-d", "--date"},
            paramLabel = "TIME",
            description = "2026-11-22, 2026-11-22T09:00[:00] (local time), or with Z or an offset such as +09:00")
    @Nullable
    String date;

    @Option(
            names = {"-c", "--no-create"},
            description = "make no file")
    boolean noCreate;

    @Override
    int one(Session session, Remote remote) throws IOException {
        Optional<Instant> wanted = date == null ? Optional.empty() : Optional.of(time(date));
        return remote.using(client -> {
            boolean missing = client.look(remote.path()).isUnknown();
            if (missing && noCreate) {
                return ExitCode.OK;
            }
            if (missing) {
                create(client, remote);
            }
            if (!missing || wanted.isPresent()) {
                new RemoteFiles(client).modified(remote.path(), wanted.orElseGet(Instant::now));
            }
            return ExitCode.OK;
        });
    }

    /** Adding nothing makes a file and cannot harm one that is there after all, as STOR would. */
    private static void create(FtpClient client, Remote remote) throws IOException {
        try (DataConnection data = new RemoteFiles(client).append(remote.path(), TransferType.IMAGE)) {
            data.complete((waited, limit) -> {});
        }
    }

    private static Instant time(String text) {
        String iso = text.strip().replace(' ', 'T');
        try {
            if (iso.matches(".*(Z|[+-][0-9]{2}:[0-9]{2})")) {
                return OffsetDateTime.parse(iso).toInstant();
            }
            LocalDateTime local = iso.indexOf('T') < 0 ? LocalDate.parse(iso).atStartOfDay() : LocalDateTime.parse(iso);
            return local.atZone(ZoneId.systemDefault()).toInstant();
        } catch (DateTimeException e) {
            throw new UsageException("'" + text + "' is no time such as 2026-11-22 or 2026-11-22T09:00");
        }
    }
}
