package pasv.doctor.probe;

import java.io.IOException;
import java.net.InetAddress;
import pasv.doctor.examination.Examination;
import pasv.doctor.finding.Finding;
import pasv.doctor.finding.Subject;
import pasv.doctor.finding.Trouble;
import pasv.ftp.wire.PassiveReply;
import pasv.ftp.wire.Reply;
import pasv.net.AddressScope;
import pasv.net.Endpoint;

/**
 * The probe of the 227: what it announces, and whether clients can follow it. Only reads the address: nobody connects
 * there.
 */
public final class PasvProbe implements Probe {
    @Override
    public String id() {
        return "pasv";
    }

    @Override
    public boolean needsSession() {
        return true;
    }

    @Override
    public Finding examine(Examination examination) throws IOException {
        if (examination.isIpv6()) {
            return Finding.skip(id(), "IPv6 has EPSV only");
        }
        Reply reply = examination.ask("PASV");
        if (!reply.isPositive()) {
            return Finding.warn(id(), "PASV is refused: " + reply);
        }
        try {
            PassiveReply passive = PassiveReply.of(reply);
            InetAddress address = passive.advertised().orElseThrow();
            examination.advertises(address);
            String peer = examination.server().host();
            return judge(id(), address, InetAddress.getByName(peer), examination.subject(), arithmetic(passive, reply));
        } catch (PassiveReply.Rejected e) {
            return Finding.fail(
                    id(), Trouble.PASSIVE_GARBLED, examination.subject().saying(e.why()), reply.toString());
        }
    }

    private static String[] arithmetic(PassiveReply passive, Reply reply) {
        String address = Endpoint.numeric(passive.advertised().orElseThrow());
        String sum = address.replace('.', ',') + " is " + address + ", port " + passive.high() + " × 256 + "
                + passive.low() + " = " + passive.port();
        return new String[] {reply.toString(), sum};
    }

    /** Judges an advertised address by where the control connection goes. */
    public static Finding judge(String id, InetAddress address, InetAddress peer, Subject subject, String... evidence) {
        if (address.equals(peer)) {
            return Finding.ok(
                    id,
                    "the address of the 227 is the server's own, " + Endpoint.numeric(peer) + ", "
                            + AddressScope.of(peer).words(),
                    evidence);
        }
        AddressScope scope = AddressScope.of(address);
        AddressScope from = AddressScope.of(peer);
        if (from.isNarrowerThan(scope) && scope == AddressScope.PUBLIC) {
            // asked from inside a network, a server that advertises its outside address is in order
            return Finding.warn(
                    id,
                    "the 227 says " + Endpoint.numeric(address) + ", right for clients outside, not for those inside",
                    evidence);
        }
        Trouble trouble = switch (scope) {
            case LOOPBACK -> Trouble.ADDRESS_LOOPBACK;
            case UNSPECIFIED -> Trouble.ADDRESS_UNSPECIFIED;
            case SHARED -> Trouble.ADDRESS_CARRIER;
            case PRIVATE, LINK_LOCAL -> from == AddressScope.PUBLIC ? Trouble.ADDRESS_PRIVATE : Trouble.ADDRESS_WRONG;
            case RESERVED, PUBLIC -> Trouble.ADDRESS_WRONG;
        };
        return Finding.fail(id, trouble, subject, evidence);
    }
}
