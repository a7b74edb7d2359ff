package pasv.ftp.options;

import java.util.Optional;
import pasv.net.ClientIdentity;
import pasv.net.TlsRung;
import pasv.net.Trust;

/**
 * The security of a session: what is demanded of TLS.
 *
 * @param mode when TLS begins
 * @param demanded whether a session in clear is refused before anything is sent
 * @param trust which certificates are good enough
 * @param identity who we are, for servers that ask
 * @param newest the first kind of TLS to try
 */
public record Security(TlsMode mode, boolean demanded, Trust trust, Optional<ClientIdentity> identity, TlsRung newest) {

    /** The given mode, the authorities of the Java installation, TLS 1.3 where the server knows it. */
    public static Security of(TlsMode mode) {
        return new Security(mode, false, Trust.SYSTEM, Optional.empty(), TlsRung.NEWEST);
    }

    public Security withMode(TlsMode value) {
        return new Security(value, demanded, trust, identity, newest);
    }

    /** The same, refusing to speak in clear. */
    public Security demanding() {
        return new Security(mode, true, trust, identity, newest);
    }

    public Security withTrust(Trust value) {
        return new Security(mode, demanded, value, identity, newest);
    }

    public Security withIdentity(ClientIdentity value) {
        return new Security(mode, demanded, trust, Optional.of(value), newest);
    }

    public Security withNewest(TlsRung value) {
        return new Security(mode, demanded, trust, identity, value);
    }
}
