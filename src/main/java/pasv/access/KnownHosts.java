package pasv.access;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Learned;
import pasv.ftp.wire.Phase;
import pasv.ftp.wire.ServerHabits;
import pasv.home.HostMemory;
import pasv.home.Places;
import pasv.home.TrustedCertificates;
import pasv.net.Endpoint;
import pasv.net.Pin;

/**
 * The known hosts of this run, and what was learned of each. Read from the state directory before, kept there after.
 */
final class KnownHosts {
    private final HostMemory memory;
    private final TrustedCertificates certificates;
    private final Map<Endpoint, ServerHabits> habits = new HashMap<>();
    private final Map<Endpoint, Learned> before = new HashMap<>();

    KnownHosts(Places places) {
        this.memory = new HostMemory(places.hostsFile(), LocalDate.now(ZoneOffset.UTC));
        this.certificates = new TrustedCertificates(places.trustedFile());
    }

    /** What is known of a server; the same object for all of its sessions. */
    ServerHabits habits(Endpoint server) {
        return habits.computeIfAbsent(server, unknown -> {
            Learned learned = memory.of(server);
            before.put(server, learned);
            return new ServerHabits(learned);
        });
    }

    /** The certificate that the user accepted for a server. */
    Optional<Pin> pin(Endpoint server) throws FtpException {
        try {
            return certificates.of(server);
        } catch (IOException e) {
            throw new FtpException(
                    Failure.LOCAL_FILE,
                    "the trusted certificates cannot be read: " + e.getMessage(),
                    Circumstances.in(Phase.LOCAL),
                    e);
        }
    }

    /** Keeps what was learned. A file that cannot be written is passed over: the next run learns it anew. */
    void keep() {
        for (Map.Entry<Endpoint, ServerHabits> entry : habits.entrySet()) {
            Learned now = entry.getValue().learned();
            if (!now.equals(before.get(entry.getKey()))) {
                try {
                    memory.keep(entry.getKey(), now);
                } catch (IOException e) {
                    return;
                }
            }
        }
    }
}
