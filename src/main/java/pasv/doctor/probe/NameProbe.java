package pasv.doctor.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import pasv.doctor.examination.Examination;
import pasv.doctor.finding.Finding;
import pasv.doctor.finding.Trouble;
import pasv.net.Endpoint;
import pasv.net.NetException;
import pasv.net.Proxy;

/** The probe of the host name: the addresses it leads to, and their families. */
public final class NameProbe implements Probe {
    @Override
    public String id() {
        return "name";
    }

    @Override
    public boolean needsSession() {
        return false;
    }

    private static final Duration SLOW = Duration.ofSeconds(3);

    @Override
    public Finding examine(Examination examination) throws IOException {
        String host = examination.options().server().host();
        if (examination.options().proxy().filter(Proxy::resolves).isPresent()) {
            return Finding.ok(id(), host + " is left to the proxy to look up");
        }
        long start = System.nanoTime();
        try {
            List<InetAddress> addresses = examination.lookUp();
            Duration lasted = Duration.ofNanos(System.nanoTime() - start);
            String all = addresses.stream().map(Endpoint::numeric).collect(Collectors.joining(", "));
            String what = all.equals(host) ? "an address, no name to look up" : host + " is " + all;
            return lasted.compareTo(SLOW) > 0
                    ? Finding.warn(
                            id(), Trouble.NAME_SLOW, examination.subject().saying(lasted.toSeconds() + " s"), what)
                    : Finding.ok(id(), what);
        } catch (NetException e) {
            Trouble trouble = switch (e.kind()) {
                case NAME_SILENT -> Trouble.NAME_SILENT;
                case NAME_SERVER_FAILED -> Trouble.NAME_SERVER_FAILED;
                default -> Trouble.NAME_UNKNOWN;
            };
            return Finding.fail(id(), trouble, examination.subject().saying(e.getMessage()), e.getMessage());
        }
    }
}
