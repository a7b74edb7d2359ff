package pasv.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import pasv.doctor.finding.Finding;
import pasv.doctor.finding.Verdict;
import pasv.ftp.wire.FtpException;
import pasv.ui.DiagnosisReport;
import pasv.ui.Glyphs;
import pasv.ui.Problem;
import pasv.ui.Quantity;

/** The page of a run. One file, without a script and without anything to be fetched. */
final class Page {
    /** Bytes that it may have. */
    static final int MOST = 2 << 20;
    /** Bytes of the conversation's table at each end. */
    private static final int HALF = 600_000;

    private static final int FEW_ROWS = 40;
    private static final int FEW_SESSIONS = 16;
    private static final int GRAPH = 160;

    private final RunRecord record;
    private final int exit;

    Page(RunRecord record, int exit) {
        this.record = record;
        this.exit = exit;
    }

    static String clock(long nanos) {
        return String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
    }

    private static String style() {
        try (InputStream in = Page.class.getResourceAsStream("report.css")) {
            if (in == null) {
                throw new IllegalStateException("the page's style is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        Html head = new Html();
        head.open("html", "lang", "en").open("head").empty("meta", "charset", "utf-8");
        head.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        head.empty("meta", "name", "color-scheme", "content", "light dark");
        String policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
        head.empty("meta", "http-equiv", "Content-Security-Policy", "content", policy);
        head.empty("link", "rel", "icon", "href", "data:,");
        head.leaf("title", record.title()).open("style");
        Html body = new Html();
        body.close("style").close("head").open("body").open("main");
        body.leaf("h1", record.title());
        verdict(body);
        facts(body);
        body.leaf("h2", "The way").add(new Way(record).drawn());
        body.leaf("h2", "The waterfall").add(new Waterfall(record).drawn());
        throughput(body);
        files(body);
        findings(body);
        conversation(body);
        body.close("main").close("body").close("html");
        return "<!DOCTYPE html>\n" + head + style() + body + "\n";
    }

    private void verdict(Html body) {
        boolean good = exit == 0
                && record.diagnosis()
                        .filter(found -> found.verdict().trouble().isPresent())
                        .isEmpty();
        body.open("section", "class", good ? "verdict good" : "verdict bad");
        if (record.diagnosis().isPresent()) {
            Verdict verdict = record.diagnosis().get().verdict();
            boolean healthy = verdict.trouble().isEmpty();
            body.leaf("p", (healthy ? "✓ " : "✕ ") + verdict.sentence(), "class", "sentence");
            DiagnosisReport.verdictLines(verdict).stream().skip(1).forEach(line -> body.leaf("pre", line.strip()));
        } else if (!record.failures().isEmpty()) {
            failure(body, record.failures().get(0));
        } else if (record.complaint().isPresent()) {
            body.leaf("p", "✕ " + record.complaint().get(), "class", "sentence");
        } else {
            body.leaf("p", (good ? "✓ " + done() : "✕ it ended with exit code " + exit), "class", "sentence");
        }
        body.close("section");
    }

    private String done() {
        Map<FileFate.Outcome, Long> outcomes = record.outcomes();
        if (outcomes.isEmpty()) {
            return "done: the server answered all that was asked";
        }
        List<String> parts = new ArrayList<>();
        outcomes.forEach((outcome, count) ->
                parts.add(Quantity.exact(count) + " " + outcome.name().toLowerCase(Locale.ROOT)));
        return "done: files " + String.join(", ", parts) + "; " + Quantity.exact(record.moved()) + " bytes moved";
    }

    private void failure(Html body, FtpException e) {
        List<String> lines = new Problem(Glyphs.UNICODE, failure -> exit).lines(e);
        body.leaf("p", "✕ " + (lines.isEmpty() ? String.valueOf(e.getMessage()) : lines.get(0)), "class", "sentence");
        lines.stream()
                .skip(1)
                .filter(line -> line.startsWith("  try:") || line.startsWith("  verdict"))
                .forEach(line -> body.leaf("pre", line.strip()));
        if (record.failures().size() > 1) {
            body.leaf(
                    "p",
                    "More failures: " + (record.failures().size() - 1) + ", first ones in the conversation below.");
        }
    }

    private void facts(Html body) {
        body.open("dl");
        record.facts().forEach((name, value) -> fact(body, name, value));
        record.diagnosis().ifPresent(found -> fact(body, "program", found.server()));
        fact(body, "began", record.began().truncatedTo(ChronoUnit.SECONDS).toString());
        fact(body, "lasted", Quantity.seconds(Duration.ofNanos(record.lasted())));
        fact(body, "sessions", Integer.toString(record.sessions()));
        fact(body, "exit code", Integer.toString(exit));
        body.close("dl");
    }

    private static void fact(Html body, String name, String value) {
        body.open("div").leaf("dt", name).leaf("dd", value).close("div");
    }

    private void throughput(Html body) {
        Throughput all = record.throughput();
        int last = all.last();
        if (last < 0) {
            return;
        }
        double peak = 1;
        for (int i = 0; i <= last; i++) {
            peak = Math.max(peak, all.rate(i));
        }
        body.leaf("h2", "Throughput");
        body.openScroll("throughput");
        String peakWords = Quantity.rate((long) peak);
        body.openPicture(GRAPH + 40, "bytes a second over time, at most " + peakWords);
        Waterfall.axis(body, GRAPH + 30, (last + 1) * all.width());
        body.leaf("text", peakWords, "x", 4, "y", 34, "class", "small");
        double step = (double) Waterfall.REACH / (last + 1);
        for (int i = 0; i <= last; i++) {
            double height = all.rate(i) / peak * (GRAPH - 6);
            body.empty(
                    "rect",
                    "x",
                    Html.n(Waterfall.LEFT + i * step),
                    "y",
                    Html.n(GRAPH + 24 - height),
                    "width",
                    Html.n(Math.max(1, step - 0.5)),
                    "height",
                    Html.n(height),
                    "class",
                    "open");
        }
        body.close("svg").close("div");
        StringBuilder words = new StringBuilder("In all " + Quantity.exact(record.moved()) + " bytes.");
        if (record.bySession().size() <= FEW_SESSIONS) {
            record.bySession()
                    .forEach((session, one) ->
                            words.append(" Session " + session + ": " + Quantity.human(one.sum()) + "."));
        }
        body.leaf("p", words.toString(), "class", "words");
    }

    private void files(Html body) {
        List<FileFate> fates = record.fates();
        if (fates.size() < 2) {
            return;
        }
        body.leaf("h2", "Files");
        body.leaf("p", done() + ", over " + record.sessions() + " sessions.", "class", "words");
        scatter(body, fates);
        body.leaf("h3", "The slowest").openScroll("the slowest files").open("table");
        header(body, "file", "bytes", "time", "what became of it");
        for (FileFate fate : record.slowest()) {
            body.open("tr").leaf("td", fate.name(), "dir", "auto").leaf("td", Quantity.exact(fate.bytes()));
            body.leaf("td", clock(fate.nanos()))
                    .leaf("td", fate.words(), "dir", "auto")
                    .close("tr");
        }
        body.close("table").close("div");
    }

    /** Size against time, both by powers; what falls together is one larger point. */
    private void scatter(Html body, List<FileFate> fates) {
        record Cell(long size, long time) {}
        Map<Cell, Integer> cells = new LinkedHashMap<>();
        for (FileFate fate : fates) {
            long size = Math.min(30, Math.round(Math.log10((double) Math.max(1, fate.bytes())) * 3));
            long time = Math.min(20, Math.round(Math.log10(Math.max(1, fate.nanos() / 1e6)) * 4));
            cells.merge(new Cell(size, time), 1, Integer::sum);
        }
        body.openScroll("files by size and time");
        body.openPicture(230, "files by size, to the right, and time, upwards");
        body.leaf("text", "1 byte", "x", 60, "y", 224, "class", "small");
        body.leaf("text", "1,000", "x", 60 + 9 * 21, "y", 224, "class", "mid small");
        body.leaf("text", "1,000,000", "x", 60 + 18 * 21, "y", 224, "class", "mid small");
        body.leaf("text", "1,000,000,000", "x", 60 + 27 * 21, "y", 224, "class", "mid small");
        body.leaf("text", "1 ms", "x", 4, "y", 204, "class", "small");
        body.leaf("text", "1 s", "x", 4, "y", 204 - 12 * 9, "class", "small");
        body.leaf("text", "100 s", "x", 4, "y", 24, "class", "small");
        cells.forEach((cell, count) -> {
            double radius = Math.min(12, 3 + Math.log(count));
            body.open("g").leaf("title", count + (count == 1 ? " file" : " files"));
            body.empty(
                    "circle",
                    "cx",
                    60 + cell.size() * 21,
                    "cy",
                    200 - cell.time() * 9,
                    "r",
                    Html.n(radius),
                    "class",
                    "dot");
            body.close("g");
        });
        body.close("svg").close("div");
        String left = record.fatesLeft() > 0
                ? " Not drawn: " + Quantity.exact(record.fatesLeft()) + " files of the middle."
                : "";
        body.leaf(
                "p",
                "Each point is a size and a time; the more files fall there, the larger it is." + left,
                "class",
                "words");
    }

    private void findings(Html body) {
        if (record.diagnosis().isEmpty()) {
            return;
        }
        body.leaf("h2", "Findings").openScroll("findings").open("table");
        header(body, "", "probe", "what was found");
        for (Finding finding : record.diagnosis().get().findings()) {
            body.open("tr", "class", finding.severity().id())
                    .leaf("td", finding.severity().id());
            body.leaf("td", finding.id()).open("td", "dir", "auto").text(Way.shortened(finding.what(), 500));
            finding.evidence().stream()
                    .limit(FEW_ROWS)
                    .forEach(line -> body.leaf("div", Way.shortened(line, 300), "class", "evidence"));
            body.close("td").close("tr");
        }
        body.close("table").close("div");
    }

    private static void header(Html body, String... names) {
        body.open("tr");
        for (String name : names) {
            body.leaf(name.isEmpty() ? "td" : "th", name);
        }
        body.close("tr");
    }

    private void conversation(Html body) {
        Deque<Html> head = new ArrayDeque<>();
        Deque<Html> tail = new ArrayDeque<>();
        List<Mark> marks = record.marks();
        int from = 0;
        int to = marks.size();
        for (int bytes = 0; from < to && bytes < HALF; from++) {
            Html row = row(marks.get(from));
            bytes += row.bytes();
            head.addLast(row);
        }
        for (int bytes = 0; from < to && bytes < HALF; to--) {
            Html row = row(marks.get(to - 1));
            bytes += row.bytes();
            tail.addFirst(row);
        }
        long left = record.marksLeft() + to - from;
        body.leaf("h2", "The conversation");
        if (left > 0) {
            body.leaf(
                    "p",
                    "Left out in the middle, for this page to stay small: " + Quantity.exact(left) + " lines.",
                    "class",
                    "words");
        }
        if (marks.size() <= FEW_ROWS) {
            body.open("details", "open", "open");
        } else {
            body.open("details");
        }
        body.leaf("summary", Quantity.exact(marks.size()) + " lines, with their times");
        body.openScroll("the conversation").open("table", "class", "said");
        header(body, "time", "session", "who", "what");
        head.forEach(body::add);
        tail.forEach(body::add);
        body.close("table").close("div").close("details");
    }

    private static Html row(Mark mark) {
        Html row = new Html();
        row.open("tr", "class", mark.kind().word()).leaf("td", clock(mark.nanos()));
        row.leaf("td", mark.session() == 0 ? "" : Integer.toString(mark.session()))
                .leaf("td", mark.kind().word());
        row.open("td", "dir", "auto");
        mark.text().lines().forEach(line -> row.leaf("div", line));
        row.close("td").close("tr");
        return row;
    }
}
