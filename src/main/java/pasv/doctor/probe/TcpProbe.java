package pasv.doctor.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pasv.doctor.examination.Examination;
import pasv.doctor.examination.Opening;
import pasv.doctor.finding.Finding;
import pasv.ftp.wire.WireEvent;
import pasv.net.Connection;
import pasv.net.Dialer;
import pasv.net.Endpoint;
import pasv.net.NetException;

/** The probe of TCP to each address of the server. Opens the one session on the way. */
public final class TcpProbe implements Probe {
    private static final int OTHERS = 3;

    @Override
    public String id() {
        return "tcp";
    }

    @Override
    public boolean needsSession() {
        return false;
    }

    @Override
    public Finding examine(Examination examination) throws IOException {
        Optional<Finding> stopped = Opening.TCP.finding(examination);
        if (stopped.isPresent()) {
            return stopped.get();
        }
        WireEvent.Connected connected =
                examination.transcript().first(WireEvent.Connected.class).orElseThrow();
        List<String> silent = new ArrayList<>();
        String host = examination.options().server().host();
        if (examination.options().proxy().isPresent()) {
            return Finding.ok(
                    id(),
                    connected.remote() + " open after " + connected.after().toMillis() + " ms, through "
                            + examination.options().proxy().get());
        }
        Duration each = examination.limits().eighths(2);
        long end = System.nanoTime()
                + examination
                        .limits()
                        .eighths(6)
                        .minus(connected.after())
                        .minus(each)
                        .toNanos();
        List<InetAddress> addresses = Dialer.lookUp(host, examination.options().family(), each);
        addresses.stream()
                .map(Endpoint::numeric)
                .filter(address -> !address.equals(connected.remote().host()))
                .limit(OTHERS)
                .takeWhile(address -> end - System.nanoTime() > 0)
                .forEach(address -> trouble(address, examination, each).ifPresent(silent::add));
        String what = connected.remote() + " open after " + connected.after().toMillis() + " ms";
        return silent.isEmpty()
                ? Finding.ok(id(), what)
                : Finding.warn(id(), what + ", other addresses of " + host + " are not", silent.toArray(String[]::new));
    }

    private static Optional<String> trouble(String address, Examination examination, Duration limit) {
        Endpoint server = new Endpoint(address, examination.options().server().port());
        try (Connection open =
                new Dialer(examination.cancellation(), Optional.empty()).dial(server, Dialer.Family.ANY, limit)) {
            examination.note("also open: " + open.remote());
            return Optional.empty();
        } catch (NetException e) {
            return Optional.of(e.getMessage());
        } catch (IOException e) {
            return Optional.of(address + ": " + e.getMessage());
        }
    }
}
