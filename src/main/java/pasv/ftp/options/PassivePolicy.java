package pasv.ftp.options;

import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.PassiveReply;
import pasv.net.AddressScope;
import pasv.net.Endpoint;

/**
 * The passive policy: which command is sent, and which address is connected to.
 *
 * @param command the command, or both with a fallback
 * @param address whose address the data connection goes to
 */
public record PassivePolicy(Mode command, Address address) {
    public static final PassivePolicy DEFAULT = new PassivePolicy(Mode.AUTO, Address.CONTROL);

    /** Ports where a service listens that a data connection must not be tricked into talking to. */
    private static final Set<Integer> SERVICES =
            Set.of(1433, 1521, 2049, 3306, 3389, 5432, 5900, 6000, 6379, 8080, 9200, 11211, 27017);

    private static final int FIRST_UNPRIVILEGED = 1024;

    /** Which passive command. */
    public enum Mode {
        /** PASV on IPv4 with EPSV as fallback, EPSV alone on IPv6. */
        AUTO,
        PASV,
        EPSV
    }

    /** Whose address. */
    public enum Address {
        /** The control connection's peer, whatever the server advertises. */
        CONTROL,
        /** The advertised one, unless that would make the client attack somebody. */
        SERVER
    }

    /**
     * Where the data connection goes.
     *
     * @param host the numeric address
     * @param remark what to tell the user where the advertised address is not the one in use; empty otherwise
     */
    public record Choice(InetAddress host, Optional<String> remark) {}

    /**
     * Decides between the advertised address and the peer's. Following the server would let it make clients connect
     * inside their own networks (CVE-2020-8284, CVE-2021-4189, CVE-2021-37533).
     *
     * @throws FtpException HOSTILE when the advertised one was asked for and must be refused
     */
    public Choice choose(PassiveReply reply, InetAddress peer, Circumstances circumstances) throws FtpException {
        if (reply.advertised().isEmpty() || reply.advertised().get().equals(peer)) {
            return new Choice(peer, Optional.empty());
        }
        InetAddress advertised = reply.advertised().get();
        AddressScope scope = AddressScope.of(advertised);
        String named = Endpoint.numeric(advertised);
        if (address == Address.CONTROL) {
            return new Choice(
                    peer,
                    Optional.of(named + " is " + scope.words() + "; using " + Endpoint.numeric(peer)
                            + ", the peer of the control connection"));
        }
        if (scope.isNarrowerThan(AddressScope.of(peer)) || scope == AddressScope.UNSPECIFIED) {
            throw new FtpException(
                    Failure.HOSTILE,
                    "the server advertises " + named + ", which is " + scope.words()
                            + ": it could make this client connect inside its own network",
                    circumstances);
        }
        if (reply.port() < FIRST_UNPRIVILEGED || SERVICES.contains(reply.port())) {
            throw new FtpException(
                    Failure.HOSTILE,
                    "the server advertises port " + reply.port() + " on another host, where other services listen",
                    circumstances);
        }
        return new Choice(advertised, Optional.of("using " + named + ", as the server advertises"));
    }
}
