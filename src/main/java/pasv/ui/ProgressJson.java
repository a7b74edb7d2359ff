package pasv.ui;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.OptionalLong;
import pasv.transfer.TransferEvent;
import pasv.transfer.TransferListener;
import pasv.transfer.TransferResult;

/** The progress as a program reads it. Every event as a line; progress at most twice a second. */
final class ProgressJson implements TransferListener {
    private static final long EVERY_NANOS = 500_000_000L;

    private final JsonLines lines;
    private final Problem problem;
    private Meter meter = new Meter();
    private long said;

    ProgressJson(JsonLines lines, Problem problem) {
        this.lines = lines;
        this.problem = problem;
    }

    @Override
    public synchronized void on(TransferEvent event) {
        long now = System.nanoTime();
        if (event instanceof TransferEvent.Started started) {
            meter = new Meter();
            meter.reached(now, started.offset());
            said = now;
            lines.line("started", json -> {
                job(json, started.job());
                size(json, started.size());
                json.writeNumberField("offset", started.offset());
            });
        } else if (event instanceof TransferEvent.Progressed progressed) {
            progressed(progressed, now);
        } else if (event instanceof TransferEvent.Stalled stalled) {
            waited("stalled", "data", stalled.job(), stalled.waited(), stalled.limit());
        } else if (event instanceof TransferEvent.Waiting waiting) {
            waited("waiting", "final reply", waiting.job(), waiting.waited(), waiting.limit());
        } else if (event instanceof TransferEvent.Retrying retrying) {
            lines.line("retrying", json -> {
                job(json, retrying.job());
                json.writeNumberField("attempt", retrying.attempt());
                json.writeStringField("kind", retrying.reason().failure().id());
                json.writeNumberField("delay", retrying.delay().toMillis() / 1000.0);
            });
        } else if (event instanceof TransferEvent.Warned warned) {
            lines.line("warning", json -> {
                job(json, warned.job());
                json.writeStringField("message", warned.text());
            });
        } else if (event instanceof TransferEvent.Skipped skipped) {
            lines.line("skipped", json -> {
                job(json, skipped.job());
                json.writeStringField("reason", skipped.reason());
            });
        } else if (event instanceof TransferEvent.Finished finished) {
            finished(finished);
        } else if (event instanceof TransferEvent.Failed failed) {
            problem.json(lines, failed.reason(), json -> job(json, failed.job()));
        }
    }

    private void progressed(TransferEvent.Progressed p, long now) {
        meter.reached(now, p.bytes());
        if (now - said < EVERY_NANOS) {
            return;
        }
        said = now;
        lines.line("progress", json -> {
            json.writeStringField("url", p.job().url());
            json.writeNumberField("bytes", p.bytes());
            size(json, p.size());
            json.writeNumberField("rate", meter.rate(now, p.bytes()));
        });
    }

    private void waited(
            String event, String what, TransferEvent.Job job, java.time.Duration waited, java.time.Duration limit) {
        lines.line(event, json -> {
            json.writeStringField("url", job.url());
            json.writeStringField("for", what);
            json.writeNumberField("seconds", waited.toSeconds());
            json.writeNumberField("limit", limit.toMillis() / 1000.0);
        });
    }

    private void finished(TransferEvent.Finished event) {
        TransferResult r = event.result();
        lines.line("finished", json -> {
            job(json, event.job());
            json.writeNumberField("bytes", r.bytes());
            json.writeNumberField("seconds", r.elapsed().toMillis() / 1000.0);
            json.writeNumberField("rate", r.rate());
            if (r.peer().isPresent()) {
                json.writeStringField("peer", r.peer().get().toString());
            }
            if (r.through().isPresent()) {
                json.writeStringField("proxy", r.through().get().toString());
            }
            json.writeNumberField("resumed_from", r.resumedFrom());
            json.writeBooleanField("verified", r.verified());
        });
    }

    private static void job(JsonGenerator json, TransferEvent.Job job) throws IOException {
        json.writeStringField("url", job.url());
        json.writeStringField("target", job.target());
    }

    private static void size(JsonGenerator json, OptionalLong size) throws IOException {
        if (size.isPresent()) {
            json.writeNumberField("size", size.getAsLong());
        }
    }
}
