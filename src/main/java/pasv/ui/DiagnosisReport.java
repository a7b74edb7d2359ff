package pasv.ui;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import pasv.doctor.finding.Diagnosis;
import pasv.doctor.finding.Finding;
import pasv.doctor.finding.Fix;
import pasv.doctor.finding.Severity;
import pasv.doctor.finding.Verdict;
import pasv.ftp.wire.Failure;

/**
 * The report of a diagnosis. One line a probe as it ends, then one verdict and what mends it:
 *
 * <pre>
 * ok    pasv         the address of the 227 is the server's own, 10.0.0.11
 * fail  data         port 60004 of 10.0.0.11 does not answer: a firewall drops …
 * skip  write        --write uploads, renames and deletes one small file
 *
 * verdict: port 60004 of 10.0.0.11 does not answer: a firewall drops … [data-no-answer]
 *   fix: firewalld: firewall-cmd --permanent --add-port=60000-60010/tcp && firewall-cmd --reload
 * </pre>
 */
public final class DiagnosisReport {
    private final Consumer<String> out;
    private final ToIntFunction<Failure> exitCode;

    /** @param out takes a line */
    public DiagnosisReport(Consumer<String> out, ToIntFunction<Failure> exitCode) {
        this.out = out;
        this.exitCode = exitCode;
    }

    /** The line of one probe, with what it rests on. */
    public void finding(Finding finding) {
        out.accept(String.format("%-5s %-12s %s", finding.severity().id(), finding.id(), Visible.line(finding.what())));
        if (finding.severity() != Severity.SKIP) {
            finding.evidence().forEach(line -> out.accept(" ".repeat(19) + Visible.line(line)));
        }
    }

    /** The end of the report. */
    public void verdict(Diagnosis diagnosis) {
        out.accept("");
        verdictLines(diagnosis.verdict()).forEach(out);
    }

    /** A verdict and its fixes, with marks for what only looks. */
    public static List<String> verdictLines(Verdict verdict) {
        List<String> lines = new ArrayList<>();
        lines.add("verdict: " + Visible.line(verdict.sentence()) + " [" + verdict.id() + "]");
        verdict.others()
                .forEach(other -> lines.add("    and: " + Visible.line(other.sentence()) + " ["
                        + other.trouble().id() + "]"));
        verdict.fixes().forEach(fix -> lines.add("  " + word(fix) + " " + Visible.line(fix.toString())));
        return lines;
    }

    private static String word(Fix fix) {
        return fix.origin() == Fix.Origin.LOOK ? "also:" : "fix: ";
    }

    /** One object a finding. */
    public static void json(JsonLines lines, Finding finding) {
        lines.line("finding", json -> {
            json.writeStringField("id", finding.id());
            json.writeStringField("severity", finding.severity().id());
            json.writeStringField("what", finding.what());
            texts(json, "evidence", finding.evidence());
            texts(json, "advice", finding.advice().stream().map(Fix::toString).toList());
            if (finding.trouble().isPresent()) {
                json.writeStringField("trouble", finding.trouble().get().id());
            }
        });
    }

    /** The last object. */
    public void json(JsonLines lines, Diagnosis diagnosis) {
        Verdict verdict = diagnosis.verdict();
        lines.line("verdict", json -> {
            json.writeStringField("id", verdict.id());
            json.writeNumberField("exit", exit(verdict));
            json.writeStringField("what", verdict.sentence());
            texts(
                    json,
                    "and",
                    verdict.others().stream().map(other -> other.trouble().id()).toList());
            json.writeStringField("server", diagnosis.server());
            texts(json, "advice", verdict.fixes().stream().map(Fix::toString).toList());
        });
    }

    /** 0 where passive mode works, else the code of what failed. */
    public int exit(Verdict verdict) {
        return verdict.failure().map(exitCode::applyAsInt).orElse(0);
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
