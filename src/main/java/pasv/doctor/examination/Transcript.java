package pasv.doctor.examination;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pasv.ftp.wire.WireEvent;
import pasv.ftp.wire.WireListener;

/** The transcript of the wire, with times. The doctor's ear: what the probes read afterwards. For any thread. */
public final class Transcript implements WireListener {
    /** One event, with its nanoseconds. */
    private record Moment(long nanos, WireEvent event) {}

    private final List<Moment> moments = new CopyOnWriteArrayList<>();

    @Override
    public void on(WireEvent event) {
        moments.add(new Moment(System.nanoTime(), event));
    }

    <E extends WireEvent> Stream<E> all(Class<E> kind) {
        return moments.stream().map(Moment::event).filter(kind::isInstance).map(kind::cast);
    }

    public <E extends WireEvent> Optional<E> first(Class<E> kind) {
        return all(kind).findFirst();
    }

    public <E extends WireEvent> Optional<E> last(Class<E> kind) {
        return all(kind).reduce((before, after) -> after);
    }

    /** From the open connection to the first reply. */
    public Optional<Duration> greetingDelay() {
        return nanos(WireEvent.Connected.class)
                .flatMap(from -> nanos(WireEvent.Received.class).map(to -> Duration.ofNanos(to - from)));
    }

    private Optional<Long> nanos(Class<? extends WireEvent> kind) {
        return moments.stream()
                .filter(moment -> kind.isInstance(moment.event()))
                .map(Moment::nanos)
                .findFirst();
    }

    /** All that the server has said so far. */
    public String replies() {
        return all(WireEvent.Received.class)
                .map(received -> received.reply().text())
                .collect(Collectors.joining("\n"));
    }
}
