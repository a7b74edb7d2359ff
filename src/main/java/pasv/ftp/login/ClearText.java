package pasv.ftp.login;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Set;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.options.FtpUrl;
import pasv.ftp.options.TlsMode;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.Features;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.ftp.wire.WireEvent;
import pasv.ftp.wire.WireListener;
import pasv.net.AddressScope;

/** The warning that a password travels in clear. */
public final class ClearText {
    private static final Set<String> NOBODY = Set.of("anonymous", "ftp");

    private final FtpOptions options;
    private final WireListener listener;

    public ClearText(FtpOptions options, WireListener listener) {
        this.options = options;
        this.listener = listener;
    }

    /** Stops a session in clear before its first byte, where TLS is demanded. */
    void refuse() throws FtpException {
        if (isClear() && options.security().demanded()) {
            throw new FtpException(
                    Failure.TLS_REQUIRED,
                    "TLS is required and this connection would have none; use " + protectedUrl(),
                    Circumstances.in(Phase.CONNECT).withPeer(options.server()));
        }
    }

    /** Before the login: a server that could do TLS last time is not spoken to in clear in silence. */
    void beforeLogin() {
        if (isClear() && options.habits().tls().seen() && options.habits().warnOfClear()) {
            warn("was protected by TLS before and is not now");
        }
    }

    /** After the login: the server says by itself that it offers TLS (RFC 4217 §6). */
    public void afterFeatures(Features features, String peer) throws IOException {
        boolean offered =
                features.parameters("AUTH").filter(what -> what.contains("TLS")).isPresent();
        boolean local = AddressScope.of(InetAddress.getByName(peer)) == AddressScope.LOOPBACK;
        boolean secret = !NOBODY.contains(options.credentials().user());
        if (isClear() && offered && secret && !local && options.habits().warnOfClear()) {
            warn("went over the wire in clear, password included, and the server offers TLS");
        }
    }

    private boolean isClear() {
        return options.security().mode() == TlsMode.OFF;
    }

    private void warn(String what) {
        listener.on(
                new WireEvent.Warned("the session with " + options.server() + " " + what + "; use " + protectedUrl()));
    }

    private String protectedUrl() {
        return FtpUrl.base(TlsMode.EXPLICIT, options.server());
    }
}
