package pasv.ui;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import pasv.doctor.finding.Verdict;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.ftp.wire.Reply;
import pasv.net.Endpoint;

/**
 * The words of all errors. All of its errors are worded here. The tone: lower case, no blame, no exclamation mark; the
 * first line says what failed and why in one sentence; indented facts follow, each with its name; the last lines begin
 * with {@code try:} and say what the reader can do now. A server's words are shown, made harmless, and never taken for
 * our own. No stack trace.
 */
public final class Problem {
    private static final int LABEL = 9;
    /** Of a reply, which may have a megabyte. */
    private static final int LONGEST = 1000;

    private final Glyphs glyphs;
    private final ToIntFunction<Failure> exitCode;

    public Problem(Glyphs glyphs, ToIntFunction<Failure> exitCode) {
        this.glyphs = glyphs;
        this.exitCode = exitCode;
    }

    /** The lines for standard error; a cancel by the user is no error and has one line at the most. */
    public List<String> lines(FtpException e) {
        List<String> lines = new ArrayList<>();
        if (e.failure() == Failure.OUTPUT_CLOSED) {
            return lines;
        }
        if (e.failure() == Failure.CANCELLED) {
            e.circumstances()
                    .extent()
                    .ifPresent(extent -> lines.add("pasv: cancelled with " + done(extent)
                            + " "
                            + (Advice.isUpload(e.circumstances())
                                    ? "there: the same command with -c goes on from there"
                                    : "here: the same command goes on from there")));
            return lines;
        }
        lines.add("pasv: error: " + Visible.line(message(e)));
        lines.addAll(facts(e));
        Advice.of(e).forEach(advice -> lines.add("  try: " + Visible.line(advice)));
        if (Verdict.of(e).isPresent()) {
            String server = e.circumstances().peer().map(Endpoint::toString).orElse("HOST");
            lines.add("  try: pasv doctor ftp://" + server
                    + "/ with the same options: it says which side is to be mended");
        }
        return lines;
    }

    private static String message(FtpException e) {
        String limit = e.circumstances()
                .limit()
                .map(value -> " after " + Quantity.limit(value))
                .orElse("");
        return e.getMessage() + limit + (saysWhy(e) ? ": " + shown(e.reply().get()) : "");
    }

    /** Whether the last reply is the reason, so that it belongs into the first line. */
    private static boolean saysWhy(FtpException e) {
        return e.failure() != Failure.USAGE
                && e.reply()
                        .filter(reply -> reply.isTransientFailure() || reply.isPermanentFailure())
                        .isPresent();
    }

    private static String shown(Reply reply) {
        String whole = reply.toString();
        int more = whole.length() - LONGEST;
        return more > 0 ? whole.substring(0, LONGEST) + " ... (" + Quantity.exact(more) + " more characters)" : whole;
    }

    private List<String> facts(FtpException e) {
        List<String> lines = new ArrayList<>();
        Circumstances c = e.circumstances();
        if (e.failure() == Failure.USAGE) {
            return lines;
        }
        fact(lines, "phase", c.phase().words());
        c.peer().ifPresent(peer -> fact(lines, "peer", peer.toString()));
        c.command().ifPresent(command -> fact(lines, "command", command));
        c.reply().filter(reply -> !saysWhy(e)).ifPresent(reply -> fact(lines, "reply", shown(reply)));
        // an earlier transfer's port is no fact of a command that needs none
        boolean data = c.phase() != Phase.COMMAND && c.phase() != Phase.LOCAL;
        c.passive()
                .filter(passive -> data && c.dataPeer().isPresent())
                .ifPresent(passive -> fact(
                        lines,
                        "passive",
                        WireLog.arithmetic(passive, c.dataPeer().get().host(), glyphs)));
        c.dataPeer().filter(peer -> data).ifPresent(peer -> fact(lines, "data", peer.toString()));
        c.extent().ifPresent(extent -> fact(lines, "done", done(extent)));
        if (c.attempts() > 1) {
            fact(lines, "attempts", Integer.toString(c.attempts()));
        }
        Verdict.of(e).ifPresent(verdict -> fact(lines, "verdict", verdict.sentence()));
        for (Throwable first : e.getSuppressed()) {
            if (first instanceof FtpException before) {
                fact(lines, "first", message(before));
            }
        }
        return lines;
    }

    private static String done(Circumstances.Extent extent) {
        String of = extent.expected().isPresent()
                ? " of " + Quantity.exact(extent.expected().getAsLong())
                : "";
        return Quantity.exact(extent.done()) + of + " bytes";
    }

    private static void fact(List<String> lines, String name, String value) {
        lines.add("  " + name + " ".repeat(Math.max(1, LABEL - name.length())) + Visible.line(value));
    }

    /** The {@code failed} object for a program, about one remote place. */
    public void json(JsonLines lines, FtpException e, String url) {
        json(lines, e, json -> json.writeStringField("url", url));
    }

    /** The {@code failed} object for a program. */
    public void json(JsonLines lines, FtpException e, JsonLines.Fields before) {
        lines.line("failed", json -> {
            before.write(json);
            json(json, e);
        });
    }

    private void json(JsonGenerator json, FtpException e) throws IOException {
        Circumstances c = e.circumstances();
        json.writeStringField("kind", e.failure().id());
        json.writeNumberField("exit", exitCode.applyAsInt(e.failure()));
        json.writeBooleanField("retryable", e.failure().retryable());
        json.writeStringField("message", message(e));
        json.writeStringField("phase", c.phase().words());
        if (c.peer().isPresent()) {
            json.writeStringField("peer", c.peer().get().toString());
        }
        if (c.reply().isPresent()) {
            json.writeObjectFieldStart("reply");
            json.writeNumberField("code", c.reply().get().code());
            json.writeStringField("text", c.reply().get().text());
            json.writeEndObject();
        }
        if (c.extent().isPresent()) {
            json.writeNumberField("bytes", c.extent().get().done());
            if (c.extent().get().expected().isPresent()) {
                json.writeNumberField("size", c.extent().get().expected().getAsLong());
            }
        }
    }
}
