package pasv.doctor.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import pasv.doctor.examination.Examination;
import pasv.net.Dialer;
import pasv.net.Endpoint;
import pasv.net.NetException;

/**
 * The filter on this side. An address that nobody has (192.0.2.1, RFC 5737; 2001:db8::1, RFC 3849) is asked at the data
 * port and at the control port: who rejects the one and not the other is not the server, which is not asked at all.
 */
final class FilterHere {
    private static final Path COUNTERS = Path.of("/proc/net/snmp");

    private FilterHere() {}

    /** Who it is, where it is so. */
    static Optional<String> of(int port, Examination examination) throws IOException {
        Optional<Endpoint> local = examination.local();
        // through a proxy it is the proxy that is met, whatever the port
        if (local.isEmpty() || examination.options().proxy().isPresent()) {
            return Optional.empty();
        }
        String nobody = examination.isIpv6() ? "2001:db8::1" : "192.0.2.1";
        long before = unreachablesSent();
        if (!isRejected(new Endpoint(nobody, port), local.get(), examination)) {
            return Optional.empty();
        }
        boolean own = unreachablesSent() > before;
        if (isRejected(new Endpoint(nobody, examination.server().port()), local.get(), examination)) {
            return Optional.empty(); // whatever goes there is rejected: that tells nothing of ports
        }
        return Optional.of(
                own
                        ? "this machine itself rejects them, whatever the host"
                        : "this machine or a router near it rejects them, whatever the host");
    }

    private static boolean isRejected(Endpoint nobody, Endpoint local, Examination examination) throws IOException {
        try (Dialer.Pending pending = new Dialer(examination.cancellation(), Optional.empty()).begin(nobody, local)) {
            pending.finish(examination.limits().eighths(1)).close();
            return false; // something answers for everybody
        } catch (NetException e) {
            examination.cancellation().check();
            return e.kind() == NetException.Kind.REFUSED || e.kind() == NetException.Kind.PROHIBITED;
        }
    }

    /** How often this machine itself said "unreachable" (Linux); 0 where nobody counts. */
    private static long unreachablesSent() {
        try {
            List<String> icmp = Files.readAllLines(COUNTERS, StandardCharsets.US_ASCII).stream()
                    .filter(line -> line.startsWith("Icmp: "))
                    .toList();
            if (icmp.size() < 2) {
                return 0;
            }
            int column = List.of(icmp.get(0).split(" ")).indexOf("OutDestUnreachs");
            String[] values = icmp.get(1).split(" ");
            return column > 0 && column < values.length ? Long.parseLong(values[column]) : 0;
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
