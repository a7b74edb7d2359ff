package pasv.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pasv.access.Durations;
import pasv.doctor.Doctor;
import pasv.doctor.examination.Wishes;
import pasv.doctor.finding.Diagnosis;
import pasv.doctor.finding.Finding;
import pasv.ftp.Clients;
import pasv.ftp.wire.WireListener;
import pasv.ui.DiagnosisReport;
import pasv.ui.JsonLines;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pasv doctor}: which side breaks passive mode, and the line that mends it. */
@Command(
        name = "doctor",
        description = "Say which side breaks passive mode and which line of configuration mends it. Looks only.",
        footer = {
            "",
            "Exit codes: 0 healthy, 9 passive mode broken, otherwise that of what failed.",
            "",
            "Examples:",
            "  pasv doctor ftp://a@10.0.0.11/",
            "  pasv doctor ftp://a@10.0.0.11/ --idle 300 --record for-the-admin.log"
        })
final class DoctorVerb extends Verb {
    @Parameters(paramLabel = "URL", description = "the server: ftp://[user@]host[:port]/")
    String target = "";

    @Option(names = "--write", description = "also upload, rename, date and delete one small file")
    boolean write;

    @Option(
            names = "--idle",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "also leave the session alone for TIME, to see whether it survives")
    @Nullable
    Duration idle;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "write the conversation and the report to a new FILE, passwords masked")
    @Nullable
    Path record;

    @Override
    int run(Session session) throws IOException {
        Clients clients = session.locate(target).clients();
        if (record == null) {
            return examine(session, clients, clients.listener(), line -> {});
        }
        try (Recording recording = Recording.to(record)) {
            return examine(session, clients, clients.listener().and(recording), recording.lines());
        }
    }

    private int examine(Session session, Clients clients, WireListener wire, Consumer<String> copy) throws IOException {
        Wishes wishes = new Wishes(write, Optional.ofNullable(idle));
        Doctor doctor = new Doctor(clients.options(), wishes, wire, clients.cancellation());
        JsonLines json = new JsonLines(session.console());
        DiagnosisReport screen = new DiagnosisReport(session.console()::result, ExitCode::of);
        DiagnosisReport page = new DiagnosisReport(copy, ExitCode::of);
        Consumer<Finding> shown = session.json() ? finding -> DiagnosisReport.json(json, finding) : screen::finding;
        Diagnosis diagnosis = doctor.examine(shown);
        session.record().ifPresent(record -> record.diagnosed(diagnosis));
        diagnosis.findings().forEach(page::finding);
        page.verdict(diagnosis);
        if (session.json()) {
            screen.json(json, diagnosis);
        } else {
            screen.verdict(diagnosis);
        }
        return screen.exit(diagnosis.verdict());
    }
}
