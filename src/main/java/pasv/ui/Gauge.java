package pasv.ui;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import pasv.transfer.TransferEvent;
import pasv.transfer.TransferListener;

/** The gauge of all running transfers together. Keeps count, and says it to whoever asks. Safe for any thread. */
public final class Gauge implements TransferListener {
    private final Map<TransferEvent.Job, TransferEvent.Progressed> running = new LinkedHashMap<>();
    private Meter meter = new Meter();

    @Override
    public void on(TransferEvent event) {
        reached(event, System.nanoTime());
    }

    /** The same at a time that the caller has looked up. */
    synchronized void reached(TransferEvent event, long now) {
        if (event instanceof TransferEvent.Started started) {
            running.put(event.job(), new TransferEvent.Progressed(event.job(), started.offset(), started.size()));
            meter = new Meter();
        } else if (event instanceof TransferEvent.Progressed progressed) {
            running.put(event.job(), progressed);
        } else if (ends(event)) {
            running.remove(event.job());
            meter = new Meter();
        } else {
            return;
        }
        meter.reached(now, bytes());
    }

    private static boolean ends(TransferEvent event) {
        return event instanceof TransferEvent.Finished
                || event instanceof TransferEvent.Skipped
                || event instanceof TransferEvent.Failed;
    }

    synchronized int files() {
        return running.size();
    }

    synchronized long bytes() {
        return running.values().stream()
                .mapToLong(TransferEvent.Progressed::bytes)
                .sum();
    }

    /** Unknown when one of the sizes is. */
    synchronized OptionalLong size() {
        long sum = 0;
        for (TransferEvent.Progressed each : running.values()) {
            if (each.size().isEmpty()) {
                return OptionalLong.empty();
            }
            sum += each.size().getAsLong();
        }
        return OptionalLong.of(sum);
    }

    /** {@code 36.9 MiB of 300 MiB}. */
    String amount() {
        OptionalLong size = size();
        String bytes = Quantity.human(bytes());
        return size.isPresent() ? bytes + " of " + Quantity.human(size.getAsLong()) : bytes;
    }

    /** {@code 28.1 MiB/s  0:10}. */
    synchronized String speed(long now) {
        String rate = Quantity.rate(meter.rate(now, bytes()));
        OptionalLong left = meter.secondsLeft(now, bytes(), size());
        return left.isPresent() ? rate + "  " + Quantity.clock(left.getAsLong()) : rate;
    }

    /** Hundredths that are done; empty while nobody knows of how much. */
    public synchronized OptionalInt percent() {
        OptionalLong size = size();
        return running.isEmpty() || size.isEmpty() || size.getAsLong() == 0
                ? OptionalInt.empty()
                : OptionalInt.of((int) Math.min(100, bytes() * 100.0 / size.getAsLong()));
    }

    /** {@code 36.9 MiB of 300 MiB  28.1 MiB/s  0:10}; empty while no transfer runs. */
    public synchronized String text() {
        return running.isEmpty() ? "" : amount() + "  " + speed(System.nanoTime());
    }
}
