package pasv.net;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** The trouble of a failed TLS connection, in words. The JDK speaks of alerts; people want to know what to change. */
final class TlsTrouble {
    private static final int SHOWN = 80;

    private TlsTrouble() {}

    /** @param newest whether this side offered TLS 1.3 too */
    static NetException of(SSLException e, boolean newest) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof TrustCheck.Untrusted untrusted) {
                return new NetException(
                        NetException.Kind.CERTIFICATE, String.valueOf(untrusted.getMessage()), Duration.ZERO, e);
            }
        }
        return new NetException(NetException.Kind.TLS, words(String.valueOf(e.getMessage()), newest), Duration.ZERO, e);
    }

    private static String words(String message, boolean newest) {
        if (message.contains("handshake_failure")) {
            return "the server finds nothing in common with us (TLS 1.2 with ECDHE and AES-GCM or ChaCha20, or"
                    + " TLS 1.3), or it wants a client certificate";
        }
        if (message.contains("protocol_version") || message.contains("protocol version")) {
            return newest
                    ? "the server speaks neither TLS 1.3 nor 1.2, and nothing older is spoken here: " + message
                    : "this side offers TLS 1.2 alone, and the server does not take it: leave out --tls-max 1.2";
        }
        if (message.contains("certificate_required") || message.contains("bad_certificate")) {
            return "the server wants a client certificate that it accepts: " + message;
        }
        if (message.contains("unknown_ca") || message.contains("certificate_unknown")) {
            return "the server does not accept our certificate: " + message;
        }
        return "TLS failed: " + message;
    }

    /** Plain text where a record was due, shown up to the end of its first line. */
    static NetException notTls(ByteBuffer seen) {
        byte[] bytes = new byte[Math.min(SHOWN, seen.remaining())];
        seen.get(seen.position(), bytes);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return new NetException(
                NetException.Kind.NOT_TLS, text.lines().findFirst().orElse("").strip());
    }
}
