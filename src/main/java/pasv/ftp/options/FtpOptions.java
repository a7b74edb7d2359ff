package pasv.ftp.options;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Optional;
import pasv.ftp.wire.ServerHabits;
import pasv.net.Dialer;
import pasv.net.Endpoint;
import pasv.net.Proxy;
import pasv.net.Timeouts;

/**
 * The options of a session.
 *
 * @param server the control endpoint, by name or address
 * @param credentials who logs in
 * @param timeouts the four limits
 * @param family which addresses of the server are used
 * @param passive the passive command and address
 * @param charset in which names that are typed go out, and what comes and is not valid UTF-8 is read; UTF-8 where nothing
 *     else was said
 * @param security whether and how TLS is used
 * @param habits what is known of the server, shared between its connections
 * @param proxy that the control connection and all data connections go through; empty for the direct way
 * @param zone in which the server writes the times of LIST, where somebody said so; else one file's MDTM tells
 */
public record FtpOptions(
        Endpoint server,
        Credentials credentials,
        Timeouts timeouts,
        Dialer.Family family,
        PassivePolicy passive,
        Charset charset,
        Security security,
        ServerHabits habits,
        Optional<ZoneId> zone,
        Optional<Proxy> proxy) {

    /** The defaults, with the user and password of the URL or anonymous. */
    public static FtpOptions to(FtpUrl url) {
        Credentials credentials = url.user().isEmpty()
                ? Credentials.ANONYMOUS
                : Credentials.of(url.user().get(), url.password().orElse(""));
        return new FtpOptions(
                url.server(),
                credentials,
                Timeouts.DEFAULT,
                Dialer.Family.ANY,
                PassivePolicy.DEFAULT,
                StandardCharsets.UTF_8,
                Security.of(url.tls()),
                new ServerHabits(),
                Optional.empty(),
                Optional.empty());
    }

    /** In which charset what comes is read that is not valid UTF-8: Latin-1 where nothing was said, which reads all bytes. */
    public Charset fallback() {
        return charset.equals(StandardCharsets.UTF_8) ? StandardCharsets.ISO_8859_1 : charset;
    }

    public FtpOptions withCredentials(Credentials value) {
        return new FtpOptions(server, value, timeouts, family, passive, charset, security, habits, zone, proxy);
    }

    public FtpOptions withTimeouts(Timeouts value) {
        return new FtpOptions(server, credentials, value, family, passive, charset, security, habits, zone, proxy);
    }

    public FtpOptions withFamily(Dialer.Family value) {
        return new FtpOptions(server, credentials, timeouts, value, passive, charset, security, habits, zone, proxy);
    }

    public FtpOptions withPassive(PassivePolicy value) {
        return new FtpOptions(server, credentials, timeouts, family, value, charset, security, habits, zone, proxy);
    }

    public FtpOptions withCharset(Charset value) {
        return new FtpOptions(server, credentials, timeouts, family, passive, value, security, habits, zone, proxy);
    }

    public FtpOptions withSecurity(Security value) {
        return new FtpOptions(server, credentials, timeouts, family, passive, charset, value, habits, zone, proxy);
    }

    public FtpOptions withHabits(ServerHabits value) {
        return new FtpOptions(server, credentials, timeouts, family, passive, charset, security, value, zone, proxy);
    }

    public FtpOptions withZone(Optional<ZoneId> value) {
        return new FtpOptions(server, credentials, timeouts, family, passive, charset, security, habits, value, proxy);
    }

    public FtpOptions withProxy(Optional<Proxy> value) {
        return new FtpOptions(server, credentials, timeouts, family, passive, charset, security, habits, zone, value);
    }
}
