package pasv.doctor.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import pasv.doctor.examination.Examination;
import pasv.doctor.examination.Opening;
import pasv.doctor.finding.Finding;
import pasv.doctor.finding.Subject;
import pasv.doctor.finding.Trouble;
import pasv.ftp.FtpClient;
import pasv.ftp.wire.Command;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.PassiveReply;
import pasv.ftp.wire.WireEvent;
import pasv.net.Endpoint;
import pasv.net.NetException;

/**
 * The probe for an application-level gateway: a router that reads the conversation and rewrites addresses and ports. In
 * clear one can, under TLS it cannot: so the same question is put both ways. The session under TLS is one more, and
 * only after the login has succeeded; the other way round it would send a password in clear, so a session under TLS is
 * compared with none.
 */
public final class AlgProbe implements Probe {
    private static final int REPLIES = 4;
    /** Ten replies need not show the ends of a range; so much beyond them proves nothing. */
    private static final int SLACK = 100;

    @Override
    public String id() {
        return "alg";
    }

    @Override
    public boolean needsSession() {
        return true;
    }

    @Override
    public Finding examine(Examination examination) throws IOException {
        Optional<InetAddress> clear = examination.advertised();
        if (clear.isEmpty()) {
            return Finding.skip(id(), "no 227 with an address that a router could rewrite");
        }
        if (examination.transcript().first(WireEvent.Secured.class).isPresent()) {
            return Finding.ok(
                    id(),
                    "under TLS no router rewrites the 227: " + Endpoint.numeric(clear.get())
                            + " is what the server itself says");
        }
        if (!examination.client().features().has("AUTH")) {
            return Finding.skip(
                    id(), "in clear a router can rewrite the 227, and this server offers no TLS to compare with");
        }
        Set<Integer> ports = new TreeSet<>();
        Optional<InetAddress> under = Optional.empty();
        try (FtpClient twin = examination.underTls()) {
            for (int i = 0; i < REPLIES; i++) {
                PassiveReply reply = PassiveReply.of(twin.quote(Command.of("PASV")));
                ports.add(reply.port());
                under = reply.advertised();
            }
        } catch (FtpException e) {
            return nothingToCompare(Opening.words(e));
        } catch (NetException e) {
            return nothingToCompare(e.getMessage());
        } catch (PassiveReply.Rejected e) {
            return nothingToCompare(e.why());
        }
        return compared(examination, clear.get(), under.orElse(clear.get()), ports);
    }

    private Finding nothingToCompare(String why) {
        return Finding.skip(id(), "in clear a router can rewrite the 227; the same question under TLS failed: " + why);
    }

    private Finding compared(Examination examination, InetAddress clear, InetAddress under, Set<Integer> ports)
            throws IOException {
        InetAddress peer = InetAddress.getByName(examination.server().host());
        String both = "in clear " + Endpoint.numeric(clear) + ", under TLS " + Endpoint.numeric(under);
        if (!clear.equals(under)) {
            if (under.equals(peer)) {
                return Finding.fail(id(), Trouble.ADDRESS_REWRITTEN, examination.subject(), both);
            }
            return clear.equals(peer)
                    ? Finding.fail(
                            id(), Trouble.ADDRESS_HIDDEN, examination.subject().advertising(under), both)
                    : Finding.warn(id(), "something on the way rewrites the 227: " + both);
        }
        Optional<Subject.Span> span = examination.subject().range();
        boolean elsewhere = span.isPresent()
                && ports.stream()
                        .allMatch(port -> port
                                        < span.get().lowest() - span.get().width() - SLACK
                                || port > span.get().highest() + span.get().width() + SLACK);
        return elsewhere
                ? Finding.warn(
                        id(),
                        "something on the way renumbers the ports: in clear " + span.get() + ", under TLS " + ports
                                + ": the firewall must be open for both")
                : Finding.ok(id(), "no router rewrites the 227: it says the same in clear and under TLS", both);
    }
}
