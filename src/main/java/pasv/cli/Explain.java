package pasv.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import pasv.access.UsageException;
import pasv.doctor.SavedLog;
import pasv.doctor.finding.Diagnosis;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.PassiveReply;
import pasv.ftp.wire.Phase;
import pasv.net.AddressScope;
import pasv.net.Endpoint;
import pasv.ui.Console;
import pasv.ui.DiagnosisReport;
import pasv.ui.Glyphs;
import pasv.ui.JsonLines;
import pasv.ui.WireLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pasv explain}: the arithmetic of a passive reply, or the verdict on a saved log, offline. */
@Command(
        name = "explain",
        description = "Show how a passive reply becomes an address and a port, which two bytes announce a port,"
                + " or what a saved log says of passive mode.",
        footer = {
            "",
            "Examples:",
            "  pasv explain '227 Entering Passive Mode (10,0,0,11,234,97)'",
            "  pasv explain 10,0,0,11,234,97",
            "  pasv explain '229 Entering Extended Passive Mode (|||60001|)'",
            "  pasv explain 60001",
            "  pasv explain session.log       of pasv -v, curl -v, lftp -d, FileZilla, Wireshark (follow stream)"
        })
final class Explain extends Verb {
    private static final int LONGEST_LOG = 16 << 20;

    @Parameters(
            paramLabel = "REPLY|NUMBERS|PORT|FILE",
            description = "a 227 or 229 line, six numbers, a port, or a file with a log")
    String what = "";

    @Override
    int run(Session session) throws FtpException {
        Console console = session.console();
        String text = what.strip();
        if (text.matches("[0-9]{1,5}")) {
            port(Integer.parseInt(text), console);
        } else if (isFile(what)) {
            log(Path.of(what), session);
        } else if (text.matches("(?s)[1-5][0-9]{2}[ -].*") && !text.matches("(?s)22[79].*")) {
            otherReply(text, session);
        } else {
            reply(text, console);
        }
        return ExitCode.OK;
    }

    private static boolean isFile(String text) {
        try {
            return Files.isRegularFile(Path.of(text));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static void log(Path file, Session session) throws FtpException {
        String text = SavedLog.masked(read(file));
        Diagnosis diagnosis = SavedLog.diagnose(text)
                .orElseThrow(() -> new UsageException("no line of an FTP conversation in " + file));
        session.record().ifPresent(record -> {
            record.diagnosed(diagnosis);
            int number = 0;
            for (SavedLog.Line line : SavedLog.lines(text)) {
                record.line(++number, line.sent(), line.received(), line.text());
            }
        });
        report(diagnosis, session);
    }

    private static void report(Diagnosis diagnosis, Session session) {
        DiagnosisReport report = new DiagnosisReport(session.console()::result, ExitCode::of);
        if (session.json()) {
            JsonLines json = new JsonLines(session.console());
            diagnosis.findings().forEach(finding -> DiagnosisReport.json(json, finding));
            report.json(json, diagnosis);
        } else {
            diagnosis.findings().forEach(report::finding);
            report.verdict(diagnosis);
        }
    }

    /** A reply that announces no port may still tell a trouble, 425 for one. */
    private static void otherReply(String text, Session session) {
        Diagnosis diagnosis = SavedLog.diagnose(text)
                .filter(found -> found.verdict().trouble().isPresent())
                .orElseThrow(
                        () -> new UsageException("'" + text + "' announces no port: only a 227 and a 229 reply do"));
        report(diagnosis, session);
    }

    private static String read(Path file) throws FtpException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LONGEST_LOG), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new FtpException(
                    Failure.LOCAL_FILE,
                    "cannot read " + file + ": " + e.getMessage(),
                    Circumstances.in(Phase.LOCAL),
                    e);
        }
    }

    private static void port(int port, Console console) {
        if (port < 1 || port > Endpoint.MAX_PORT) {
            throw new UsageException("a port is a number from 1 to 65535, not " + port);
        }
        PassiveReply reply = new PassiveReply(Optional.empty(), port);
        Glyphs glyphs = console.glyphs();
        console.result(port + " = " + reply.high() + " " + glyphs.times() + " 256 + " + reply.low());
    }

    private void reply(String text, Console console) throws FtpException {
        try {
            boolean extended = text.startsWith("229") || text.matches(".*\\(?([^0-9])\\1\\1[0-9]+\\1.*");
            PassiveReply reply = extended ? PassiveReply.of229(text) : PassiveReply.of227(text);
            console.result(WireLog.arithmetic(reply, "the server's own address", console.glyphs()));
            reply.advertised().ifPresent(address -> console.result(meaning(address)));
        } catch (PassiveReply.Rejected e) {
            if (!text.matches("(?s).*[0-9].*")) {
                throw new UsageException("'" + text + "' is no 227 or 229 reply, no six numbers and no port");
            }
            throw new FtpException(
                    Failure.NOT_UNDERSTOOD,
                    "this passive reply is rejected: " + e.why(),
                    Circumstances.in(Phase.PASSIVE),
                    e);
        }
    }

    private static String meaning(InetAddress address) {
        return Endpoint.numeric(address) + " is " + AddressScope.of(address).words();
    }
}
