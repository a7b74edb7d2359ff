package pasv.doctor.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;
import pasv.doctor.examination.Examination;
import pasv.doctor.finding.Finding;
import pasv.doctor.finding.Trouble;
import pasv.net.Dialer;
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

    @Override
    public Finding examine(Examination examination) throws IOException {
        String host = examination.options().server().host();
        if (examination.options().proxy().filter(Proxy::resolves).isPresent()) {
            return Finding.ok(id(), host + " is left to the proxy to look up");
        }
        try {
            List<InetAddress> addresses = Dialer.lookUp(
                    host,
                    examination.options().family(),
                    examination.options().timeouts().connect());
            String all = addresses.stream().map(Endpoint::numeric).collect(Collectors.joining(", "));
            return Finding.ok(id(), all.equals(host) ? "an address, no name to look up" : host + " is " + all);
        } catch (NetException e) {
            return Finding.fail(
                    id(), Trouble.NAME_UNKNOWN, examination.subject().saying(e.getMessage()), e.getMessage());
        }
    }
}
