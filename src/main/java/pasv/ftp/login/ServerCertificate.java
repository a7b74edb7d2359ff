package pasv.ftp.login;

import java.io.Closeable;
import java.io.IOException;
import pasv.ftp.options.FtpOptions;
import pasv.ftp.wire.Circumstances;
import pasv.ftp.wire.ControlConnection;
import pasv.ftp.wire.Failure;
import pasv.ftp.wire.FtpException;
import pasv.ftp.wire.Phase;
import pasv.ftp.wire.WireListener;
import pasv.net.Cancellation;
import pasv.net.CertificateFacts;
import pasv.net.Tls;

/** The certificate that a server shows. Asked without a login, so that no password meets an unknown server. */
public final class ServerCertificate {
    private ServerCertificate() {}

    /**
     * Shakes hands and leaves.
     *
     * @param options with a mode other than OFF; whether the certificate is checked is up to their trust
     */
    public static CertificateFacts of(FtpOptions options, WireListener listener, Cancellation cancellation)
            throws IOException {
        Cancellation sockets = new Cancellation();
        Closeable giveUp = () -> sockets.cancel(Cancellation.Cause.ASKED);
        cancellation.register(giveUp);
        try (ControlConnection control = new Door(options, listener, sockets).look()) {
            return control.tls()
                    .flatMap(Tls::certificate)
                    .orElseThrow(() -> new FtpException(
                            Failure.USAGE, "without TLS no certificate is shown", Circumstances.in(Phase.TLS)));
        } finally {
            cancellation.unregister(giveUp);
        }
    }
}
