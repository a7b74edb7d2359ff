package pasv.net;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Whose certificate is good enough? Exactly one of these decides, the first that applies: no check at all, the pin, the
 * authorities (given ones, else those of the Java installation). What the authorities refuse, a person may accept.
 *
 * @param authorities trusted instead of the installation's own where not empty
 * @param pin the only certificate to accept, whatever else it says
 * @param unchecked accept any certificate
 * @param judge asked about a certificate that the authorities refuse
 */
public record Trust(List<X509Certificate> authorities, Optional<Pin> pin, boolean unchecked, Optional<Judge> judge) {
    /** The authorities of the Java installation, and nobody is asked. */
    public static final Trust SYSTEM = new Trust(List.of(), Optional.empty(), false, Optional.empty());

    /** Decides about a certificate that no authority vouches for. */
    @FunctionalInterface
    public interface Judge {
        /**
         * Whether to go on with it.
         *
         * @param trouble what is wrong with it, to follow "the certificate"
         */
        boolean accepts(CertificateFacts certificate, String trouble);
    }

    public Trust {
        authorities = List.copyOf(authorities);
    }

    public Trust withAuthorities(List<X509Certificate> value) {
        return new Trust(value, pin, unchecked, judge);
    }

    public Trust withPin(Pin value) {
        return new Trust(authorities, Optional.of(value), unchecked, judge);
    }

    public Trust withoutCheck() {
        return new Trust(authorities, pin, true, judge);
    }

    public Trust withJudge(Judge value) {
        return new Trust(authorities, pin, unchecked, Optional.of(value));
    }
}
