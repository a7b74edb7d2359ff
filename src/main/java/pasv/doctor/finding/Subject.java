package pasv.doctor.finding;

import java.net.InetAddress;
import java.util.Optional;
import pasv.net.Endpoint;

/**
 * The subject of a sentence: the facts that fill its gaps. The facts that fill its gaps.
 *
 * @param server the control endpoint
 * @param port the data port in question
 * @param advertised the address of the 227
 * @param range the lowest and the highest data port that the server announced
 * @param detail what the server or the system said
 */
public record Subject(
        Optional<Endpoint> server,
        Optional<Integer> port,
        Optional<InetAddress> advertised,
        Optional<Span> range,
        String detail) {
    public static final Subject NOTHING =
            new Subject(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), "");

    /** Ports from the lowest to the highest, both included. */
    public record Span(int lowest, int highest) {
        public int width() {
            return highest - lowest;
        }

        @Override
        public String toString() {
            return lowest + " to " + highest;
        }
    }

    public Subject at(Endpoint value) {
        return new Subject(Optional.of(value), port, advertised, range, detail);
    }

    public Subject onPort(int value) {
        return new Subject(server, Optional.of(value), advertised, range, detail);
    }

    public Subject advertising(InetAddress value) {
        return new Subject(server, port, Optional.of(value), range, detail);
    }

    public Subject over(Optional<Span> value) {
        return new Subject(server, port, advertised, value, detail);
    }

    public Subject saying(String value) {
        return new Subject(server, port, advertised, range, value);
    }

    /** The text with its gaps filled: {server}, {host}, {control}, {port}, {address}, {range}, {said}. */
    String fill(String text) {
        return text.replace("{server}", server.map(Endpoint::toString).orElse("the server"))
                .replace("{host}", host())
                .replace(
                        "{control}", server.map(s -> Integer.toString(s.port())).orElse("21"))
                .replace("{port}", port.map(p -> "port " + p).orElse("the data port"))
                .replace("{address}", advertised.map(Endpoint::numeric).orElse("another address"))
                .replace("{range}", range.map(Span::toString).orElse("all over the place"))
                .replace("{said}", detail.isEmpty() ? "" : ": " + detail);
    }

    /** The server's address as clients know it. */
    String host() {
        return server.map(Endpoint::host).orElse("the server");
    }

    /** The ports for a firewall rule, joined as that firewall wants it. */
    String ports(String joint) {
        return range.map(span -> span.lowest() + joint + span.highest()).orElse("FIRST" + joint + "LAST");
    }
}
